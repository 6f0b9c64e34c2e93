import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource, MigrationInterface, QueryRunner } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../src/domain/rulebook/build.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { runMigrations } from '../../src/migrate/migrate-database.js';
import { loadRulebook } from '../../src/persistence/rulebook/load-rulebook.js';
import { APPLICATION_ROLE, emptyDatabase } from '../support/postgres.js';

const ADVISORY_LOCKS = `
  SELECT count(*)::integer AS count FROM pg_locks
   WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())`;

describe('the migrations', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let dataSources: DataSource[];

  beforeAll(async () => {
    database = await emptyDatabase();
    dataSources = await Promise.all(
      [1, 2].map(() =>
        createDataSource({ url: database.url, poolSize: 3, applicationName: 'test', limits: 'migrating' }).initialize(),
      ),
    );
  });
  afterAll(async () => {
    for (const dataSource of dataSources) await dataSource.destroy();
    await database.drop();
  });

  it('make an empty database ready, once, though two processes start together', async () => {
    const names = await Promise.all(dataSources.map((dataSource) => runMigrations(dataSource, APPLICATION_ROLE)));
    expect(names.map((list) => list.length).sort()).toEqual([0, first(dataSources).migrations.length]);
  });

  it('do nothing when run again', async () => {
    expect(await runMigrations(first(dataSources), APPLICATION_ROLE)).toEqual([]);
  });

  it.each(RULEBOOK_NAMES)('seed every row of the rulebook %s as it is written', async (name) => {
    const { manager } = first(dataSources);
    const byId = (a: { rowId: string }, b: { rowId: string }) => (a.rowId < b.rowId ? -1 : 1);
    expect([...(await loadRulebook(manager, name))].sort(byId)).toEqual(buildRulebook(name).sort(byId));
  });

  it('seed each row of the rulebooks once, and nothing else of the law', async () => {
    const { manager } = first(dataSources);
    const stored: { rowId: string }[] = await manager.query('SELECT row_id AS "rowId" FROM rule_row');
    const written = RULEBOOK_NAMES.flatMap((name) => buildRulebook(name));
    expect(stored.map(({ rowId }) => rowId).sort()).toEqual(written.map(({ rowId }) => rowId).sort());
    expect(await manager.query('SELECT version FROM approved_system ORDER BY version')).toEqual([
      { version: 'AOC-1441/1' },
      { version: 'AOC-1441/2' },
    ]);
    expect(await manager.query('SELECT count(*)::integer AS count FROM rule_change')).toEqual([{ count: 0 }]);
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

describe('a run of the migrations', () => {
  let database: Awaited<ReturnType<typeof emptyDatabase>>;
  let dataSource: DataSource;

  beforeEach(async () => {
    database = await emptyDatabase();
    dataSource = await connect();
    jest.spyOn(console, 'log').mockImplementation(() => undefined); // the ORM prints each failure
  });
  afterEach(async () => {
    jest.restoreAllMocks();
    await dataSource.destroy();
    await database.drop();
  });

  function connect(): Promise<DataSource> {
    return createDataSource({
      url: database.url,
      poolSize: 3,
      applicationName: 'test',
      limits: 'migrating',
    }).initialize();
  }

  /** As the program does: each run has connections of its own. */
  async function connectAgain(): Promise<void> {
    await dataSource.destroy();
    dataSource = await connect();
  }

  async function tables(): Promise<string[]> {
    const rows: { name: string }[] = await dataSource.query(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' ORDER BY 1`,
    );
    return rows.map(({ name }) => name);
  }

  it('returns the names of what it ran', async () => {
    expect(await runMigrations(dataSource, APPLICATION_ROLE)).toEqual(['Baseline1764000000001']);
  });

  it('leaves nothing behind when the last table cannot be created', async () => {
    await dataSource.query('CREATE TABLE audit_checkpoint ()');
    await expect(runMigrations(dataSource, APPLICATION_ROLE)).rejects.toThrow('"audit_checkpoint" already exists');
    expect(await tables()).toEqual(['audit_checkpoint', 'migrations']);
    expect(await dataSource.query('SELECT count(*)::integer AS count FROM migrations')).toEqual([{ count: 0 }]);
    await dataSource.query('DROP TABLE audit_checkpoint');
    await connectAgain();
    expect(await runMigrations(dataSource, APPLICATION_ROLE)).toHaveLength(1);
  });

  it('leaves nothing behind when the rulebooks cannot be seeded', async () => {
    const baseline = onlyMigration(dataSource);
    const up = baseline.up.bind(baseline);
    jest.spyOn(baseline, 'up').mockImplementationOnce(async (runner) => {
      await up(runner);
      throw new Error('no seed');
    });
    await expect(runMigrations(dataSource, APPLICATION_ROLE)).rejects.toThrow('no seed');
    expect(await tables()).toEqual(['migrations']);
  });

  it('keeps what the migrations before a failing one did, and goes on from there', async () => {
    const later = { name: 'Later1764000000002', down: () => Promise.resolve(), up: jest.fn(() => Promise.resolve()) };
    later.up.mockImplementationOnce(async (runner?: QueryRunner) => {
      await runner?.query('CREATE TABLE half_done ()');
      throw new Error('half done');
    });
    dataSource.migrations.push(later);
    await expect(runMigrations(dataSource, APPLICATION_ROLE)).rejects.toThrow('half done');
    expect(await tables()).toEqual(expect.arrayContaining(['case_file', 'hold']));
    expect(await tables()).not.toContain('half_done');
    await connectAgain();
    dataSource.migrations.push(later);
    expect(await runMigrations(dataSource, APPLICATION_ROLE)).toEqual([later.name]);
  });

  it('waits for the run of another process', async () => {
    const other = dataSource.createQueryRunner();
    const waiting = async () => {
      const [row] = (await other.query(`${ADVISORY_LOCKS} AND NOT granted`)) as { count: number }[];
      return row?.count ?? 0;
    };
    await other.query('SELECT pg_advisory_lock(14410001)');
    const run = runMigrations(dataSource, APPLICATION_ROLE);
    while ((await waiting()) === 0) await sleep(10);
    expect(await tables()).toEqual([]);
    await other.query('SELECT pg_advisory_unlock(14410001)');
    expect(await run).toHaveLength(1);
    await other.release();
  });

  it('does nothing to a database that a newer version has migrated', async () => {
    await runMigrations(dataSource, APPLICATION_ROLE);
    await dataSource.query(`INSERT INTO migrations (timestamp, name) VALUES (1764000000999, 'Newer1764000000999')`);
    expect(await runMigrations(dataSource, APPLICATION_ROLE)).toEqual([]);
    expect(await dataSource.query('SELECT name FROM migrations ORDER BY timestamp')).toEqual([
      { name: 'Baseline1764000000001' },
      { name: 'Newer1764000000999' },
    ]);
  });

  it('frees its lock, so that the next run does not wait', async () => {
    await runMigrations(dataSource, APPLICATION_ROLE);
    expect(await dataSource.query(ADVISORY_LOCKS)).toEqual([{ count: 0 }]);
  });

  it('frees its lock also when it fails', async () => {
    await dataSource.query('CREATE TABLE audit_checkpoint ()');
    await expect(runMigrations(dataSource, APPLICATION_ROLE)).rejects.toThrow('"audit_checkpoint" already exists');
    expect(await dataSource.query(ADVISORY_LOCKS)).toEqual([{ count: 0 }]);
  });

  it('fails when others hold a table for long, and never queues everybody behind it', async () => {
    await runMigrations(dataSource, APPLICATION_ROLE);
    dataSource.migrations.push({
      name: 'Later1764000000002',
      up: async (runner) => void (await runner.query('ALTER TABLE party ADD COLUMN later text')),
      down: () => Promise.resolve(),
    });
    const reader = dataSource.createQueryRunner();
    await reader.startTransaction();
    await reader.query('SELECT FROM party');
    await expect(runMigrations(dataSource, APPLICATION_ROLE)).rejects.toThrow('lock timeout');
    await reader.commitTransaction();
    expect(await runMigrations(dataSource, APPLICATION_ROLE)).toEqual(['Later1764000000002']);
    await reader.release();
  });
});

describe('a rulebook that was never seeded', () => {
  it('is a fault, not an empty law', async () => {
    const database = await emptyDatabase();
    const dataSource = createDataSource({ url: database.url, poolSize: 2, applicationName: 'test' });
    await dataSource.initialize();
    await runMigrations(dataSource, APPLICATION_ROLE);
    await expect(loadRulebook(dataSource.manager, 'none')).rejects.toThrow('no rulebook none');
    await dataSource.destroy();
    await database.drop();
  });
});

function onlyMigration(dataSource: DataSource): MigrationInterface {
  const [migration, another] = dataSource.migrations;
  if (migration === undefined || another !== undefined) throw new Error('the baseline is not the only migration');
  return migration;
}

function first(dataSources: readonly DataSource[]): DataSource {
  const [dataSource] = dataSources;
  if (dataSource === undefined) throw new Error('no data source');
  return dataSource;
}
