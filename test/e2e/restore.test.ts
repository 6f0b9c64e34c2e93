import { chmodSync, cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { ulid } from 'ulid';
import { BreakList } from '../../src/wire/case/break.js';
import { ComplaintAccepted } from '../../src/wire/case/complaint.js';
import { recover } from '../../src/application/statement/recover.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { KeptCheckpoints } from '../../src/persistence/audit/kept-checkpoint.js';
import { attachmentFiles } from '../../tools/verify/read/attachment-files.js';
import { simulatedBooks } from '../../tools/verify/read/bank-books.js';
import { type Report, verifyRecord } from '../../tools/verify/verify-record.js';
import { temporalLookup } from '../../tools/verify/read/workflow-lookup.js';
import { itInFullRun } from '../support/full-run.js';
import { Case, isConfirmed, isReleased, ok } from './support/case.js';
import { DatabaseBackup } from './support/database-backup.js';
import { TestSystem } from './support/system.js';
import { AMOUNT, behave, commitTheft, type Theft } from './support/theft.js';
import { until } from './support/until.js';

jest.setTimeout(900_000);

interface Told {
  readonly case: Case;
  readonly theft: Theft;
  readonly idempotencyKey: string;
}
type HeldCase = Told & { readonly holdId: string };

/**
 * The drill of docs/OPERATING.md, "Backup and restore": a site is lost with everything in it, and the
 * database comes back as it was some time before, with an empty Temporal. The banks were not lost, and
 * know what happened in between. Then Temporal alone is lost.
 */
describe('a system whose site is lost, restored to an earlier instant', () => {
  let system: TestSystem;
  let backupDir: string;
  let backup: DatabaseBackup;
  /** Held for 72 hours, before the instant of the restore. */
  let held: HeldCase;
  /** Expires while the site is gone. */
  let expiring: HeldCase;
  /** Taken by its bank, which answers by callback after the instant of the restore. */
  let unanswered: Told;
  /** Let go by an officer after that instant. */
  let letGo: HeldCase;
  /** Reported after that instant. */
  let lost: Told;
  let report: Report;

  beforeAll(async () => {
    backupDir = mkdtempSync(path.join(tmpdir(), 'rangap-drill-'));
    chmodSync(backupDir, 0o755); // when root runs the tests, the database runs as another user
    system = new TestSystem();
    backup = new DatabaseBackup(system.home, backupDir);
    await backup.archiveWal();
    await system.start();

    held = await openHeld();
    await addFile(held.case.id);
    const { superuserDatabaseUrl = '' } = system.running;
    await backup.take(superuserDatabaseUrl);
    [expiring, letGo] = await Promise.all([openHeld(), openHeld()]);
    const due = inSeconds(40);
    await expiring.case.continueUntil(expiring.holdId, due);
    await letGo.case.continueUntil(letGo.holdId, inSeconds(100));
    const callback = await commitTheft(system);
    await behave(system, callback.mule, { act: 'hold', mode: 'callback', delayMs: 8_000 });
    unanswered = await tell(callback, 'law');
    await unanswered.case.holdThat('has reached its bank', 10, ({ orders }) => orders[0]?.sentAt !== null);
    const instant = await databaseNow();

    lost = await tell(await commitTheft(system), 'demo');
    await until('the bank holds for the report that will be lost', 20, async (seen) => {
      const states = await statesAtBank(lost.theft);
      seen(states);
      return states.includes('active') ? true : undefined;
    });
    const reason = 'The holder is a victim too.';
    ok(await letGo.case.post('inquiry-1', `/v1/holds/${letGo.holdId}/release`, { reason }), 201);
    await letGo.case.holdThat('is released', 20, isReleased);
    await unanswered.case.holdThat('is held', 20, isConfirmed);
    await backup.untilArchived(superuserDatabaseUrl);
    cpSync(system.home.attachmentsDir, path.join(backupDir, 'attachments'), { recursive: true });

    await system.halt();
    const { pgDir, attachmentsDir, temporalDb } = system.home;
    for (const gone of [pgDir, attachmentsDir, path.dirname(temporalDb)]) rmSync(gone, { recursive: true });
    await backup.restore(instant);
    cpSync(path.join(backupDir, 'attachments'), attachmentsDir, { recursive: true });
    await sleep(Math.max(0, due.getTime() - Date.now()));
    await system.start();
    // Step 6 of the runbook: until then nothing serves, because the keeper kept a later checkpoint than the database has.
    const refused = await fetch(`${system.running.apiUrl}/v1/queue`);
    expect(await refused.json()).toMatchObject({ code: 'SERVICE.NOT_RECOVERED' });
    const url = system.running.env.DATABASE_URL;
    const asApplication = await createDataSource({ url, poolSize: 1, applicationName: 'drill' }).initialize();
    const kept = new KeptCheckpoints(system.home.checkpointsDir);
    expect(await recover(asApplication, { at: instant, by: 'drill', kept })).toMatchObject({
      wasNeeded: true,
    });
    await asApplication.destroy();
    await until('the API serves again', 30, async () =>
      (await fetch(`${system.running.apiUrl}/health/ready`)).status === 200 ? true : undefined,
    );
  });
  afterAll(async () => {
    await system?.stop();
    rmSync(backupDir, { recursive: true, force: true });
  });

  async function tell(theft: Theft, rulebook: 'law' | 'demo'): Promise<Told> {
    const idempotencyKey = `drill-${ulid()}`;
    return { theft, idempotencyKey, case: await Case.open(system, theft.complaint, { rulebook, idempotencyKey }) };
  }

  async function openHeld(): Promise<HeldCase> {
    const told = await tell(await commitTheft(system), 'law');
    await told.case.debitConfirmed();
    await told.case.holdThat('has its longer order', 20, ({ orders }) => orders.length === 2);
    const [hold] = await told.case.allHeld(1);
    return { ...told, holdId: hold?.id ?? '' };
  }

  const statesAtBank = async ({ mule }: Theft) => (await system.stage.holdsOn(mule)).map(({ state }) => state);

  async function databaseNow(): Promise<Date> {
    const [row]: { now: Date }[] = await system.db.query('SELECT clock_timestamp() AS now');
    if (row === undefined) throw new Error('the database has no clock');
    return row.now;
  }

  /** Adds a text to the case, as an officer does. */
  async function addFile(caseId: string): Promise<void> {
    const { apiUrl, signInUrl } = system.running;
    const form = new URLSearchParams({ grant_type: 'password', username: 'demo-officer-1', scope: 'openid' });
    const signedIn = (await (await fetch(`${signInUrl}/token`, { method: 'POST', body: form })).json()) as {
      access_token: string;
    };
    const answer = await fetch(`${apiUrl}/v1/cases/${caseId}/attachments?kind=chat`, {
      method: 'POST',
      headers: { authorization: `Bearer ${signedIn.access_token}`, 'content-type': 'text/plain' },
      body: 'He said that the parcel waits at the border.',
    });
    expect(answer.status).toBe(201);
  }

  /** Verifies as `npm run verify` does, beside the banks' books and the folder of files. */
  async function verify(): Promise<Report> {
    const { db, temporal, running, home } = system;
    return verifyRecord({
      db,
      temporal: temporalLookup(temporal),
      books: simulatedBooks(running.simulatorAdminUrl),
      files: attachmentFiles(home.attachmentsDir),
    });
  }

  /** Waits until every open case and live hold has its workflow. */
  async function untilDriven(): Promise<Report> {
    return until('every case and hold has its workflow', 180, async (seen) => {
      const found = await verify();
      const driven = found.checks.find(({ id }) => id === 'I9');
      seen([driven?.examples, driven?.unknown]);
      // What the keeper has not started yet is no violation, but it is said.
      return driven?.violations === 0 && driven.unknown === undefined ? found : undefined;
    });
  }

  itInFullRun('releases what fell due while it was away', async () => {
    const released = await expiring.case.holdThat('is released', 40, isReleased, expiring.holdId);
    expect(released.stateReason).toBe('EXPIRED');
    expect(await statesAtBank(expiring.theft)).not.toContain('active');
  });

  itInFullRun('keeps what was held, with the same orders, and has no second hold for it', async () => {
    const headers = { 'idempotency-key': held.idempotencyKey };
    const repeated = await system.lawCentre.post('hotline-1', '/v1/complaints', held.theft.complaint, headers);
    expect(ComplaintAccepted.parse(repeated.body).id).toBe(held.case.id);
    const [hold, ...others] = await held.case.holds();
    expect(others).toEqual([]);
    expect(hold).toMatchObject({ id: held.holdId, state: 'held', heldSatang: AMOUNT });
    expect(hold?.orders).toHaveLength(2);
    expect(await statesAtBank(held.theft)).toEqual(['active']);
  });

  itInFullRun('asks for the receipts that came in the lost time', async () => {
    await unanswered.case.debitConfirmed(60);
    const [hold] = await unanswered.case.allHeld(1, 60);
    expect(hold).toMatchObject({ state: 'held', heldSatang: AMOUNT });
    expect(await statesAtBank(unanswered.theft)).toEqual(['active']);
  });

  itInFullRun('ends by its time what was let go in the lost time', async () => {
    const released = await letGo.case.holdThat('is released', 100, isReleased, letGo.holdId);
    expect(released.stateReason).toBe('EXPIRED');
  });

  itInFullRun(
    "shows a person a bank's word about a hold that it no longer knows, and takes the report again",
    async () => {
      const theirs = await until('the bank reports the lapse', 90, async (seen) => {
        const list = await system.centre.read('supervisor-1', '/v1/breaks?kind=NOT_ON_RECORD', BreakList);
        seen(list);
        return list.breaks[0];
      });
      expect(theirs).toMatchObject({
        caseId: null,
        institution: lost.theft.mule.institution,
        ownerRole: 'aoc_supervisor',
      });
      expect(await statesAtBank(lost.theft)).toEqual(['lapsed']);
      const again = await Case.open(system, lost.theft.complaint, {
        rulebook: 'law',
        idempotencyKey: lost.idempotencyKey,
      });
      expect(again.id).not.toBe(lost.case.id);
      expect(again.accepted.caseNo).not.toBe(lost.case.accepted.caseNo);
      await again.allHeld(1, 60);
      expect((await statesAtBank(lost.theft)).sort()).toEqual(['active', 'lapsed']);
      const reason = 'The bank read its order out, and the report was taken again.';
      ok(await system.centre.post('supervisor-1', `/v1/breaks/${theirs.id}/settlement`, { reason }), 201);
    },
  );

  itInFullRun(
    'starts every workflow again from the database, and breaks no invariant: what the banks alone know is over, and told by a break',
    async () => {
      report = await untilDriven();
      const broken = report.checks.filter(({ violations }) => violations > 0);
      expect(broken).toEqual([]);
      expect(report.checks.find(({ id }) => id === 'I20')?.note).toMatch(
        /^1 holds in the books are not on record, and are over or told by a break; compared with the newest statements/,
      );
      expect(report.checks.find(({ id }) => id === 'I10')?.note).toMatch(
        /^\d+ messages speak of what is not on record/,
      );
      expect(report.checks.find(({ id }) => id === 'FILES')).toMatchObject({ checked: 1, violations: 0 });
    },
  );

  itInFullRun('starts every workflow again too when Temporal alone loses its database', async () => {
    const { temporalDb } = system.home;
    process.kill(system.pidOf('temporal'), 'SIGKILL');
    for (const suffix of ['', '-wal', '-shm']) rmSync(`${temporalDb}${suffix}`, { force: true });
    await until('Temporal is started again', 60, async (seen) => {
      seen(system.said.slice(-5));
      return system.said.some((line) => line.startsWith('temporal is back')) ? true : undefined;
    });
    await untilDriven();
    expect(await statesAtBank(held.theft)).toEqual(['active']);
    const reason = 'It goes on as before.';
    ok(await held.case.post('officer-2', `/v1/holds/${held.holdId}/release`, { reason }), 201);
    await held.case.holdThat('is released', 20, isReleased);
  });
});

function inSeconds(count: number): Date {
  return new Date(Date.now() + count * 1_000);
}
