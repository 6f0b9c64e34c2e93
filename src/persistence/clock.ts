import type { EntityManager } from 'typeorm';

/**
 * The database's time, the only clock of the record: within a transaction the instant at which it
 * began. Millisecond precision.
 */
export async function databaseNow(manager: EntityManager): Promise<Date> {
  const rows: { now: Date }[] = await manager.query('SELECT now() AS now');
  const row = rows[0];
  if (row === undefined) throw new Error('SELECT now() returned no row');
  return row.now;
}
