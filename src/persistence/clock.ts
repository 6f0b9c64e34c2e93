import type { EntityManager } from 'typeorm';

/**
 * Returns the database's time, which is the only clock for stored times: within a transaction the
 * instant at which it began, in milliseconds.
 */
export async function databaseNow(manager: EntityManager): Promise<Date> {
  const rows: { now: Date }[] = await manager.query('SELECT now() AS now');
  const row = rows[0];
  if (row === undefined) throw new Error('SELECT now() returned no row');
  return row.now;
}

/**
 * Returns an instant before which every change that a later statement reads is visible: what a transaction writes that
 * has not ended is never older than its begin. So who asks for all since then misses nothing, however late it commits.
 * The transactions of the same role are seen; all serving processes have one.
 */
export async function settledUntil(manager: EntityManager): Promise<Date> {
  const [row]: { at: Date }[] = await manager.query(
    `SELECT least(now(), (SELECT min(xact_start) FROM pg_stat_activity
                           WHERE datname = current_database() AND pid <> pg_backend_pid())) AS at`,
  );
  if (row === undefined) throw new Error('a SELECT without FROM returned no row');
  return row.at;
}

/** How long a process counts on from one reading of the database's clock, in ms. */
const READING_LASTS_MS = 30_000;

/** A reading of a database's clock, and `performance.now()` when it arrived. */
interface ClockReading {
  readonly databaseMs: number;
  readonly arrivedAt: number;
}

/** One reading per data source, so that a process with several databases never mixes them. */
const readings = new WeakMap<object, ClockReading>();

/**
 * Returns the database's time as this process reckons it from a reading that is at most 30 seconds
 * old: no round trip, and right to the time that the reading took to arrive. For what allows such a
 * difference, as the age of a signature does; stored times are `databaseNow`.
 */
export async function reckonedNow(manager: EntityManager): Promise<Date> {
  const known = readings.get(manager.dataSource);
  const elapsed = known === undefined ? Infinity : performance.now() - known.arrivedAt;
  if (known !== undefined && elapsed < READING_LASTS_MS) return new Date(known.databaseMs + elapsed);
  const now = await databaseNow(manager);
  readings.set(manager.dataSource, { databaseMs: now.getTime(), arrivedAt: performance.now() });
  return now;
}
