import { HOUR_MS, MINUTE_MS, after } from '../../src/domain/time.js';
import { complaintAdded, evidenceArrived } from '../../workflows/messages.js';
import { bank, type Bank } from './support/bank.js';
import { OFFICERS_TIME_MS, type CaseWorld } from './support/case-world.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

describe('a complaint', () => {
  let time: SkippingTime;
  let inCase: CaseWorld;
  beforeEach(async () => {
    time = await startSkippingTime();
    inCase = await time.world.open('C1');
  }, 120_000);
  afterEach(() => time.stop());

  async function hold(manners: Partial<Bank> = {}, expiresInMs = HOUR_MS) {
    const now = await time.now();
    const wanted = { caseId: 'C1', institution: 'th-014', bank: bank(manners), requestedSatang: 100_000n };
    return time.world.holds.add({ ...wanted, expiresAt: after(now, expiresInMs) }, now);
  }

  it('starts the workflows of its holds that nobody else has started', async () => {
    const [first, second] = [await hold(), await hold()];
    await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    expect([first.facts.state, second.facts.state]).toEqual(['held', 'held']);
    const { parentExecution } = await time.client.workflow.getHandle('hold-H1').describe();
    expect(parentExecution?.workflowId).toBe('complaint-C1');
  });

  it('leaves alone the workflow of a hold that was started already', async () => {
    const on = await hold({ placeHold: ({ attempts }) => (attempts < 3 ? 'silent' : 'accepted') });
    const early = await time.startHold(on.holdId, on.institution);
    await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    expect((await early.describe()).parentExecution).toBeUndefined();
    expect(on.attempts.filter(({ what }) => what === 'send')).toHaveLength(3);
  });

  it('that is withdrawn releases its holds and ends when they have ended', async () => {
    const on = await hold({ release: (attempts) => (attempts < 20 ? 'silent' : 'acknowledged') }, 72 * HOUR_MS);
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    inCase.withdrawn = true;
    await handle.signal(complaintAdded, 'A1');
    await time.sleep(30_000);
    expect(on.facts.state).toBe('release_ordered');
    expect((await handle.describe()).status.name).toBe('RUNNING');

    await time.ends(handle);
    expect(on.facts.state).toBe('released');
    expect(inCase.status).toBe('closed');
    expect(inCase.lasted()).toBeLessThan(2 * HOUR_MS);
  });

  it('sends the release that it ordered to its institution by the hold’s next call', async () => {
    const on = await hold({}, 72 * HOUR_MS);
    const running = await time.startHold(on.holdId, on.institution);
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    inCase.withdrawn = true;
    await handle.signal(complaintAdded, 'A1');
    await time.ends(running);
    const { events } = await running.fetchHistory();
    const calls = events?.flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? []);
    expect(calls).toEqual(['sendHoldOrders', 'sendReleaseOrder']);
  });

  it('whose debit is denied lets its hold go at once', async () => {
    const on = await hold({}, 72 * HOUR_MS);
    const debit = inCase.askDebit('th-004');
    inCase.answering.add('th-004');
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    debit.state = 'denied';
    await handle.signal(evidenceArrived, 'M1');
    await time.ends(handle);
    expect(on.changes.map(({ to }) => to)).toEqual(['ordered', 'held', 'release_ordered', 'released']);
    expect(inCase.status).toBe('closed');
  });

  it('stays open until the officer’s seven days are over, though its holds ended long before', async () => {
    const on = await hold();
    const handle = await time.startComplaint('C1');
    await time.sleep(6 * 24 * HOUR_MS);
    expect(on.facts.state).toBe('released');
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await time.ends(handle);
    expect(inCase.lasted()).toBeGreaterThanOrEqual(OFFICERS_TIME_MS);
    expect(inCase.lasted()).toBeLessThan(OFFICERS_TIME_MS + MINUTE_MS);
    expect((await handle.describe()).historyLength).toBeLessThan(400);
  });

  it('whose workflow is lost leaves its holds to go on by themselves', async () => {
    const on = await hold({}, 30 * 24 * HOUR_MS);
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    const child = time.client.workflow.getHandle('hold-H1');
    await handle.terminate('the workflow is lost');
    await time.sleep(HOUR_MS);
    expect((await child.describe()).status.name).toBe('RUNNING');
    await time.ends(child);
    expect(on.facts.state).toBe('released');
  });
});
