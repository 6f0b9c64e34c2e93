import type { DataSource } from 'typeorm';
import { buildRulebook, RULEBOOK_NAMES } from '../../src/domain/rulebook/build.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { runMigrations } from '../../src/persistence/migrate-record.js';
import { loadRulebook } from '../../src/persistence/rulebook-reader.js';
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
    expect(names.map((list) => list.length).sort()).toEqual([0, 3]);
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
