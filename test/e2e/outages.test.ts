import { setTimeout as sleep } from 'node:timers/promises';
import { ComplaintAccepted } from '../../src/wire/complaint.js';
import { Case, isConfirmed, isLetGo, ok } from './support/case.js';
import { logs, occurrences, personalData } from './support/personal-data.js';
import { type ProcessName, startSystem, type TestSystem } from './support/system.js';
import { AMOUNT, behave, commitTheft, type Theft } from './support/theft.js';
import { until } from './support/until.js';

jest.setTimeout(400_000);

/** One after the other on one system: each of them takes something from all cases. */
describe('a system that is being hurt', () => {
  let system: TestSystem;
  /** Held since the processes were killed, for 72 hours. */
  let open: { case: Case; theft: Theft };

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(async () => {
    await system?.stop();
  });

  async function held(): Promise<{ case: Case; theft: Theft; holdId: string }> {
    const theft = await commitTheft(system);
    const opened = await Case.open(system, theft.complaint, { rulebook: 'law' });
    await opened.debitConfirmed();
    await opened.holdThat('has its longer order', 20, ({ orders }) => orders.length === 2);
    const [hold] = await opened.allHeld(1);
    return { case: opened, theft, holdId: hold?.id ?? '' };
  }

  async function statesAtBank({ mule }: Theft): Promise<string[]> {
    return (await system.stage.holdsOn(mule)).map(({ state }) => state);
  }

  it('takes complaints and releases in time while Temporal is stuck, and catches up afterwards', async () => {
    const [expiring, letGo] = await Promise.all([held(), held()]);
    await expiring.case.continueUntil(expiring.holdId, inSeconds(10));
    const waiting = await commitTheft(system);
    const temporal = system.pidOf('temporal');
    let late: Case;
    process.kill(temporal, 'SIGSTOP');
    try {
      late = await Case.open(system, waiting.complaint, { rulebook: 'law' });
      expect(late.accepted.holdsOrdered).toBe(1);
      const reason = 'The holder is a victim too.';
      ok(await letGo.case.post('officer-1', `/v1/holds/${letGo.holdId}/release`, { reason }), 201);

      const [expired, released] = await Promise.all([
        expiring.case.holdThat('is released', 45, isLetGo, expiring.holdId),
        letGo.case.holdThat('is released', 45, isLetGo, letGo.holdId),
      ]);
      expect(expired.release?.reason).toBe('EXPIRED');
      expect(released.release?.reason).toBe('OFFICER_RELEASE');
      expect(await statesAtBank(letGo.theft)).toEqual(['released']);
      expect(await statesAtBank(expiring.theft)).not.toContain('active');
      expect((await late.holds()).map(({ state, orders }) => [state, orders[0]?.sentAt])).toEqual([['ordered', null]]);
    } finally {
      process.kill(temporal, 'SIGCONT');
    }

    await until('the workflow of the new complaint runs', 60, async (seen) => {
      const running = await runningWorkflows();
      seen(running);
      return running.includes(`complaint-${late.id}`) ? true : undefined;
    });
    expect(await late.holdThat('is confirmed', 60, isConfirmed)).toMatchObject({ state: 'held', heldSatang: AMOUNT });
    expect(await statesAtBank(waiting)).toEqual(['active']);
    await late.debitConfirmed(60);
  });

  it('loses nothing when worker, keeper and API are killed in the middle', async () => {
    const thefts = await Promise.all([commitTheft(system), commitTheft(system), commitTheft(system)]);
    for (const { mule } of thefts) await behave(system, mule, { act: 'hold', mode: 'callback', delayMs: 1_500 });
    const victims: readonly ProcessName[] = ['worker', 'keeper', 'api'];
    const before = victims.map((name) => system.pidOf(name));
    const cases: Case[] = [];
    for (const [index, theft] of thefts.entries()) {
      cases.push(await Case.open(system, theft.complaint, { rulebook: 'law', idempotencyKey: keyOf(theft) }));
      process.kill(before[index] ?? 0, 'SIGKILL');
    }
    for (const [index, name] of victims.entries()) await isBack(name, before[index] ?? 0);

    for (const [index, opened] of cases.entries()) {
      const theft = thefts[index];
      if (theft === undefined) throw new Error('every case has its theft');
      const again = { 'idempotency-key': keyOf(theft) };
      const repeated = await system.lawCentre.post('hotline-1', '/v1/complaints', theft.complaint, again);
      expect(ComplaintAccepted.parse(repeated.body).id).toBe(opened.id);
      await opened.debitConfirmed(60);
      const [hold, ...others] = await opened.allHeld(1, 60);
      expect(others).toEqual([]);
      expect(hold).toMatchObject({ state: 'held', heldSatang: AMOUNT });
      expect(await statesAtBank(theft)).toEqual(['active']);
      open = { case: opened, theft };
    }
  });

  it('goes on where it was after a stop and a start, and serves what fell due meanwhile', async () => {
    const expiring = await held();
    const [holdBefore] = await open.case.holds();
    const complaintsBefore = await countComplaints();
    const due = inSeconds(15);
    await expiring.case.continueUntil(expiring.holdId, due);

    await system.halt();
    await sleep(Math.max(0, due.getTime() - Date.now()));
    await system.start();

    const released = await expiring.case.holdThat('is released', 40, isLetGo, expiring.holdId);
    expect(released.release?.reason).toBe('EXPIRED');
    expect(Date.parse(released.release?.orderedAt ?? '')).toBeGreaterThanOrEqual(due.getTime());
    expect(await statesAtBank(expiring.theft)).not.toContain('active');

    expect(await countComplaints()).toBe(complaintsBefore);
    expect(await open.case.holds()).toEqual([holdBefore]);
    expect(await statesAtBank(open.theft)).toEqual(['active']);
    const reason = 'It goes on as before.';
    ok(await open.case.post('officer-2', `/v1/holds/${holdBefore?.id}/release`, { reason }), 201);
    await open.case.holdThat('is released', 20, isLetGo);
    expect(await statesAtBank(open.theft)).toEqual(['released']);
  });

  it('wrote no personal data into its logs, whatever broke', async () => {
    const texts = await personalData(system);
    expect(texts).toContain('Somying Test');
    const places = logs(system);
    expect([...places.keys()]).toEqual(
      expect.arrayContaining(['api.log', 'api.log.1', 'worker.log.1', 'keeper.log.1']),
    );
    expect(occurrences(texts, places)).toEqual([]);
  });

  async function runningWorkflows(): Promise<string[]> {
    const ids: string[] = [];
    for await (const { workflowId } of system.temporal.workflow.list({ query: "ExecutionStatus = 'Running'" }))
      ids.push(workflowId);
    return ids;
  }

  /** The supervisor has started the process again. */
  async function isBack(name: ProcessName, killedPid: number): Promise<void> {
    await until(`${name} is started again`, 30, async (seen) => {
      const back = system.said.findLast((line) => line.startsWith(`${name} is back`));
      seen(system.said.slice(-5));
      return back !== undefined && system.pidOf(name) !== killedPid ? true : undefined;
    });
  }

  async function countComplaints(): Promise<number> {
    const [row]: { count: string }[] = await system.db.query('SELECT count(*) FROM complaint');
    return Number(row?.count);
  }
});

function keyOf({ complaint }: Theft): string {
  return `e2e-${complaint.transfers[0]?.reference}`;
}

function inSeconds(count: number): Date {
  return new Date(Date.now() + count * 1_000);
}
