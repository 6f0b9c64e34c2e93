import type { DataSource } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../src/domain/rulebook/build.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { CreateRecord1 } from '../../src/persistence/migrations/1-record.migration.js';
import { TrailParts3 } from '../../src/persistence/migrations/3-trail-parts.migration.js';
import { TrailCost16 } from '../../src/persistence/migrations/16-trail-cost.migration.js';
import { runMigrations } from '../../src/migrate/migrate-database.js';
import { loadRulebook } from '../../src/persistence/rulebook/load-rulebook.js';
import { emptyDatabase } from '../support/postgres.js';

describe('the migrations', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let dataSources: DataSource[];

  beforeAll(async () => {
    database = await emptyDatabase();
    dataSources = await Promise.all(
      [1, 2].map(() =>
        createDataSource({ url: database.url, poolSize: 3, applicationName: 'test', limits: 'none' }).initialize(),
      ),
    );
  });
  afterAll(async () => {
    for (const dataSource of dataSources) await dataSource.destroy();
    await database.drop();
  });

  it('make an empty database ready, once, though two processes start together', async () => {
    const names = await Promise.all(dataSources.map((dataSource) => runMigrations(dataSource)));
    expect(names.map((list) => list.length).sort()).toEqual([0, first(dataSources).migrations.length]);
  });

  it('do nothing when run again', async () => {
    expect(await runMigrations(first(dataSources))).toEqual([]);
  });

  it.each(RULEBOOK_NAMES)('seed every row of the rulebook %s as it is written', async (name) => {
    const { manager } = first(dataSources);
    const byId = (a: { rowId: string }, b: { rowId: string }) => (a.rowId < b.rowId ? -1 : 1);
    expect([...(await loadRulebook(manager, name))].sort(byId)).toEqual(buildRulebook(name).sort(byId));
  });

  it('refuse to be undone', async () => {
    await expect(first(dataSources).undoLastMigration()).rejects.toThrow('append-only');
  });

  it('leave sessions in UTC, with limits for those who serve', async () => {
    const serving = await createDataSource({ url: database.url, poolSize: 1, applicationName: 'test' }).initialize();
    const shown: { zone: string; statement: string; lock: string }[] = await serving.query(
      `SELECT current_setting('TimeZone') AS zone, current_setting('statement_timeout') AS statement,
              current_setting('lock_timeout') AS lock`,
    );
    await serving.destroy();
    expect(shown).toEqual([{ zone: 'UTC', statement: '20s', lock: '10s' }]);
  });
});

describe('a record from before parts', () => {
  it('keeps its trail: each hold and each later transfer finds the part that it was about', async () => {
    const database = await emptyDatabase();
    const dataSource = createDataSource({ url: database.url, poolSize: 1, applicationName: 'test', limits: 'none' });
    await dataSource.initialize();
    const runner = dataSource.createQueryRunner();
    await new CreateRecord1().up(runner);
    // of the old tables only what the migration reads
    await runner.query("SET session_replication_role = 'replica'");
    await runner.query(
      `INSERT INTO trail_link (id, stolen_sum_id, transfer_id, case_id, parent_hold_id, hop, attributed_satang)
       VALUES ('L0', 'S', 'T0', 'C', NULL, 0, 100), ('L1', 'S', 'T1', 'C', 'H0', 1, 60), ('L2', 'S', 'T2', 'C', 'H1b', 2, 60)`,
    );
    const hold = (id: string, transfer: string, hop: number, state: string) =>
      `('${id}', 'C', 'S', '${transfer}', ${hop}, 'th-014', '9000000002', 'section7', '${state}', 60, 0, now(), now(), '${id}', repeat('0', 64))`;
    await runner.query(
      `INSERT INTO hold (id, case_id, stolen_sum_id, transfer_id, hop, institution, account_no, kind, state, requested_satang,
                         reserved_satang, expires_at, ordered_at, notice_reference, appeal_secret_sha256)
       VALUES ${hold('H0', 'T0', 0, 'no_funds')}, ${hold('H1a', 'T1', 1, 'released')}, ${hold('H1b', 'T1', 1, 'no_funds')}`,
    );
    await new TrailParts3().up(runner);
    expect(await runner.query('SELECT id, parent_link_id AS parent FROM trail_link ORDER BY id')).toEqual([
      { id: 'L0', parent: null },
      { id: 'L1', parent: 'L0' },
      { id: 'L2', parent: 'L1' },
    ]);
    expect(await runner.query('SELECT id, trail_link_id AS link FROM hold ORDER BY id')).toEqual([
      { id: 'H0', link: 'L0' },
      { id: 'H1a', link: 'L1' },
      { id: 'H1b', link: 'L1' },
    ]);
    await runner.release();
    await dataSource.destroy();
    await database.drop();
  });
});

