import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { HoldRow } from '../../src/persistence/entities/money/hold.entities.js';
import { DecisionRow } from '../../src/persistence/entities/case/freeze-request.entities.js';
import { BASELINE_FEATURES } from '../../src/persistence/migrations/1-baseline.migration.js';
import {
  decisionOf,
  holdOf,
  insertHold,
  type SeededCase,
  seedCase,
  seedFreezeRequest,
} from '../application/support/seed.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

const FOLDER = path.join(__dirname, '../../src/persistence/migrations/baseline');

/** The SQL of a feature without its comments. */
function sqlOf(feature: string): string {
  return readFileSync(path.join(FOLDER, `${feature}.sql`), 'utf8').replace(/--[^\n]*/g, '');
}

const tablesOf = (feature: string) => [...sqlOf(feature).matchAll(/^CREATE TABLE (\w+)/gm)].map(([, table]) => table);

describe('the files of the baseline', () => {
  it('all run, each once', () => {
    const files = readdirSync(FOLDER).map((name) => path.basename(name, '.sql'));
    expect([...BASELINE_FEATURES].sort()).toEqual(files.sort());
  });

  it.each(BASELINE_FEATURES)('%s refers only to tables of its own file and those before it', (feature) => {
    const earlier = BASELINE_FEATURES.slice(0, BASELINE_FEATURES.indexOf(feature) + 1).flatMap(tablesOf);
    const named = [...sqlOf(feature).matchAll(/REFERENCES (\w+)/g)].map(([, table]) => table);
    expect(earlier).toEqual(expect.arrayContaining(named));
  });

  it('create and never drop', () => {
    for (const feature of BASELINE_FEATURES) expect(sqlOf(feature)).not.toMatch(/\bDROP\b/);
  });
});

describe('the schema of the baseline', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  const rows = <T>(sql: string): Promise<T[]> => database.dataSource.query(sql);

  it('has the tables of its files, and no other but that of the migrations', async () => {
    const stored = await rows<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
    );
    const written = ['migrations', ...BASELINE_FEATURES.flatMap(tablesOf)];
    expect(stored.map(({ name }) => name).sort()).toEqual(written.sort());
  });

  it('counts all money in satang as whole numbers', async () => {
    const others = `SELECT table_name, column_name FROM information_schema.columns
                     WHERE table_schema = 'public' AND column_name LIKE '%satang' AND data_type <> 'bigint'`;
    expect(await rows(others)).toEqual([]);
  });

  it('has a time zone with every instant', async () => {
    const others = `SELECT table_name, column_name FROM information_schema.columns
                     WHERE table_schema = 'public' AND data_type LIKE 'timestamp%' AND data_type <> 'timestamp with time zone'`;
    expect(await rows(others)).toEqual([]);
  });

  it('has a primary key on every table', async () => {
    const without = `SELECT relname FROM pg_class c WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'
                        AND NOT EXISTS (SELECT 1 FROM pg_index i WHERE i.indrelid = c.oid AND i.indisprimary)`;
    expect(await rows(without)).toEqual([]);
  });

  it('refuses changes of a row and emptying on the same tables', async () => {
    const guarded = (suffix: string) =>
      rows<{ name: string }>(
        `SELECT tgrelid::regclass::text AS name FROM pg_trigger
          WHERE NOT tgisinternal AND tgfoid = 'refuse_change'::regproc AND tgname LIKE '%${suffix}' ORDER BY 1`,
      );
    const emptied = (await guarded('_no_truncate')).map(({ name }) => name);
    const changed = (await guarded('_append_only')).map(({ name }) => name);
    expect(changed).toEqual(APPEND_ONLY);
    // What is decided once has a trigger of its own, which lets the decision through.
    expect(emptied).toEqual(
      [
        ...APPEND_ONLY,
        'complaint', // learns what was not known, and nothing else changes
        'correction',
        'directive',
        'holder_papers',
        'incomplete_transfer',
        'lost_order',
        'lost_order_request',
        'party_change',
        'rule_change',
        'sheet_row',
        'withdrawal',
      ].sort(),
    );
  });
});

/** Every table of which no row may change. */
const APPEND_ONLY = [
  'accepted_proof',
  'advice',
  'advice_verdict',
  'appeal_decision',
  'appeal_filing',
  'approved_system',
  'attachment',
  'audit_checkpoint',
  'audit_checkpoint_head',
  'audit_event',
  'break_statement',
  'call_record',
  'case_assignment',
  'case_link',
  'case_note',
  'complaint_addition',
  'decision',
  'evidence',
  'exchange',
  'finding',
  'hold_notice',
  'hold_review',
  'idempotency',
  'interest',
  'judgement',
  'notice',
  'noticed_transfer',
  'partial_release',
  'public_statistics',
  'receipt',
  'recovery',
  'reveal',
  'ring_ruling',
  'rule_row',
  'sheet_upload',
  'suspect_lookup',
  'victim_telling',
  'workbook',
];

