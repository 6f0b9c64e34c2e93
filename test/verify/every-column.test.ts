import { documentItems } from '../support/document-items.js';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { DataSource, EntityManager } from 'typeorm';
import { followQueue } from '../../src/application/queue/follow-queue.js';
import { SEALED_TABLES, type Unsealed, UNSEALED_TABLES } from '../../src/persistence/audit/sealed-tables.js';
import { CHECKS } from '../../tools/verify/checks/all.js';
import { brokenSeals } from '../../tools/verify/checks/authority/i29-seals.js';
import { verifyRecord } from '../../tools/verify/verify-record.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';
import { copyOf, dropCopy, tamper, tamperedAndUndone } from './support/database-copy.js';
import { buildRichRecord } from './support/rich-record.js';
import { fillOtherTables } from './support/other-tables.js';

/** A column of the catalogue with the type of its values. */
interface CatalogueColumn {
  table: string;
  column: string;
  type: string;
}

/** SQL that gives a value another one, by the type of its column. */
const OTHER_VALUE: Readonly<Record<string, (value: string) => string>> = {
  text: (value) => `'x' || coalesce(${value}, '')`,
  'text[]': (value) => `array_append(${value}, 'x')`,
  'character varying': (value) => `coalesce(${value}, '') || 'x'`,
  integer: (value) => `coalesce(${value}, 0) + 100000`,
  'integer[]': (value) => `array_append(${value}, 1)`,
  bigint: (value) => `coalesce(${value}, 0) + 1`,
  boolean: (value) => `NOT coalesce(${value}, false)`,
  'timestamp with time zone': (value) => `coalesce(${value}, now()) + interval '1 second'`,
  bytea: (value) => `${value} || '\\x00'`,
  jsonb: (value) =>
    `CASE jsonb_typeof(${value}) WHEN 'array' THEN ${value} || '["x"]' ELSE coalesce(${value}, '{}') || '{"x": "x"}' END`,
  xid8: () => `'3'::xid8`,
};

/** A row of the queue that no time makes again while the test runs. */
const LASTING = `fresh_until > now() + interval '1 day'`;

/**
 * Rows of which the check asks something: a message that has taken effect (I29), a case whose
 * workflow has read all that was written for it (LEDGER).
 */
const SETTLED: Readonly<Record<string, string>> = {
  case_file: `NOT EXISTS (SELECT 1 FROM outbox u WHERE u.workflow_id = 'complaint-' || id AND u.read_at IS NULL)`,
  inbox_message: 'processed_at IS NOT NULL',
  exchange: "direction = 'out'",
  queue_case: LASTING,
  queue_place: `EXISTS (SELECT 1 FROM queue_case q WHERE q.case_id = queue_place.case_id AND q.${LASTING})`,
};

