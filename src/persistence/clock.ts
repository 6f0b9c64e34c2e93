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
