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

  async function addHold(behaviour: Partial<Bank> = {}, expiresInMs = HOUR_MS) {
    const now = await time.now();
    const wanted = { caseId: 'C1', institution: 'th-014', bank: bank(behaviour), requestedSatang: 100_000n };
    return time.world.holds.add({ ...wanted, expiresAt: after(now, expiresInMs) }, now);
  }

  it('starts and signals no other workflow: the process that looked at it does', async () => {
    const hold = await addHold({ placeHold: ({ attempts }) => (attempts < 3 ? 'silent' : 'accepted') });
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    const { events } = await handle.fetchHistory();
    const commands = (events ?? []).filter(
      (event) =>
        event.startChildWorkflowExecutionInitiatedEventAttributes != null ||
        event.signalExternalWorkflowExecutionInitiatedEventAttributes != null,
    );
    expect(commands).toEqual([]);
    expect(hold.attempts.filter(({ what }) => what === 'send')).toHaveLength(3);
  });

  it('that is withdrawn releases its holds and ends when they have ended', async () => {
    const hold = await addHold({ release: (attempts) => (attempts < 20 ? 'silent' : 'acknowledged') }, 72 * HOUR_MS);
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    inCase.withdrawn = true;
    await handle.signal(complaintAdded, 'A1');
    await time.sleep(30_000);
    expect(hold.facts.state).toBe('release_ordered');
    expect((await handle.describe()).status.name).toBe('RUNNING');

    await time.ends(handle);
    expect(hold.facts.state).toBe('released');
    expect(inCase.status).toBe('closed');
    expect(inCase.durationMs()).toBeLessThan(2 * HOUR_MS);
  });

  it('sends the release that it ordered to its institution by the hold’s next call', async () => {
    const hold = await addHold({}, 72 * HOUR_MS);
    const running = await time.startHold(hold.holdId, hold.institution);
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    inCase.withdrawn = true;
    await handle.signal(complaintAdded, 'A1');
    await time.ends(running);
    const { events } = await running.fetchHistory();
    const calls = events?.flatMap((event) => event.activityTaskScheduledEventAttributes?.activityType?.name ?? []);
    expect(calls).toEqual(['sendHoldOrders', 'sendReleaseOrder']);
  });

  it('whose debit is denied releases its hold at once', async () => {
    const hold = await addHold({}, 72 * HOUR_MS);
    const debit = inCase.askDebit('th-004');
    inCase.answering.add('th-004');
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    debit.state = 'denied';
    await handle.signal(evidenceArrived, 'M1');
    await time.ends(handle);
    expect(hold.changes.map(({ to }) => to)).toEqual(['ordered', 'held', 'release_ordered', 'released']);
    expect(inCase.status).toBe('closed');
  });

  it('stays open until the officer’s seven days are over, though its holds ended long before', async () => {
    const hold = await addHold();
    const handle = await time.startComplaint('C1');
    await time.sleep(6 * 24 * HOUR_MS);
    expect(hold.facts.state).toBe('released');
    expect((await handle.describe()).status.name).toBe('RUNNING');
    await time.ends(handle);
    expect(inCase.durationMs()).toBeGreaterThanOrEqual(OFFICERS_TIME_MS);
    expect(inCase.durationMs()).toBeLessThan(OFFICERS_TIME_MS + MINUTE_MS);
    expect((await handle.describe()).historyLength).toBeLessThan(400);
  });

  it('whose workflow is lost does not stop the workflows of its holds', async () => {
    const hold = await addHold({}, 30 * 24 * HOUR_MS);
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    const holdHandle = time.client.workflow.getHandle('hold-H1');
    await handle.terminate('the workflow is lost');
    await time.sleep(HOUR_MS);
    expect((await holdHandle.describe()).status.name).toBe('RUNNING');
    await time.ends(holdHandle);
    expect(hold.facts.state).toBe('released');
  });
});
