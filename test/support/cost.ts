import type { DataSource, Logger } from 'typeorm';

/** What some work cost PostgreSQL. */
export interface Cost {
  /** How many statements it ran, BEGIN and COMMIT included. */
  readonly statements: number;
  /** Their texts, in order. */
  readonly texts: readonly string[];
  /** How many rows it read of each table, also by scans, triggers and foreign keys. */
  readonly rows: Readonly<Record<string, number>>;
}

/**
 * Measures work on a data source with one connection (`freshDatabase(1)`), so that nobody else
 * reads.
 */
export async function costOf(db: DataSource, work: () => Promise<unknown>): Promise<Cost> {
  const before = await rowsRead(db);
  const { logger } = db;
  const texts: string[] = [];
  db.logger = Object.assign(Object.create(logger) as Logger, { logQuery: (text: string) => texts.push(text) });
  try {
    await work();
  } finally {
    db.logger = logger;
  }
  const after = await rowsRead(db);
  const read = Object.entries(after).map(([table, rows]) => [table, rows - (before[table] ?? 0)] as const);
  return { statements: texts.length, texts, rows: Object.fromEntries(read.filter(([, rows]) => rows > 0)) };
}

/** Reads PostgreSQL's counts; it first asks for a flush, because they are written with a delay. */
async function rowsRead(db: DataSource): Promise<Record<string, number>> {
  await db.query('SELECT pg_stat_force_next_flush()');
  const rows: { name: string; read: number }[] = await db.query(
    'SELECT relname AS name, (seq_tup_read + coalesce(idx_tup_fetch, 0))::float8 AS read FROM pg_stat_user_tables',
  );
  return Object.fromEntries(rows.map(({ name, read }) => [name, read]));
}
