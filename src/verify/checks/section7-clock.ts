/**
 * Selects the clock of section 7 as it was when order `o` of hold `h` was issued, by the upheld
 * complaints of account holders about its transfer: of the holder who reported first, the first
 * report and the first complaint to an inquiry officer, and whether any officer's act was known.
 * A complaint to the police before the transfer is about something else. One row, of nulls without
 * a complaint.
 */
export const SECTION_7_CLOCK = `
  SELECT min(each.opened_at) AS received_at, min(each.statement_at) FILTER (WHERE each.is_first) AS statement_at,
         coalesce(bool_or(each.statement_at IS NOT NULL), false) AS officer_acted
    FROM (
      SELECT c.opened_at,
             CASE WHEN c.statement_noted_at <= o.issued_at AND c.statement_at >= t.transferred_at THEN c.statement_at END AS statement_at,
             own.victim = first_value(own.victim) OVER (ORDER BY c.opened_at, c.id) AS is_first
        FROM claim k JOIN case_file c ON c.id = k.case_id JOIN complaint b ON b.id = c.id
        JOIN stolen_sum s7 ON s7.id = k.stolen_sum_id JOIN transfer t ON t.id = s7.transfer_id
       CROSS JOIN LATERAL (SELECT coalesce(b.body -> 'victim' ->> 'citizenId', b.body -> 'victim' ->> 'passportNo', c.id) AS victim) AS own
       WHERE k.stolen_sum_id = h.stolen_sum_id AND c.holder_reports AND k.claimed_at <= o.issued_at
         AND (k.ended_at IS NULL OR k.ended_at >= o.issued_at)) AS each`;
