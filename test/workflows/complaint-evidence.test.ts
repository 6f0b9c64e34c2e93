import { noAnswer, refused } from '../../activities/call-party.js';
import { RECORD_QUEUE } from '../../src/contract/ids.js';
import { HOUR_MS, MINUTE_MS } from '../../src/domain/time.js';
import { complaintAdded, evidenceArrived } from '../../workflows/messages.js';
import { AGENCY_TIME_MS, OFFICERS_TIME_MS, type CaseWorld } from './support/case-world.js';
import { whatWasDone } from './support/history.js';
import { startSkippingTime, type SkippingTime } from './support/skipping-time.js';

describe('the questions of a complaint', () => {
  let time: SkippingTime;
  let inCase: CaseWorld;
  beforeEach(async () => {
    time = await startSkippingTime();
    inCase = await time.world.open('C1');
  }, 120_000);
  afterEach(() => time.stop());

  it('are each sent to their own agency, and a silent agency delays no other', async () => {
    const [silent, quick] = [inCase.ask('amlo'), inCase.ask('bot')];
    inCase.answering.add('bot');
    const handle = await time.startComplaint('C1');
    await time.sleep(MINUTE_MS);
    expect([silent.state, quick.state]).toEqual(['asked', 'answered']);
    expect(quick.attempts).toBe(1);
    await time.ends(handle);
  });

  it('are repeated until the deadline, and then count as unknown', async () => {
    const question = inCase.ask('amlo');
    const handle = await time.startComplaint('C1');
    await time.sleep(AGENCY_TIME_MS - MINUTE_MS);
    expect(question.state).toBe('asked');
    await time.sleep(2 * MINUTE_MS);
    expect(question.state).toBe('unknown');
    const attempts = question.attempts;
    expect(attempts).toBeGreaterThan(8); // more than one round of attempts

    await time.ends(handle);
    // Only the round that was under way may add to them.
    expect(question.attempts - attempts).toBeLessThanOrEqual(8);
  });

  it('that intake wrote go out within the first workflow task, one event each, without a look at the case', async () => {
    inCase.askDebit('th-004');
    inCase.ask('amlo');
    inCase.answering.add('th-004').add('amlo');
    const handle = await time.startComplaint('C1', inCase.written());
    await time.sleep(MINUTE_MS);
    const done = await whatWasDone(handle);
    expect(done.locally.filter((type) => type.startsWith('ask')).sort()).toEqual(['askAgency', 'askDebitConfirmation']);
    expect([done.inQueue.filter((type) => type.startsWith('ask')), done.workflowTasks]).toEqual([[], 1]);
    expect(inCase.rounds).toBe(0);
    await time.ends(handle);
    expect(inCase.rounds).toBeGreaterThan(0);
  });

  it('go through the queue of a party that gives no answer at once, and only those', async () => {
    const [silent, quick] = [inCase.ask('amlo'), inCase.ask('bot')];
    inCase.answering.add('bot');
    const handle = await time.startComplaint('C1', inCase.written());
    await time.sleep(MINUTE_MS);
    const { locally, inQueue } = await whatWasDone(handle);
    expect(locally.filter((type) => type === 'askAgency')).toHaveLength(2);
    expect(inQueue.filter((type) => type === 'askAgency')).toHaveLength(1);
    expect([silent.attempts > 2, quick.attempts]).toEqual([true, 1]);
    inCase.answering.add('amlo');
    await time.sleep(MINUTE_MS);
    expect(silent.state).toBe('answered');
  });

  it('wait as long as a party asks for, before they go through its queue', async () => {
    const askedAt: number[] = [];
    time.world.before = async (activity) => {
      if (activity !== 'askDebitConfirmation') return;
      askedAt.push((await time.world.now()).getTime());
      if (askedAt.length === 1) throw noAnswer({ retryAfterMs: 5 * MINUTE_MS });
    };
    inCase.askDebit('th-004');
    inCase.answering.add('th-004');
    await time.startComplaint('C1', inCase.written());
    await time.sleep(6 * MINUTE_MS);
    expect(askedAt).toHaveLength(2);
    const [first = 0, second = 0] = askedAt;
    expect(second - first).toBeGreaterThanOrEqual(5 * MINUTE_MS);
  });

  it('that intake wrote do not hide a signal that comes before the first task', async () => {
    inCase.ask('amlo');
    await time.client.workflow.signalWithStart('complaintWorkflow', {
      workflowId: 'complaint-C1',
      taskQueue: RECORD_QUEUE,
      args: [{ caseId: 'C1', written: inCase.written() }],
      signal: complaintAdded,
      signalArgs: ['A1'],
    });
    await time.sleep(MINUTE_MS);
    expect(inCase.rounds).toBe(1);
  });

  it('may be answered late, and the answer still counts', async () => {
    const question = inCase.ask('amlo');
    const handle = await time.startComplaint('C1');
    await time.sleep(HOUR_MS);
    expect(question.state).toBe('unknown');
    const rounds = inCase.rounds;
    inCase.recordAnswer(question);
    await handle.signal(evidenceArrived, 'M1');
    await time.sleep(MINUTE_MS);
    expect(inCase.rounds).toBeGreaterThan(rounds);
    await time.ends(handle);
    expect(question.state).toBe('answered');
  });

  it('to the victim’s institution are unknown after its time, and a case without any answer still ends', async () => {
    const debit = inCase.askDebit('th-004');
    const handle = await time.startComplaint('C1');
    await time.ends(handle);
    expect(debit.state).toBe('unknown');
    expect(inCase.durationMs()).toBeGreaterThanOrEqual(OFFICERS_TIME_MS);
    // One hour of questions, with pauses that grow.
    expect((await handle.describe()).historyLength).toBeLessThan(400);
  });

  it('are sent again to a bank that refuses, once after each pause, with growing pauses, until its time is over', async () => {
    const askedAt: number[] = [];
    time.world.before = async (activity) => {
      if (activity !== 'askDebitConfirmation') return;
      askedAt.push((await time.world.now()).getTime());
      throw refused('th-004');
    };
    const debit = inCase.askDebit('th-004');
    const handle = await time.startComplaint('C1');
    await time.sleep(2 * HOUR_MS);
    expect(debit.state).toBe('unknown');
    const pauses = askedAt.slice(1).map((at, n) => (at - (askedAt[n] ?? 0)) / 1_000);
    expect(pauses.length).toBeGreaterThan(5);
    for (const [n, pause] of pauses.entries()) {
      const expected = Math.min(30 * 2 ** n, 600);
      expect([pause >= expected, pause < expected + 5]).toEqual([true, true]);
    }
    await time.ends(handle);
  });
});
