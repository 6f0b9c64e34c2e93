import type { DataSource, EntityManager } from 'typeorm';

type IsolationLevel = Parameters<DataSource['transaction']>[0];

/** First in the path, so that a call without a schema finds the moved clock. */
const PATH = 'shifted, pg_catalog, public';

/** The database's clock as the product asks it, moved by what stands in `shifted.by`. */
const SHIFTED_CLOCK = `
  CREATE SCHEMA shifted;
  CREATE TABLE shifted.by (passed interval NOT NULL);
  INSERT INTO shifted.by VALUES (interval '0');
  CREATE FUNCTION shifted.now() RETURNS timestamptz LANGUAGE sql STABLE AS
    'SELECT pg_catalog.now() + (SELECT passed FROM shifted.by)';
  CREATE FUNCTION shifted.clock_timestamp() RETURNS timestamptz LANGUAGE sql VOLATILE AS
    'SELECT pg_catalog.clock_timestamp() + (SELECT passed FROM shifted.by)';
  GRANT USAGE ON SCHEMA shifted TO PUBLIC;
  GRANT SELECT ON shifted.by TO PUBLIC;`;

/**
 * One clock for this process and a database: both run at their pace from the present, and jump
 * together. So weeks pass in seconds.
 */
export class ShiftedClock {
  private readonly real = globalThis.Date;
  private readonly elapsed = performance.now.bind(performance);
  private byMs = 0;

  /** Begins. The owner's connections, and those opened from now on, ask the moved clock. */
  static async begin(owner: DataSource): Promise<ShiftedClock> {
    await owner.query(SHIFTED_CLOCK);
    const [{ name }]: [{ name: string }] = await owner.query('SELECT current_database() AS name');
    await owner.query(`ALTER DATABASE ${name} SET search_path = ${PATH}`);
    await owner.destroy();
    await owner.initialize();
    return new ShiftedClock(owner, name);
  }

  private constructor(
    private readonly owner: DataSource,
    private readonly databaseName: string,
  ) {
    const nowMs = (): number => this.real.now() + this.byMs;
    // Copies of what was read are kept by this clock, so it jumps too.
    performance.now = () => this.elapsed() + this.byMs;
    globalThis.Date = new Proxy(this.real, {
      construct: (date, args: [], target) =>
        Reflect.construct(date, args.length === 0 ? [nowMs()] : args, target) as Date,
      get: (date, key, receiver) => (key === 'now' ? nowMs : (Reflect.get(date, key, receiver) as unknown)),
    });
  }

  /** Whether it has not ended. */
  get isMoved(): boolean {
    return globalThis.Date !== this.real;
  }

  /** Lets this much time pass at once, ms. */
  async pass(ms: number): Promise<void> {
    this.byMs += ms;
    await this.owner.query(`UPDATE shifted.by SET passed = $1 * interval '1 millisecond'`, [this.byMs]);
  }

  /** The database for who sets a path of its own before it reads: it finds the moved clock, too. */
  forReader(): DataSource {
    const { owner } = this;
    const onPath = (manager: EntityManager): EntityManager =>
      replaced(manager, 'query', (sql: string, parameters?: unknown[]) =>
        manager.query(sql.replace('search_path = public', `search_path = ${PATH}`), parameters),
      );
    return replaced(owner, 'transaction', (isolation: IsolationLevel, work: (manager: EntityManager) => unknown) =>
      owner.transaction(isolation, (manager) => Promise.resolve(work(onPath(manager)))),
    );
  }

  /** Gives both back the machine's clock, whatever happened. The database is as it was migrated. */
  async end(): Promise<void> {
    globalThis.Date = this.real;
    performance.now = this.elapsed;
    await this.owner.query(`ALTER DATABASE ${this.databaseName} RESET search_path`);
    await this.owner.query('DROP SCHEMA shifted CASCADE');
    await this.owner.destroy();
    await this.owner.initialize();
  }
}

/** Returns an object with one method replaced. */
function replaced<T extends object>(original: T, method: keyof T, by: unknown): T {
  return new Proxy(original, {
    get: (target, key) => {
      if (key === method) return by;
      const value: unknown = Reflect.get(target, key, target);
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}
