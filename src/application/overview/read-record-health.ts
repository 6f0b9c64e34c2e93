import type { EntityManager } from 'typeorm';
import {
  type HealthFigures,
  selectHealthFigures,
  selectUnansweredOrders,
  type UnansweredOrders,
} from './overview.queries.js';

/** What may show that something does not move. Ages are in seconds, by the database's clock. */
export interface RecordHealth extends HealthFigures {
  unanswered: UnansweredOrders[];
  /** Breaks that are not settled, by kind. */
  openBreaks: { kind: string; count: number }[];
}

/** Reads what an operator watches: counts, ages, institutions and codes, and nothing of a case. */
export async function readRecordHealth(manager: EntityManager): Promise<RecordHealth> {
  const figures = await selectHealthFigures(manager);
  const unanswered = await selectUnansweredOrders(manager);
  const openBreaks: RecordHealth['openBreaks'] = await manager.query(
    'SELECT kind, count(*)::int AS count FROM break_record WHERE closed_at IS NULL GROUP BY kind',
  );
  return { ...figures, unanswered, openBreaks };
}
