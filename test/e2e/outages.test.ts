import { setTimeout as sleep } from 'node:timers/promises';
import { ComplaintAccepted } from '../../src/wire/case/complaint.js';
import { isFullRun, itInFullRun } from '../support/full-run.js';
import { Case, isReleased, ok } from './support/case.js';
import { logs, occurrences, personalData } from './support/personal-data.js';
import { type ProcessName, startSystem, type TestSystem } from './support/system.js';
import { AMOUNT, behave, commitTheft, type Theft } from './support/theft.js';
import { until } from './support/until.js';

jest.setTimeout(400_000);

/** These tests run one after the other on one system, because each disturbs all cases. */
describe('a system that is disturbed', () => {
  let system: TestSystem;
  /** A case whose hold lasts for 72 hours from the test that kills the processes. */
  let longHeld: { case: Case; theft: Theft };

  beforeAll(async () => {
    system = await startSystem();
  });
  afterAll(async () => {
    await system?.stop();
  });

  async function openHeldCase(): Promise<{ case: Case; theft: Theft; holdId: string }> {
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

  itInFullRun(
    'takes complaints, holds their money and releases in time while Temporal is stuck, and catches up afterwards',
    async () => {
      const [expiring, released] = await Promise.all([openHeldCase(), openHeldCase()]);
      await expiring.case.continueUntil(expiring.holdId, inSeconds(10));
      const waiting = await commitTheft(system);
      const temporal = system.pidOf('temporal');
      let late: Case;
      process.kill(temporal, 'SIGSTOP');
      try {
        late = await Case.open(system, waiting.complaint, { rulebook: 'law' });
        expect(late.accepted.holdsOrdered).toBe(1);
        const reason = 'The holder is a victim too.';
        ok(await released.case.post('officer-1', `/v1/holds/${released.holdId}/release`, { reason }), 201);

        const [expiredHold, releasedHold] = await Promise.all([
          expiring.case.holdThat('is released', 45, isReleased, expiring.holdId),
          released.case.holdThat('is released', 45, isReleased, released.holdId),
        ]);
        // Our release or the report of its bank comes first; the reason is the same.
        expect(expiredHold.stateReason).toBe('EXPIRED');
        expect(releasedHold.release?.reason).toBe('OFFICER_RELEASE');
        expect(await statesAtBank(released.theft)).toEqual(['released']);
        expect(await statesAtBank(expiring.theft)).not.toContain('active');
        const [lateHold] = await late.allHeld(1);
        expect(lateHold).toMatchObject({ state: 'held', heldSatang: AMOUNT });
        expect(await statesAtBank(waiting)).toEqual(['active']);
      } finally {
        process.kill(temporal, 'SIGCONT');
      }

      await until('the workflow of the new complaint runs', 60, async (seen) => {
        const running = await runningWorkflows();
        seen(running);
        return running.includes(`complaint-${late.id}`) ? true : undefined;
      });
      await late.debitConfirmed(60);
    },
  );

  it('loses nothing when worker, keeper and API are killed while they work', async () => {
    const thefts = await Promise.all([commitTheft(system), commitTheft(system), commitTheft(system)]);
    for (const { mule } of thefts) await behave(system, mule, { act: 'hold', mode: 'callback', delayMs: 1_500 });
    const killed: readonly ProcessName[] = ['worker', 'keeper', 'api'];
    const pidsBefore = killed.map((name) => system.pidOf(name));
    const cases: Case[] = [];
    for (const [index, theft] of thefts.entries()) {
      cases.push(await Case.open(system, theft.complaint, { rulebook: 'law', idempotencyKey: keyOf(theft) }));
      process.kill(pidsBefore[index] ?? 0, 'SIGKILL');
    }
    for (const [index, name] of killed.entries()) await waitUntilBack(name, pidsBefore[index] ?? 0);

    for (const [index, opened] of cases.entries()) {
      const theft = thefts[index];
      if (theft === undefined) throw new Error('every case has its theft');
      const headers = { 'idempotency-key': keyOf(theft) };
      const repeated = await system.lawCentre.post('hotline-1', '/v1/complaints', theft.complaint, headers);
      expect(ComplaintAccepted.parse(repeated.body).id).toBe(opened.id);
      await opened.debitConfirmed(60);
      const [hold, ...others] = await opened.allHeld(1, 60);
      expect(others).toEqual([]);
      expect(hold).toMatchObject({ state: 'held', heldSatang: AMOUNT });
      expect(await statesAtBank(theft)).toEqual(['active']);
      longHeld = { case: opened, theft };
    }
  });

  itInFullRun('continues after a stop and a start, and does what fell due meanwhile', async () => {
    const expiring = await openHeldCase();
    const [holdBefore] = await longHeld.case.holds();
    const complaintsBefore = await countComplaints();
    const due = inSeconds(15);
    await expiring.case.continueUntil(expiring.holdId, due);

    await system.halt();
    await sleep(Math.max(0, due.getTime() - Date.now()));
    await system.start();

    const released = await expiring.case.holdThat('is released', 40, isReleased, expiring.holdId);
    expect(released.stateReason).toBe('EXPIRED');
    const { release, receipts } = released;
    expect(Date.parse(release?.orderedAt ?? receipts.at(-1)?.receivedAt ?? '')).toBeGreaterThanOrEqual(due.getTime());
    expect(await statesAtBank(expiring.theft)).not.toContain('active');

    expect(await countComplaints()).toBe(complaintsBefore);
    expect(await longHeld.case.holds()).toEqual([holdBefore]);
    expect(await statesAtBank(longHeld.theft)).toEqual(['active']);
    const reason = 'It goes on as before.';
    ok(await longHeld.case.post('officer-2', `/v1/holds/${holdBefore?.id}/release`, { reason }), 201);
    await longHeld.case.holdThat('is released', 20, isReleased);
    expect(await statesAtBank(longHeld.theft)).toEqual(['released']);
  });

  it('wrote no personal data into its logs, although everything above failed', async () => {
    const texts = await personalData(system);
    expect(texts).toContain('Somying Test');
    const places = logs(system);
    // The stop and the start, which are in the full run, begin new files.
    const files = isFullRun
      ? ['api.log', 'api.log.1', 'worker.log.1', 'keeper.log.1']
      : ['api.log', 'worker.log', 'keeper.log'];
    expect([...places.keys()]).toEqual(expect.arrayContaining(files));
    expect(occurrences(texts, places)).toEqual([]);
  });

  async function runningWorkflows(): Promise<string[]> {
    const ids: string[] = [];
    for await (const { workflowId } of system.temporal.workflow.list({ query: "ExecutionStatus = 'Running'" }))
      ids.push(workflowId);
    return ids;
  }

  /** Waits until the supervisor has started the process again. */
  async function waitUntilBack(name: ProcessName, killedPid: number): Promise<void> {
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
