import type { DataSource } from 'typeorm';
import { followQueue } from '../../src/application/queue/follow-queue.js';
import { CHECKS } from '../../tools/verify/checks/all.js';
import { CannotKnow } from '../../tools/verify/cannot-know.js';
import type { Check } from '../../tools/verify/check.js';
import { falseCheckpoints } from '../../tools/verify/checks/audit/audit-checkpoint.js';
import { reportLines } from '../../tools/verify/report-lines.js';
import type { Executions, WorkflowLookup } from '../../tools/verify/read/workflow-lookup.js';
import { checkSnapshot, verifyRecord, type Report, type VerifyInput } from '../../tools/verify/verify-record.js';
import { isFullRun } from '../support/full-run.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { copyOf, dropCopy, onCopy, tamper, tamperedAndUndone } from './support/database-copy.js';
import { PLANTS } from './support/plants.js';
import { buildRichRecord, type RichRecord } from './support/rich-record.js';

/** Those that read every row, and take as long as all others together. */
const WHOLE_DATABASE = ['I13', 'I14', 'GUARDS'];
/**
 * The seals (I29) show that a row was changed by hand, and so does what the queue keeps of it (QUEUE,
 * queue-rows.test.ts); here it counts what else shows it.
 */
const BESIDE_SEALS = CHECKS.filter(({ id }) => id !== 'I29' && id !== 'QUEUE');

/** What is broken to see that a check finds it; in `npm test` two things for each check. */
const TRIED_PLANTS = PLANTS.filter(
  ([id], index) => isFullRun || PLANTS.slice(0, index).filter(([earlier]) => earlier === id).length < 2,
);

/**
 * Returns the checks that a plant is tried on. `npm run test:full` makes all of them; `npm test`
 * leaves out those of the whole database where they are not expected to find anything.
 */
function triedOn(expected: readonly string[]): readonly Check[] {
  if (isFullRun) return BESIDE_SEALS;
  return BESIDE_SEALS.filter(({ id }) => !WHOLE_DATABASE.includes(id) || expected.includes(id));
}

