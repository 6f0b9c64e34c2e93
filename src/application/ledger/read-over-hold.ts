/**
 * The stolen sums whose holds take up more than was stolen, and by how many satang (`overHold` of
 * the domain, in SQL): none, as long as the ledger is right. It looks only at holds that take up
 * something.
 */
export const OVER_HELD_SUMS = `
  SELECT s.id, taking.satang - s.amount_satang AS satang
    FROM (SELECT stolen_sum_id, sum(greatest(held_satang, reserved_satang)) AS satang FROM hold
           WHERE state NOT IN ('no_funds', 'refused', 'released') GROUP BY stolen_sum_id) taking
    JOIN stolen_sum s ON s.id = taking.stolen_sum_id AND taking.satang > s.amount_satang`;

/** The over-hold meter: what is over-held of all stolen sums together. */
export const OVER_HELD_SATANG = `(SELECT coalesce(sum(satang), 0) FROM (${OVER_HELD_SUMS}) over_held)`;
