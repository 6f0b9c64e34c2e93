import type { EntityManager } from 'typeorm';
import { selectStats, type StatsRow } from './overview.queries.js';

/** Reads counts and sums over all cases. A stolen sum counts once, however many cases claim it. */
export async function readStats(manager: EntityManager): Promise<StatsRow> {
  return selectStats(manager);
}