describe('a change of any column', () => {
  let database: FreshDatabase;
  /** A copy without constraints, as somebody who owns the tables can make it. */
  let copy: DataSource;
  let columns: CatalogueColumn[];

  beforeAll(async () => {
    database = await freshDatabase();
    await fillOtherTables(await buildRichRecord(database));
    await followQueue(database.application.manager);
    const { checks } = await verifyRecord({ db: database.dataSource, judgedAt: 'last_activity' });
    expect(checks.filter(({ violations }) => violations > 0)).toEqual([]);
    copy = await copyOf(database.url);
    await dropConstraints(copy);
    columns = await copy.query(
      `SELECT c.relname AS table, a.attname AS column, format_type(a.atttypid, a.atttypmod) AS type
         FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
        WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' ORDER BY c.relname, a.attnum`,
    );
  }, 180_000);
  afterAll(async () => {
    await dropCopy(copy);
    await database.drop();
  });

  it('is decided upon: each table is sealed or has a written reason, and each exception exists', () => {
    const tables = new Set(columns.map(({ table }) => table));
    expect([...Object.keys(SEALED_TABLES), ...Object.keys(UNSEALED_TABLES)].sort()).toEqual([...tables].sort());
    const named = [
      ...Object.entries(SEALED_TABLES).flatMap(([table, { key, unsealed }]) =>
        [...key, ...Object.keys(unsealed)].map((column) => `${table}.${column}`),
      ),
      ...Object.entries(UNSEALED_TABLES).flatMap(([table, { unproven = {} }]) =>
        Object.keys(unproven).flatMap((column) => (column === '*' ? [] : [`${table}.${column}`])),
      ),
    ];
    const existing = columns.map(({ table, column }) => `${table}.${column}`);
    expect(named.filter((column) => !existing.includes(column))).toEqual([]);
  });

  it('is told in SECURITY.md, with the same reasons, where no seal covers it', () => {
    const text = readFileSync(path.join(__dirname, '../../SECURITY.md'), 'utf8');
    const told = documentItems(text, '## What `npm run verify` proves').filter(({ says }) => says['why'] !== undefined);
    const rows = told.map(({ name, says }) => [name.replaceAll('`', ''), says['why'], says['a change is found by']]);
    const line = (place: string, { why, foundBy }: Unsealed) => [place, why, foundBy ?? 'no check'];
    expect(rows.sort()).toEqual(
      [
        ...Object.entries(SEALED_TABLES).flatMap(([table, { unsealed }]) =>
          Object.entries(unsealed).map(([column, reason]) => line(`${table}.${column}`, reason)),
        ),
        ...Object.entries(UNSEALED_TABLES).flatMap(([table, reason]) => [
          line(table, reason),
          ...Object.entries(reason.unproven ?? {}).map(([column, why]) => line(`${table}.${column}`, { why })),
        ]),
      ].sort(),
    );
  });

  it('is found, or has a written reason why not', async () => {
    await expect(notFound(columns, ({ table, column, type }) => changeOf(table, column, type))).resolves.toEqual([]);
  });

  it('is not found where a reason says so, so no reason is kept that is not needed', async () => {
    const excused = columns.filter(
      ({ table, column }) =>
        SEALED_TABLES[table]?.unsealed[column]?.foundBy === undefined &&
        SEALED_TABLES[table]?.unsealed[column] !== undefined,
    );
    expect(excused.length).toBeGreaterThan(5);
    for (const { table, column, type } of excused) {
      const found = await tamperedAndUndone(copy, async (manager) => {
        await changeOf(table, column, type)(manager);
        return sealsOf(manager, table);
      });
      expect([table, column, found]).toEqual([table, column, []]);
    }
  });

  it('is found where a whole row is gone', async () => {
    const tables = [...new Set(columns.map(({ table }) => table))].map((table) => ({ table, column: '*' }));
    await expect(
      notFound(
        tables,
        ({ table }) =>
          (manager) =>
            manager.query(`DELETE FROM ${table} WHERE ${oneRow(table)}`),
      ),
    ).resolves.toEqual([]);
  });

  it('is found where a row was added by hand', async () => {
    const tables = Object.entries(SEALED_TABLES).map(([table, { key }]) => ({ table, column: '*', key }));
    await expect(
      notFound(
        tables,
        ({ table, key }) =>
          (manager) =>
            manager.query(
              `INSERT INTO ${table} SELECT (jsonb_populate_record(r, jsonb_build_object('${key[0]}', 'FORGED'))).* FROM ${table} r WHERE ${oneRow(table)}`,
            ),
      ),
    ).resolves.toEqual([]);
  });

  it('is found where the triggers were taken away or changed', async () => {
    const found = await tamperedAndUndone(copy, async (manager) => {
      await manager.query('DROP TRIGGER receipt_sealed ON receipt');
      await manager.query(
        `CREATE OR REPLACE TRIGGER decision_sealed AFTER INSERT OR UPDATE ON decision
           FOR EACH ROW EXECUTE FUNCTION note_seal('{reason}', 'id')`,
      );
      return runCheck(manager, 'I29');
    });
    const why = 'its rows are no longer sealed as they are written';
    expect(found).toEqual([`decision: ${why}`, `receipt: ${why}`]);
  });

  /** Returns what no check finds although it should, after the same change of one row of each. */
  async function notFound<Place extends { table: string; column: string }>(
    places: readonly Place[],
    change: (place: Place) => (manager: EntityManager) => Promise<unknown>,
  ): Promise<string[]> {
    const missed: string[] = [];
    for (const place of places) {
      const { table, column } = place;
      const check = checkFor(table, column);
      if (check === undefined) continue;
      const found = await tamperedAndUndone(copy, async (manager) => {
        await change(place)(manager);
        return check === 'I29' ? sealsOf(manager, table) : runCheck(manager, check);
      });
      if (found.length === 0) missed.push(`${table}.${column}`);
    }
    return missed;
  }
});

/** Returns the check that must find a change; undefined where a reason says that none does. */
function checkFor(table: string, column: string): string | undefined {
  const sealed = SEALED_TABLES[table];
  const unsealed = UNSEALED_TABLES[table];
  if (unsealed !== undefined) return unsealed.unproven?.[column] === undefined ? unsealed.foundBy : undefined;
  const exception = sealed?.unsealed[column];
  return exception === undefined ? 'I29' : exception.foundBy;
}

function changeOf(table: string, column: string, type: string): (manager: EntityManager) => Promise<unknown> {
  const other = OTHER_VALUE[type];
  if (other === undefined) throw new Error(`no other value is known for the type ${type}`);
  return (manager) => manager.query(`UPDATE ${table} SET ${column} = ${other(column)} WHERE ${oneRow(table)}`);
}

function oneRow(table: string): string {
  return `ctid = (SELECT ctid FROM ${table} WHERE ${SETTLED[table] ?? 'true'} LIMIT 1)`;
}

function sealsOf(manager: EntityManager, table: string): Promise<string[]> {
  const sealed = SEALED_TABLES[table];
  if (sealed === undefined) throw new Error(`${table} is not sealed`);
  return brokenSeals(manager, [[table, sealed]]);
}

async function runCheck(manager: EntityManager, id: string): Promise<string[]> {
  const check = CHECKS.find((candidate) => candidate.id === id);
  if (check === undefined) throw new Error(`no check ${id}`);
  return (await check.run({ manager, asOf: new Date() })).violations;
}

/** Drops every constraint and unique index that would refuse a change. */
async function dropConstraints(db: DataSource): Promise<void> {
  await tamper(db, (manager) =>
    manager.query(`DO $$
      DECLARE found record;
      BEGIN
        FOR found IN SELECT conrelid::regclass AS of, conname FROM pg_constraint
                      WHERE connamespace = 'public'::regnamespace AND contype IN ('c', 'f', 'u') ORDER BY contype = 'u' LOOP
          EXECUTE format('ALTER TABLE %s DROP CONSTRAINT IF EXISTS %I CASCADE', found.of, found.conname);
        END LOOP;
        FOR found IN SELECT indexrelid::regclass AS name FROM pg_index i JOIN pg_class c ON c.oid = i.indrelid
                      WHERE c.relnamespace = 'public'::regnamespace AND i.indisunique AND NOT i.indisprimary LOOP
          EXECUTE format('DROP INDEX %s', found.name);
        END LOOP;
      END $$`),
  );
}
