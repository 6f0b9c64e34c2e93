/**
 * Selects the clock of section 7 as it was when order `o` of hold `h` was issued: the first
 * complaint about its transfer that an account holder made and had not withdrawn, and the first
 * statement to an inquiry officer on one of them. Both are null without such a complaint.
 */
export const SECTION_7_CLOCK = `
  SELECT min(c.opened_at) AS received_at, min(c.statement_at) FILTER (WHERE c.statement_at <= o.issued_at) AS statement_at
    FROM claim k JOIN case_file c ON c.id = k.case_id
   WHERE k.stolen_sum_id = h.stolen_sum_id AND c.holder_reports AND k.claimed_at <= o.issued_at
     AND (k.ended_at IS NULL OR k.ended_at >= o.issued_at)`;
