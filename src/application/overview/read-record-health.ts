import type { EntityManager } from 'typeorm';
import {
  type LateFigures,
  type OpenFigures,
  selectLateFigures,
  selectOpenFigures,
  selectUnansweredOrders,
  type UnansweredOrders,
} from './overview.queries.js';

/** How much is open and waits, for an operator: counts, ages and codes, and nothing of a case. */
export interface OpenWork extends OpenFigures {
  unanswered: UnansweredOrders[];
  /** Breaks that are not settled, by kind. */
  openBreaks: { kind: string; count: number }[];
  /** How long each party, the centre too, still has a key that counts, in seconds; 0: it has none. */
  keysEnd: { party: string; seconds: number }[];
}

/** Reads what is late, in a few rows: call it as often as an alarm needs it. */
export function readLateWork(manager: EntityManager): Promise<LateFigures> {
  return selectLateFigures(manager);
}

/** Reads how much is open. It reads every open case and hold: call it once a minute. */
export async function readOpenWork(manager: EntityManager): Promise<OpenWork> {
  const figures = await selectOpenFigures(manager);
  const unanswered = await selectUnansweredOrders(manager);
  const openBreaks: OpenWork['openBreaks'] = await manager.query(
    'SELECT kind, count(*)::int AS count FROM break_record WHERE closed_at IS NULL GROUP BY kind',
  );
  const keysEnd: OpenWork['keysEnd'] = await manager.query(
    `SELECT p.slug AS party, greatest(0, coalesce(max(EXTRACT(EPOCH FROM k.not_after - now())), 0))::float8 AS seconds
       FROM party p LEFT JOIN party_key k ON k.party = p.slug AND k.revoked_at IS NULL GROUP BY p.slug`,
  );
  return { ...figures, unanswered, openBreaks, keysEnd };
}