describe('a record from before the database counted along', () => {
  it('is counted: what the holds of a sum reserve, and the accounts that its trail was followed into', async () => {
    const database = await emptyDatabase();
    const dataSource = createDataSource({ url: database.url, poolSize: 1, applicationName: 'test', limits: 'none' });
    await dataSource.initialize();
    const runner = dataSource.createQueryRunner();
    const counting = new TrailCost16();
    for (const migration of dataSource.migrations) {
      if (migration.name === counting.name) break;
      await migration.up(runner);
    }
    await runner.query("SET session_replication_role = 'replica'"); // only what the migration reads
    await runner.query(
      `INSERT INTO stolen_sum (id, transfer_id, case_id, amount_satang, reserved_satang) VALUES ('S', 'T0', 'C', 100, 70), ('S2', 'T9', 'C', 100, 0)`,
    );
    const transfer = (id: string, account: string | null) =>
      `('${id}', 'th-004', '9000000001', '${id}', ${account === null ? 'NULL, NULL' : `'th-014', '${account}'`}, 100, now(), 'promptpay', 'victim', 'C')`;
    await runner.query(
      `INSERT INTO transfer (id, from_institution, from_account_no, reference, to_institution, to_account_no, amount_satang, transferred_at, rail, reported_by, first_case_id)
       VALUES ${transfer('T0', 'A')}, ${transfer('T1', 'B')}, ${transfer('T2', 'A')}, ${transfer('T3', 'D')}, ${transfer('T4', 'E')}, ${transfer('T5', null)}, ${transfer('T9', null)}`,
    );
    const link = (id: string, sum: string, parent: string | null, hop: number, stop: string | null = null) =>
      `('L${id}', '${sum}', 'T${id}', 'C', ${parent === null ? 'NULL, NULL' : `'${parent}', 'H'`}, ${hop}, 10, ${stop === null ? 'NULL' : `'${stop}'`})`;
    await runner.query(
      `INSERT INTO trail_link (id, stolen_sum_id, transfer_id, case_id, parent_link_id, parent_hold_id, hop, attributed_satang, stop_reason)
       VALUES ${link('0', 'S', null, 0)}, ${link('1', 'S', 'L0', 1)}, ${link('2', 'S', 'L1', 2)}, ${link('3', 'S', 'L1', 2, 'too_old')},
              ${link('4', 'S', 'L1', 2)}, ${link('5', 'S', 'L1', 2)}, ${link('9', 'S2', null, 0)}`,
    );
    const hold = (id: string, reserved: number) =>
      `('${id}', 'C', 'S', 'T${id}', 'L${id}', 0, 'th-014', 'A', 'section7', 'held', 70, ${reserved}, now(), now(), '${id}', repeat('0', 64))`;
    await runner.query(
      `INSERT INTO hold (id, case_id, stolen_sum_id, transfer_id, trail_link_id, hop, institution, account_no, kind, state, requested_satang,
                         reserved_satang, expires_at, ordered_at, notice_reference, appeal_secret_sha256) VALUES ${hold('0', 30)}, ${hold('1', 40)}`,
    );
    await counting.up(runner);
    expect(await runner.query('SELECT id, counted_satang AS counted FROM stolen_sum ORDER BY id')).toEqual([
      { id: 'S', counted: '70' },
      { id: 'S2', counted: '0' },
    ]);
    expect(await runner.query('SELECT id, nth_account AS nth FROM trail_link ORDER BY id')).toEqual([
      { id: 'L0', nth: 1 },
      { id: 'L1', nth: 2 },
      { id: 'L2', nth: null }, // back to the first account
      { id: 'L3', nth: null }, // not followed
      { id: 'L4', nth: 3 },
      { id: 'L5', nth: null }, // to nobody knows whom yet
      { id: 'L9', nth: 1 },
    ]);
    await runner.release();
    await dataSource.destroy();
    await database.drop();
  });
});

describe('a rulebook that was never seeded', () => {
  it('is a fault, not an empty law', async () => {
    const database = await emptyDatabase();
    const dataSource = createDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
    await dataSource.initialize();
    await runMigrations(dataSource);
    await expect(loadRulebook(dataSource.manager, 'none')).rejects.toThrow('no rulebook none');
    await dataSource.destroy();
    await database.drop();
  });
});

function first(dataSources: readonly DataSource[]): DataSource {
  const [dataSource] = dataSources;
  if (dataSource === undefined) throw new Error('no data source');
  return dataSource;
}
