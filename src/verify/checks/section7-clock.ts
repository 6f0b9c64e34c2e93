/**
 * The clock of section 7 as it stood when an order `o` of a hold `h` was issued: of the reports of
 * its transfer that a holder upheld then the first, and the first act of an inquiry officer on one
 * by then. No value where no holder upheld one.
 */
export const COMPLAINT = `
  SELECT min(c.opened_at) AS received_at, min(c.statement_at) FILTER (WHERE c.statement_at <= o.issued_at) AS statement_at
    FROM claim k JOIN case_file c ON c.id = k.case_id
   WHERE k.stolen_sum_id = h.stolen_sum_id AND c.holder_reports AND k.claimed_at <= o.issued_at AND (k.ended_at IS NULL OR k.ended_at >= o.issued_at)`;
