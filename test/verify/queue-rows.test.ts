import { followQueue } from '../../src/application/queue/follow-queue.js';
import { noteOnCase } from '../../src/application/handling/note-on-case.js';
import { queueRows } from '../../tools/verify/checks/audit/queue-rows.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { OFFICER, RecordBuilder } from '../support/record-builder.js';
import { copyOf, dropCopy, tamperedAndUndone } from './support/database-copy.js';

const TAMPERS: readonly (readonly [what: string, sql: string, why: RegExp])[] = [
  [
    'an amount that is shown',
    `UPDATE queue_case SET shown = jsonb_set(shown, '{heldSatang}', '"1"') WHERE case_id = $1`,
    /shown/,
  ],
  [
    'a task that is gone',
    `UPDATE queue_case SET shown = jsonb_set(shown, '{tasks}', (shown -> 'tasks') - 0) WHERE case_id = $1`,
    /shown/,
  ],
  ['a time that never comes', `UPDATE queue_case SET fresh_until = 'infinity' WHERE case_id = $1`, /shown/],
  ['a case that was never made', `UPDATE queue_case SET shown = NULL WHERE case_id = $1`, /shown/],
  ['a place further down', `UPDATE queue_place SET by_time = '1.' || by_time WHERE case_id = $1`, /stands elsewhere/],
  [
    'a filter that it passes no more',
    `UPDATE queue_place SET case_type = 'other' WHERE case_id = $1`,
    /stands elsewhere/,
  ],
  ['a place that is gone', `DELETE FROM queue_place WHERE case_id = $1 AND tab = 'all'`, /stands elsewhere/],
  [
    'a case that is gone',
    `WITH p AS (DELETE FROM queue_place WHERE case_id = $1) DELETE FROM queue_case WHERE case_id = $1`,
    /does not show/,
  ],
  [
    'a place of no case',
    `UPDATE queue_place SET case_id = 'X' || $1 WHERE case_id = $1 AND tab = 'all'`,
    /^X.*no open case/,
  ],
  ['a case that is closed', `UPDATE case_file SET closed_at = now() WHERE id = $1`, /no open case/],
  ['a mark that is none', `UPDATE queue_follow SET seen = 'nowhere' WHERE $1 <> ''`, /up to where/],
  ['no mark', `DELETE FROM queue_follow WHERE $1 <> ''`, /up to where/],
];

/** What the next reader puts right before anybody sees it. */
const HARMLESS: readonly (readonly [what: string, sql: string])[] = [
  ['a case that is made again', `UPDATE queue_case SET fresh_until = '-infinity', shown = NULL WHERE case_id = $1`],
  ['a mark of the beginning', `UPDATE queue_follow SET seen = '3:3:' WHERE $1 <> ''`],
  ['a mark of another server', `UPDATE queue_follow SET seen = '999999999999:999999999999:' WHERE $1 <> ''`],
];

describe('what the queue keeps (QUEUE)', () => {
  let database: FreshDatabase;
  let record: RecordBuilder;
  let caseId: string;
  beforeAll(async () => {
    database = await freshDatabase();
    record = await RecordBuilder.on(database);
    ({ caseId } = await record.complain());
    for (let count = 0; count < 2; count += 1) await record.complain();
  });
  afterAll(() => database.drop());

  const check = (manager = record.db.manager) => queueRows.run({ manager, asOf: new Date() });

  it('is not judged before anybody has read the queue', async () => {
    expect(await check()).toEqual({ checked: 0, violations: [] });
  });

  it('is what making it anew gives, and what has changed since is left to the next reader', async () => {
    await followQueue(record.db.manager);
    expect(await check()).toEqual({ checked: 3, violations: [] });
    await noteOnCase(record.db, { caseId, text: 'The victim called.', actor: OFFICER });
    expect(await check()).toEqual({ checked: 2, violations: [] });
    await followQueue(record.db.manager);
    expect(await check()).toEqual({ checked: 3, violations: [] });
  });

  describe('on a copy', () => {
    let copy: Awaited<ReturnType<typeof copyOf>>;
    beforeAll(async () => {
      await followQueue(record.db.manager);
      copy = await copyOf(database.url);
    });
    afterAll(() => dropCopy(copy));
    const after = (sql: string) =>
      tamperedAndUndone(copy, async (manager) => {
        await manager.query(sql, [caseId]);
        return check(manager);
      });

    it.each(TAMPERS)('is red by %s', async (_what, sql, why) => {
      const { violations } = await after(sql);
      expect(violations.length).toBeGreaterThan(0);
      expect(violations.filter((line) => !why.test(line) && !line.startsWith(caseId))).toEqual([]);
      expect(violations.some((line) => why.test(line))).toBe(true);
    });

    it.each(HARMLESS)('is not red by %s', async (_what, sql) => {
      expect((await after(sql)).violations).toEqual([]);
    });
  });
});
