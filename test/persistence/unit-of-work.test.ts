import { In } from 'typeorm';
import { databaseNow } from '../../src/persistence/clock.js';
import { createDataSource } from '../../src/persistence/data-source.js';
import { AuditHeadRow } from '../../src/persistence/entities/traffic/audit.entities.js';
import { databaseErrorCode, inTransaction, RunAgain } from '../../src/persistence/unit-of-work.js';
import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

describe('a unit of work', () => {
  let database: FreshDatabase;

  beforeAll(async () => {
    database = await freshDatabase();
    await database.dataSource.manager.insert(
      AuditHeadRow,
      ['left', 'right'].map((chain) => ({ chain, sequence: 0, hash: '0' })),
    );
  });
  afterAll(() => database.drop());

  const raise = (sqlState: string) => `DO $$ BEGIN RAISE EXCEPTION 'synthetic' USING ERRCODE = '${sqlState}'; END $$`;

  it('commits what it did and returns its value, in READ COMMITTED', async () => {
    const level = await inTransaction(database.application, async (manager) => {
      await manager.update(AuditHeadRow, { chain: 'left' }, { hash: 'committed' });
      const [row]: { level: string }[] = await manager.query(
        `SELECT current_setting('transaction_isolation') AS level`,
      );
      return row?.level;
    });
    expect(level).toBe('read committed');
    expect((await database.dataSource.manager.findOneByOrFail(AuditHeadRow, { chain: 'left' })).hash).toBe('committed');
  });

  it('survives a deadlock: both sides commit in the end', async () => {
    const bothHoldOne = meeting();
    const runs = { left: 0, right: 0 };
    const lockBoth = (first: 'left' | 'right', second: 'left' | 'right') =>
      inTransaction(database.application, async (manager) => {
        runs[first] += 1;
        await manager.increment(AuditHeadRow, { chain: first }, 'sequence', 1);
        if (runs[first] === 1) await bothHoldOne();
        await manager.increment(AuditHeadRow, { chain: second }, 'sequence', 1);
      });
    await Promise.all([lockBoth('left', 'right'), lockBoth('right', 'left')]);
    const heads = await database.dataSource.manager.findBy(AuditHeadRow, { chain: In(['left', 'right']) });
    expect(heads.map(({ sequence }) => sequence)).toEqual([2, 2]);
    expect(runs.left + runs.right).toBe(3);
  });

  it.each(['40001', '40P01'])('gives up after three runs that end in %s', async (sqlState) => {
    const work = jest.fn((manager: { query(sql: string): Promise<unknown> }) => manager.query(raise(sqlState)));
    const error: unknown = await inTransaction(database.application, work).catch((thrown: unknown) => thrown);
    expect(databaseErrorCode(error)).toBe(sqlState);
    expect(work).toHaveBeenCalledTimes(3);
  });

  it('runs again while others come first, more often than after a deadlock, and not for ever', async () => {
    let runs = 0;
    const after = (others: number) => async () => {
      runs += 1;
      if (runs <= others) throw new RunAgain();
      return runs;
    };
    expect(await inTransaction(database.application, after(10))).toBe(11);
    runs = 0;
    await expect(inTransaction(database.application, after(100))).rejects.toThrow(RunAgain);
    expect(runs).toBe(20);
  });

  it.each(['23514', '55P03'])('does not run again after %s, and keeps nothing', async (sqlState) => {
    const work = jest.fn(async (manager: Parameters<Parameters<typeof inTransaction>[1]>[0]) => {
      await manager.update(AuditHeadRow, { chain: 'right' }, { hash: 'lost' });
      await manager.query(raise(sqlState));
    });
    await expect(inTransaction(database.application, work)).rejects.toThrow('synthetic');
    expect(work).toHaveBeenCalledTimes(1);
    expect((await database.dataSource.manager.findOneByOrFail(AuditHeadRow, { chain: 'right' })).hash).not.toBe('lost');
  });

  it('has the same time from its beginning to its end', async () => {
    const [begin, end] = await inTransaction(database.application, async (manager) => {
      const first = await databaseNow(manager);
      await manager.query('SELECT pg_sleep(0.05)');
      return [first, await databaseNow(manager)];
    });
    expect(begin).toBeInstanceOf(Date);
    expect(end).toEqual(begin);
  });

  it('fails when the database ends its connection; the process goes on, and the next one works', async () => {
    await expect(
      inTransaction(database.application, (manager) => manager.query('SELECT pg_terminate_backend(pg_backend_pid())')),
    ).rejects.toThrow();
    await database.application.query(
      `SELECT pg_terminate_backend(pid) FROM pg_stat_activity
        WHERE datname = current_database() AND usename = current_user AND pid <> pg_backend_pid()`,
    );
    // the pool learns of its dead connections
    await new Promise((resolve) => setTimeout(resolve, 100));
    expect(await inTransaction(database.application, databaseNow)).toBeInstanceOf(Date);
  });

  it('reports an idle connection that was lost', async () => {
    let tell: (error: Error) => void = () => undefined;
    const lost = new Promise<Error>((resolve) => {
      tell = resolve;
    });
    const idle = createDataSource({
      url: database.url,
      poolSize: 1,
      applicationName: 'idle',
      onConnectionLost: (error) => tell(error),
    });
    await idle.initialize();
    await database.application.query(
      "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name = 'idle' AND datname = current_database()",
    );
    expect(await lost).toBeInstanceOf(Error);
    await idle.destroy();
  });
});

/** Returns a function that resolves for both callers when both have called it. */
function meeting(): () => Promise<void> {
  let open: () => void = () => undefined;
  let come = 0;
  const opened = new Promise<void>((resolve) => {
    open = resolve;
  });
  return () => {
    come += 1;
    if (come === 2) open();
    return opened;
  };
}
