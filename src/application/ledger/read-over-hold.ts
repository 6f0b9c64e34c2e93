import { EMPTY_HOLD_STATES } from '../../domain/hold/hold.js';
import { sqlList } from '../../persistence/sql-list.js';

const EMPTY = sqlList(EMPTY_HOLD_STATES);

/**
 * SQL of the stolen sums whose holds take up more than was stolen, with the excess in satang (the
 * domain's `overHold`). It returns no row while the ledger is right.
 */
export const OVER_HELD_SUMS = `
  SELECT s.id, taking.satang - s.amount_satang AS satang
    FROM (SELECT stolen_sum_id, sum(seized_satang + CASE WHEN state IN (${EMPTY}) THEN 0 ELSE greatest(held_satang, reserved_satang) END) AS satang FROM hold
           WHERE state NOT IN (${EMPTY}) OR seized_satang > 0 GROUP BY stolen_sum_id) taking
    JOIN stolen_sum s ON s.id = taking.stolen_sum_id AND taking.satang > s.amount_satang`;

/** SQL of the over-hold meter: the excess of all stolen sums together, in satang. */
export const OVER_HELD_SATANG = `(SELECT coalesce(sum(satang), 0) FROM (${OVER_HELD_SUMS}) over_held)`;
