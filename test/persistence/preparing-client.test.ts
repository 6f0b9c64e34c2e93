import { freshDatabase, type FreshDatabase } from '../support/postgres.js';

describe('the statements of the product', () => {
  let database: FreshDatabase;
  beforeAll(async () => {
    database = await freshDatabase(1);
  });
  afterAll(() => database.drop());

  /** Reads what PostgreSQL has prepared on the only connection. */
  async function prepared(): Promise<string[]> {
    const rows: { statement: string }[] = await database.application.query(
      'SELECT statement FROM pg_prepared_statements',
    );
    return rows.map(({ statement }) => statement);
  }

  it('are prepared when they come again, and give the same answer', async () => {
    const text = 'SELECT $1::int + 1 AS next';
    const answers: unknown[] = [];
    for (const number of [1, 2, 3]) answers.push(await database.application.query(text, [number]));
    expect(answers).toEqual([[{ next: 2 }], [{ next: 3 }], [{ next: 4 }]]);
    expect((await prepared()).filter((statement) => statement === text)).toEqual([text]);
  });

  it('are prepared at once where another connection of the process has sent them twice', async () => {
    const text = 'SELECT $1::int + 2 AS known';
    for (const number of [1, 2]) await database.application.query(text, [number]);
    const other = await freshDatabase(1);
    await other.application.query(text, [3]);
    const rows: object[] = await other.application.query('SELECT FROM pg_prepared_statements WHERE statement = $1', [
      text,
    ]);
    await other.drop();
    expect(rows).toHaveLength(1);
  });

  it('are not prepared when they come once, or have no parameters', async () => {
    await database.application.query('SELECT $1::int AS once', [1]);
    for (const _ of [1, 2, 3]) await database.application.query('SELECT 1 AS constant');
    const statements = await prepared();
    expect(statements).not.toContain('SELECT $1::int AS once');
    expect(statements).not.toContain('SELECT 1 AS constant');
  });

  it('stay prepared however long their connection is idle', async () => {
    const backend = async () => (await database.application.query<object[]>('SELECT pg_backend_pid()'))[0];
    const before = await backend();
    // The pool's own timer is faked, so that an hour takes no time.
    jest.useFakeTimers({ doNotFake: ['nextTick', 'setImmediate', 'queueMicrotask', 'performance'] });
    try {
      await backend();
      jest.advanceTimersByTime(3_600_000);
    } finally {
      jest.useRealTimers();
    }
    expect(await backend()).toEqual(before);
  });

  it('work after one of them failed', async () => {
    const text = 'SELECT 1 / $1::int AS part';
    const divide = (by: number) => database.application.query(text, [by]);
    await divide(1);
    await expect(divide(0)).rejects.toThrow('division by zero');
    await expect(divide(0)).rejects.toThrow('division by zero');
    expect(await divide(1)).toEqual([{ part: 1 }]);
  });

  it('never fill a backend, however many texts there are', async () => {
    for (let column = 0; column < 700; column += 1)
      for (const value of [1, 2]) await database.application.query(`SELECT $1::int AS column_${column}`, [value]);
    const statements = await prepared();
    expect(statements.length).toBeGreaterThan(500);
    expect(statements.length).toBeLessThanOrEqual(600);
  });
});
