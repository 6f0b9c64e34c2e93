import type { EntityManager } from 'typeorm';
import { OVER_HELD_SATANG } from '../ledger/read-over-hold.js';
import { rowsOf } from '../case/read-rows.js';

interface Row {
  complaints: number;
  openCases: number;
  stolenSatang: string;
  heldSatang: string;
  liveHolds: number;
  holdsPastExpiry: number;
  overHeldSatang: string;
  openBreaks: number;
  overdueBreaks: number;
}

/**
 * Counts and sums over the whole record. Each stolen sum counts once, however many cases claim it.
 */
export async function readStats(manager: EntityManager): Promise<Row> {
  const [row] = await rowsOf<Row>(
    manager,
    `SELECT cases.complaints, cases.open AS "openCases", sums.stolen AS "stolenSatang", holds.held AS "heldSatang",
            holds.live AS "liveHolds", holds.past AS "holdsPastExpiry", ${OVER_HELD_SATANG}::text AS "overHeldSatang", breaks.open AS "openBreaks", breaks.overdue AS "overdueBreaks"
       FROM (SELECT count(*)::int AS complaints, count(*) FILTER (WHERE closed_at IS NULL)::int AS open FROM case_file) cases,
            (SELECT coalesce(sum(amount_satang), 0)::text AS stolen FROM stolen_sum) sums,
            (SELECT count(*) FILTER (WHERE live)::int AS live, count(*) FILTER (WHERE live AND expires_at < now())::int AS past,
                    coalesce(sum(held_satang) FILTER (WHERE state IN ('held', 'partly_held', 'release_ordered')), 0)::text AS held
               FROM (SELECT *, state IN ('ordered', 'unconfirmed', 'held', 'partly_held') AS live FROM hold) h) holds,
            (SELECT count(*)::int AS open, count(*) FILTER (WHERE due_at <= now())::int AS overdue FROM break_record WHERE closed_at IS NULL) breaks`,
    [],
  );
  if (row === undefined) throw new Error('a count returned no row');
  return row;
}