describe('npm run verify', () => {
  let database: FreshDatabase;
  let record: RichRecord;
  /** One copy that every plant breaks; each change is rolled back. */
  let copy: DataSource;

  beforeAll(async () => {
    database = await freshDatabase();
    record = await buildRichRecord(database);
    await followQueue(database.application.manager);
    await database.dataSource.destroy(); // only a database without connections can be copied
    copy = await copyOf(database.url);
  });
  afterAll(async () => {
    await dropCopy(copy);
    await database.drop();
  });

  it('finds every invariant kept in what the product itself wrote, and something to check for each', async () => {
    await onCopy(database.url, async (db) => {
      const report = await verify({ db });
      expect(brokenIn(report)).toEqual({});
      expect(report).toMatchObject({ ok: true, workflowsChecked: false });
      expect(report.checks.map(({ id }) => id)).toEqual([
        ...Array.from({ length: 26 }, (_, index) => `I${index + 1}`),
        'I29',
        'I30',
        'I32',
        'LEDGER',
        'JUDGED',
        'LINKS',
        'ANSWERS',
        'QUEUE',
        'ADVICE',
        'SESSIONS',
        'FILES',
        'GUARDS',
      ]);
      expect(report.checks.filter(({ checked }) => checked === 0).map(({ id }) => id)).toEqual([
        'I22',
        'I30',
        'I32',
        'FILES',
      ]);
    });
  });

  it('runs on a database that cannot be written', async () => {
    await onCopy(database.url, async (db) => {
      await db.query('SET default_transaction_read_only = on');
      await expect(verify({ db })).resolves.toMatchObject({ ok: true });
    });
  });

  it('reports a rule that is missing, and makes all other checks', async () => {
    await onCopy(database.url, async (db) => {
      await tamper(db, (m) => m.query(`DELETE FROM rule_row WHERE rule_id IN ('P-APP', 'P-REL')`));
      const report = await verify({ db });
      const { I17, I18, I29 } = brokenIn(report);
      expect(I17?.join()).toContain('cannot be judged: rulebook has no row of P-APP in force');
      expect(I18?.join()).toContain('cannot be checked: rulebook has no row of P-REL in force');
      expect(I29?.join()).toMatch(/rule_row demo\/P-REL\S+: was sealed and is gone/);
      expect(report.checks.filter(({ checked }) => checked === 0).map(({ id }) => id)).toEqual([
        'I18',
        'I22',
        'I30',
        'I32',
        'FILES',
      ]);
    });
  });

  describe.each(TRIED_PLANTS.map(([id, why, plant, others = []]) => ({ id, why, plant, others })))('$id', (planted) => {
    const { id, why, plant, others } = planted;
    it(`and ${others.length === 0 ? 'only it' : [id, ...others].join(' with ')} is broken by ${why}`, async () => {
      const { row, report } = await tamperedAndUndone(copy, async (manager) => ({
        row: await plant(manager, record),
        report: await checkSnapshot(manager, {}, 'last_activity', triedOn([id, ...others])),
      }));
      expect(report.ok).toBe(false);
      const broken = brokenIn(report);
      expect(Object.keys(broken).sort()).toEqual([id, ...others].sort());
      if (typeof row === 'string') expect(broken[id]?.join()).toContain(row);
    });
  });

  describe('with Temporal', () => {
    const lookup = (of: (workflowId: string) => Executions, oldest: Date | null = new Date(0)): WorkflowLookup => ({
      executionsOf: (ids) => Promise.resolve(new Map(ids.map((id) => [id, of(id)]))),
      oldestStart: () => Promise.resolve(oldest),
    });
    const ended = new Date(0);
    const NONE = { running: 0, lastEndedAt: null };

    it('does not report what is younger than a minute', async () => {
      await onCopy(database.url, async (db) => {
        const report = await verify({ db, temporal: lookup(() => NONE) });
        expect(report).toMatchObject({ ok: true, workflowsChecked: true });
      });
    });

    it.each<[string, Executions, { open: string | null; closed: string | null }]>([
      // What has ended needs none: Temporal forgets it, and after a restore begins empty.
      ['none', NONE, { open: 'no workflow drives it', closed: null }],
      ['one that runs', { running: 1, lastEndedAt: null }, { open: null, closed: null }],
      ['one that ended', { running: 0, lastEndedAt: ended }, { open: 'no workflow drives it', closed: null }],
      ['one that ended just now', { running: 0, lastEndedAt: new Date() }, { open: null, closed: null }],
      ['one that ended and another', { running: 1, lastEndedAt: ended }, { open: null, closed: null }],
      [
        'two at once',
        { running: 2, lastEndedAt: null },
        { open: '2 workflows drive it at once', closed: '2 workflows drive it at once' },
      ],
    ])(
      'wants one workflow to drive what is open, and not several for what has ended: %s',
      async (_name, found, expected) => {
        const earlier = `UPDATE case_file SET opened_at = opened_at - interval '2 minutes', closed_at = $2 WHERE id = $1`;
        for (const [caseId, closedAt, fault] of [
          [record.suspended.caseId, null, expected.open],
          [record.withdrawn.caseId, new Date(), expected.closed],
        ] as const) {
          const running = { running: 1, lastEndedAt: null };
          const workflows = lookup((id) => (id === `complaint-${caseId}` ? found : running));
          const report = await tamperedAndUndone(copy, async (manager) => {
            await manager.query(earlier, [caseId, closedAt]);
            return checkSnapshot(manager, { workflows }, 'last_activity', triedOn(['I9']));
          });
          expect(brokenIn(report)).toEqual(fault === null ? {} : { I9: [`complaint-${caseId}: ${fault}`] });
        }
      },
    );
  });

  describe('beside a Temporal that lost all it knew', () => {
    const NONE = { running: 0, lastEndedAt: null };
    /** Looks at I9 alone, a quarter of an hour after everything began, as a restored system does. */
    const lookAt = (oldest: Date | null | Error): Promise<Report> =>
      tamperedAndUndone(copy, async (manager) => {
        await manager.query(`UPDATE case_file SET opened_at = opened_at - interval '15 minutes'`);
        await manager.query(
          `UPDATE hold SET ordered_at = ordered_at - interval '15 minutes', section7_from = section7_from - interval '15 minutes'`,
        );
        const workflows: WorkflowLookup = {
          executionsOf: (ids) =>
            oldest instanceof Error ? Promise.reject(oldest) : Promise.resolve(new Map(ids.map((id) => [id, NONE]))),
          oldestStart: () => (oldest instanceof Error ? Promise.reject(oldest) : Promise.resolve(oldest)),
        };
        return checkSnapshot(
          manager,
          { workflows },
          'now',
          triedOn(['I9']).filter(({ id }) => id === 'I9'),
        );
      });
    const minutesAgo = (minutes: number): Date => new Date(Date.now() - minutes * 60_000);

    it.each<[string, Date | null | Error, RegExp]>([
      ['knows none at all', null, /^\d+ cases and holds have no workflow yet: Temporal knows none at all/],
      ['began two minutes ago', minutesAgo(2), /have no workflow yet: Temporal remembers nothing of before/],
      ['does not answer', new CannotKnow('Temporal did not answer: away'), /: Temporal did not answer: away$/],
    ])('cannot know who drives what, and says so, where it %s', async (_name, oldest, why) => {
      const report = await lookAt(oldest);
      expect(report).toMatchObject({ ok: true, isComplete: false });
      expect(report.checks[0]?.unknown).toEqual([expect.stringMatching(why)]);
      expect(reportLines(report).at(-1)).toMatch(
        /nothing is broken as far as can be known\. It cannot know all of I9: see the lines that begin with "\?"\.$/,
      );
    });

    it.each([
      ['the keeper had time to start all', minutesAgo(14)],
      ['Temporal remembers longer than they are there', minutesAgo(60 * 24)],
    ])('finds what nothing drives, where %s', async (_name, oldest) => {
      const report = await lookAt(oldest);
      expect(report.checks[0]?.examples[0]).toMatch(/: no workflow drives it$/);
      expect(report).toMatchObject({ ok: false, isComplete: true });
    });

    it('cannot know where no Temporal is named, unless no system runs', async () => {
      const look = (judgedAt: 'now' | 'last_activity') =>
        tamperedAndUndone(copy, (manager) =>
          checkSnapshot(
            manager,
            {},
            judgedAt,
            CHECKS.filter(({ id }) => id === 'I9'),
          ),
        );
      expect((await look('now')).checks[0]?.unknown).toEqual([
        'whether a workflow drives each case and hold: no Temporal is named',
      ]);
      expect(await look('last_activity')).toMatchObject({
        isComplete: true,
        checks: [{ note: 'no system runs: nothing drives a case now' }],
      });
    });
  });

  it('judges a database at rest by its own last event, because no system ran to release anything', async () => {
    await onCopy(database.url, async (db) => {
      const anHourLater = `UPDATE %s SET at = at - interval '1 hour'`;
      for (const table of ['audit_event', 'audit_checkpoint']) {
        await tamper(db, (manager) => manager.query(anHourLater.replace('%s', table)));
      }
      const atRest = await verify({ db });
      const now = await verifyRecord({ db });
      expect(Date.parse(now.asOf) - Date.parse(atRest.asOf)).toBeGreaterThan(3_600_000);
    });
  });

  it('reports a head that no checkpoint has signed for ten minutes', async () => {
    const inMinutes = (minutes: number) => new Date(Date.now() + minutes * 60_000);
    expect(await falseCheckpoints(copy.manager, inMinutes(11))).toEqual([]);
    await tamperedAndUndone(copy, async (manager) => {
      await manager.query('DELETE FROM audit_checkpoint_head WHERE checkpoint = 3');
      await manager.query('DELETE FROM audit_checkpoint WHERE number = 3');
      expect(await falseCheckpoints(manager, inMinutes(1))).toEqual([]);
      const found = await falseCheckpoints(manager, inMinutes(11));
      expect(found.length).toBeGreaterThan(0);
      for (const line of found)
        expect(line).toMatch(/^([0-9A-Z]{26}|system)#[0-9]+: no checkpoint signed it within 10 minutes$/);
    });
  });

  it('writes a line for each invariant, and below it what is broken', async () => {
    await onCopy(database.url, async (db) => {
      const lines = reportLines(await verify({ db }));
      expect(lines).toHaveLength(CHECKS.length + 6);
      expect(lines.at(-1)).toMatch(/every invariant holds/);
      const { holdId } = record.released;
      await tamper(db, (m) => m.query(`DELETE FROM receipt WHERE hold_id = $1 AND kind = 'release'`, [holdId]));
      const broken = reportLines(await verify({ db }));
      expect(broken.find((line) => line.startsWith('I6'))).toContain('1 violation');
      expect(broken).toContain(`         ${holdId}: was closed without a word of the institution`);
      expect(broken.at(-1)).toContain(`2 of ${CHECKS.length} invariants are broken`);
    });
  });
});

/**
 * Judges by the database's own last event, so that nothing becomes due while the tests run,
 * however slow the machine is.
 */
function verify(input: VerifyInput): Promise<Report> {
  return verifyRecord({ ...input, judgedAt: 'last_activity' });
}

/** Returns what a report found broken, by invariant. */
function brokenIn(report: Report): Record<string, string[]> {
  const broken = report.checks.filter(({ violations }) => violations > 0);
  return Object.fromEntries(broken.map(({ id, examples }) => [id, examples]));
}
