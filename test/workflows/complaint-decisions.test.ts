import { HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { RECORD_QUEUE } from '../../src/contract/ids.js';
import { decisionMade, requestMade } from '../../workflows/messages.js';
import { bank } from './support/bank.js';
import type { CaseWorld } from './support/case-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

describe('an officer’s decision', () => {
  let time: SkippingTime;
  let inCase: CaseWorld;
  beforeEach(async () => {
    time = await startSkippingTime();
    inCase = await time.world.open('C1');
  }, 120_000);
  afterEach(() => time.stop());

  async function openRequest() {
    const now = await time.now();
    const order = { caseId: 'C1', institution: 'th-014', bank: bank(), requestedSatang: 100_000n };
    const expiresAt = after(now, HOUR_MS);
    return inCase.request({ ...order, kind: 'aoc_suspension', expiresAt }, after(now, 72 * HOUR_MS));
  }

  function expectOneHold({ carriedOut }: { carriedOut: number }): void {
    expect(carriedOut).toBe(1);
    expect([...time.world.holds.holds.keys()]).toEqual(['H1']);
    const sent = time.world.holds.find('H1').attempts.filter(({ what }) => what === 'send');
    expect(sent).toHaveLength(1);
  }

  it('is carried out once although its signal comes twice', async () => {
    const approved = await openRequest();
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    approved.state = 'approved';
    await handle.signal(decisionMade, 'D1');
    await handle.signal(decisionMade, 'D1');
    await time.sleep(MINUTE_MS);
    expectOneHold(approved);
    expect(time.world.holds.find('H1').facts.state).toBe('held');
  });

  it('counts although its signal came before the workflow ran', async () => {
    const approved = await openRequest();
    approved.state = 'approved';
    await time.client.workflow.signalWithStart('complaintWorkflow', {
      workflowId: 'complaint-C1',
      taskQueue: RECORD_QUEUE,
      args: [{ caseId: 'C1' }],
      signal: decisionMade,
      signalArgs: ['D1'],
    });
    await time.sleep(MINUTE_MS);
    expectOneHold(approved);
  });

  it('counts although its signal came while the database was being read', async () => {
    const approved = await openRequest();
    let [startReading, endReading] = [(): void => undefined, (): void => undefined];
    const reading = new Promise<void>((resolve) => (startReading = resolve));
    const mayEnd = new Promise<void>((resolve) => (endReading = resolve));
    // The transaction has read the request, and its result is not back yet, when the decision is
    // made.
    time.world.after = async () => {
      startReading();
      await mayEnd;
    };
    const handle = await time.startComplaint('C1');
    await reading;
    approved.state = 'approved';
    await handle.signal(decisionMade, 'D1');
    endReading();
    await time.sleep(MINUTE_MS);
    expect(inCase.rounds).toBeGreaterThan(1);
    expectOneHold(approved);
  });

  it('that never comes lets the request expire', async () => {
    const request = await openRequest();
    const handle = await time.startComplaint('C1');
    await handle.signal(requestMade, 'R1');
    await time.sleep(71 * HOUR_MS);
    expect([request.state, inCase.status]).toEqual(['requested', 'awaiting_decision']);
    await time.sleep(2 * HOUR_MS);
    expect(request).toMatchObject({ state: 'expired', carriedOut: 0 });
  });
});