describe('the triggers of the hold ledger', () => {
  let database: FreshDatabase;
  let seeded: SeededCase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  beforeEach(async () => {
    seeded = await seedCase(database.dataSource.manager);
  });
  afterAll(() => database.drop());

  const query = (sql: string, parameters: unknown[] = []) => database.dataSource.query(sql, parameters);
  async function counted(): Promise<string> {
    const [sum] = (await query('SELECT counted_satang AS counted FROM stolen_sum WHERE id = $1', [
      seeded.stolenSumId,
    ])) as { counted: string }[];
    return sum?.counted ?? 'none';
  }
  async function insertHolds(): Promise<void> {
    const { manager } = database.dataSource;
    await insertHold(manager, holdOf(seeded, { reservedSatang: 30_000n, state: 'held' }));
    // seized: it takes up its sum, and another may live beside it
    await insertHold(manager, holdOf(seeded, { reservedSatang: 50_000n, state: 'seized' }));
  }
  const setBoth = (satang: number, holds: string) =>
    database.dataSource.transaction(async (manager) => {
      await manager.query('UPDATE stolen_sum SET reserved_satang = $2 WHERE id = $1', [seeded.stolenSumId, satang]);
      await manager.query(holds, [seeded.stolenSumId]);
    });

  it('count what each new hold reserves of its sum', async () => {
    expect(await counted()).toBe('0');
    await insertHolds();
    expect(await counted()).toBe('80000');
  });

  it('count what holds reserve after a change of several at once', async () => {
    await insertHolds();
    await setBoth(60_000, 'UPDATE hold SET reserved_satang = reserved_satang - 10000 WHERE stolen_sum_id = $1');
    expect(await counted()).toBe('60000');
  });

  it('count a removed hold no longer', async () => {
    await insertHolds();
    await setBoth(50_000, `DELETE FROM hold WHERE stolen_sum_id = $1 AND state = 'held'`);
    expect(await counted()).toBe('50000');
  });

  it('let nobody write the count', async () => {
    const written = query('UPDATE stolen_sum SET counted_satang = 1 WHERE id = $1', [seeded.stolenSumId]);
    await expect(written).rejects.toThrow('is counted, not written');
  });

  it('refuse at commit a sum that reserves something else than its holds', async () => {
    await insertHolds();
    await expect(setBoth(70_000, 'SELECT $1')).rejects.toThrow(
      /ledger: stolen sum \w+ reserves 70000, its holds 80000/,
    );
  });

  it('refuse at commit a hold that changes without its sum', async () => {
    await insertHolds();
    const changed = query('UPDATE hold SET reserved_satang = 1 WHERE stolen_sum_id = $1', [seeded.stolenSumId]);
    await expect(changed).rejects.toThrow(/ledger: stolen sum \w+ reserves 80000, its holds 2/);
  });

  it('refuse to move a hold to another sum', async () => {
    await insertHolds();
    const other = await seedCase(database.dataSource.manager);
    const moved = query('UPDATE hold SET stolen_sum_id = $2 WHERE stolen_sum_id = $1', [
      seeded.stolenSumId,
      other.stolenSumId,
    ]);
    await expect(moved).rejects.toThrow('for good');
  });

  it('refuse at commit a suspended amount that no suspension gives', async () => {
    const written = query('UPDATE stolen_sum SET suspended_satang = 1 WHERE id = $1', [seeded.stolenSumId]);
    await expect(written).rejects.toThrow(/institutions suspend 1, their suspensions 0/);
  });

  it('refuse a second live hold of the same part', async () => {
    const { manager } = database.dataSource;
    await insertHold(manager, holdOf(seeded, { reservedSatang: 1n }));
    await expect(insertHold(manager, holdOf(seeded, { reservedSatang: 1n }))).rejects.toThrow('hold_one_live');
    expect(await manager.countBy(HoldRow, { stolenSumId: seeded.stolenSumId })).toBe(1);
  });
});

describe('four eyes in the database', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
  });
  afterAll(() => database.drop());

  it.each([
    ['the officer who asked', 'officer-1'],
    ['the operator who took the complaint', 'operator-1'],
  ])('refuse a decision of %s', async (_who, person) => {
    const { manager } = database.dataSource;
    const request = await seedFreezeRequest(manager, (await seedCase(manager)).caseId);
    await expect(manager.insert(DecisionRow, decisionOf(request, person, 'approve'))).rejects.toThrow('four eyes');
    await manager.insert(DecisionRow, decisionOf(request, person, 'own_power'));
    await manager.insert(DecisionRow, decisionOf(request, 'supervisor-1', 'approve'));
  });
});
