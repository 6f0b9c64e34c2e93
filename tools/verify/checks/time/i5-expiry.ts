import { ANSWERED_NOTHING_STATES } from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { Check } from '../../check.js';
import { CONFIRMED_BESIDE } from '../../confirmed-beside.js';
import { WAS_CONFIRMED } from '../../was-confirmed.js';
import { URGENT_FROM } from './urgent-from.js';
import { SECTION_7_CLOCK } from './section7-clock.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** SQL: the states of a hold that its institution ended by an answer that nothing is held. */
const ANSWERED_NOTHING = sqlList(ANSWERED_NOTHING_STATES);

/** SQL of the first holds of claims that correct what their case claimed of the same money before: `hold_id`, and when that was. */
const CORRECTED_CLAIMS = `
  SELECT h.id AS hold_id, min(was.claimed_at) AS claimed_at
    FROM hold h JOIN stolen_sum s ON s.id = h.stolen_sum_id JOIN transfer t ON t.id = s.transfer_id JOIN claim own ON (own.stolen_sum_id, own.case_id) = (s.id, h.case_id)
    JOIN claim was ON was.case_id = h.case_id AND was.corrected_by IS NOT NULL AND was.ended_at IS NULL AND was.claimed_at < own.claimed_at
    JOIN stolen_sum ws ON ws.id = was.stolen_sum_id AND ws.id <> s.id
    JOIN transfer wt ON wt.id = ws.transfer_id AND (wt.from_institution, wt.reference, wt.to_institution, wt.to_account_no) = (t.from_institution, t.reference, t.to_institution, t.to_account_no)
   WHERE h.hop = 0 AND NOT EXISTS (SELECT 1 FROM hold b WHERE b.trail_link_id = h.trail_link_id AND b.ordered_at < h.ordered_at) GROUP BY h.id`;

/**
 * Each order with the row that set its expiry and the latest instant that this row allows. Section
 * 7 counts from the hold's first order, or from that of the hold whose place it takes, so that no
 * extension starts its hours anew. Section 6 ends by what its notice gives (I17): the earlier of
 * the institution's seven days (BANK-6A) and the officer's (OFF-6C); so does an order that a notice lets last longer. A complaint (or, by a row that
 * wants it, an officer's act known by then, OFF-7C) lets section 7 last seven days from the first
 * complaint, the longest that it allows. A continue-order counts only when it came within them.
 */
const ORDERS = `
  timed AS (
    SELECT o.id, o.issued_at, o.expires_at, r.rule_id, r.rulebook = f.rulebook AND r.effective_from <= o.issued_at
             AND coalesce(r.effective_to > o.issued_at, true) AS in_force,
           CASE WHEN o.notice_id IS NOT NULL THEN ARRAY['OFF-6C', 'BANK-6A'] WHEN 'VIC-7A' = ANY (basis.ids) THEN ARRAY['P-URG', 'P-EXP'] WHEN 'P-GLASS' = ANY (basis.ids) THEN ARRAY['P-GLASS']
                WHEN 'AOC-85B' = ANY (basis.ids) THEN ARRAY['P-AOC7'] ELSE ARRAY['P-CONT'] END AS allowed_rules,
           CASE r.rule_id
             WHEN 'P-URG' THEN greatest(${URGENT_FROM}, h.section7_from, complaint.received_at, complaint.doubtful_at) + allowed.time
             WHEN 'OFF-6C' THEN (SELECT least(hn.expires_at, x.officer_notified_at + allowed.time) FROM hold_notice hn JOIN notice x ON x.id = hn.notice_id
                                  WHERE hn.hold_id = o.hold_id AND hn.notice_id = o.notice_id)
             WHEN 'BANK-6A' THEN (SELECT least(hn.expires_at, hn.notified_at + allowed.time) FROM hold_notice hn WHERE hn.hold_id = o.hold_id AND hn.notice_id = o.notice_id)
             WHEN 'P-EXP' THEN CASE WHEN complaint.officer_acted OR (complaint.is_report AND r.body->'parameters'->>'sevenDaysBy' = 'complaint') THEN least(CASE WHEN complaint.is_report THEN complaint.received_at END, complaint.statement_at) + allowed.complaint_time
                                    WHEN NOT complaint.is_report THEN coalesce(complaint.received_at, h.section7_from) + allowed.time
                                    ELSE least(h.section7_from + allowed.time, coalesce(complaint.received_at, h.section7_from) + allowed.complaint_time) END
             ELSE least(o.issued_at + allowed.time, q.until_at) END AS latest,
           EXISTS (SELECT 1 FROM stolen_sum s JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
                    WHERE s.id = h.stolen_sum_id AND d.state = 'confirmed' AND d.answered_at <= o.issued_at)
             OR EXISTS (SELECT 1 FROM stolen_sum s WHERE s.id = h.stolen_sum_id AND (${CONFIRMED_BESIDE('s.transfer_id')} OR ${WAS_CONFIRMED('s.transfer_id', 'o.issued_at')})) AS debit_confirmed
      FROM hold_order o JOIN hold h ON h.id = o.hold_id JOIN case_file f ON f.id = o.case_id
      JOIN rule_row r ON r.row_id = o.expiry_rule_row_id
      LEFT JOIN freeze_request q ON q.id = o.freeze_request_id
      CROSS JOIN LATERAL (SELECT (r.body->>'deadlineMs')::bigint * interval '1 millisecond' AS time,
                                 (r.body->'parameters'->>'statementMs')::bigint * interval '1 millisecond' AS complaint_time) AS allowed
      CROSS JOIN LATERAL (${SECTION_7_CLOCK}) AS complaint
      CROSS JOIN LATERAL (SELECT array_agg(b.rule_id) AS ids FROM rule_row b WHERE b.row_id = ANY (o.legal_basis)) AS basis)`;

const RULES: readonly SqlRule[] = [
  {
    why: 'expires at another instant than its newest order says',
    sql: `SELECT h.id FROM hold h
           WHERE h.expires_at IS DISTINCT FROM (SELECT o.expires_at FROM hold_order o WHERE o.hold_id = h.id ORDER BY o.sequence DESC LIMIT 1)`,
  },
  {
    why: 'expires by a row that does not govern its power or was not in force',
    sql: `WITH ${ORDERS} SELECT id FROM timed WHERE NOT coalesce(in_force AND rule_id = ANY (allowed_rules), false)`,
  },
  {
    why: 'expires later than the law allows',
    sql: `WITH ${ORDERS} SELECT id FROM timed WHERE latest IS NULL OR expires_at > latest OR expires_at <= issued_at`,
  },
  {
    why: 'lasts longer by a notice, though its own power ends later than its row allows',
    sql: `SELECT o.id FROM hold_order o JOIN case_file f ON f.id = o.case_id LEFT JOIN freeze_request q ON q.id = o.freeze_request_id
            CROSS JOIN LATERAL (SELECT r.body FROM rule_row r WHERE r.rulebook = f.rulebook AND r.effective_from <= o.issued_at AND coalesce(r.effective_to > o.issued_at, true)
                                   AND r.rule_id = CASE o.kind WHEN 'aoc_suspension' THEN 'P-AOC7' ELSE 'P-CONT' END ORDER BY r.effective_from DESC LIMIT 1) AS own
           WHERE o.power_ends_at > least(o.issued_at + (own.body->>'deadlineMs')::bigint * interval '1 millisecond', q.until_at)`,
  },
  {
    why: 'goes on by an order of an inquiry officer that came after his seven days (OFF-7D)',
    sql: `SELECT o.id FROM hold_order o JOIN hold h ON h.id = o.hold_id JOIN case_file f ON f.id = o.case_id
            JOIN hold_order b ON b.id = o.replaces_order_id AND b.kind <> 'continue_order'
           CROSS JOIN LATERAL (${SECTION_7_CLOCK}) AS complaint
           CROSS JOIN LATERAL (SELECT r.body FROM rule_row r WHERE r.rulebook = f.rulebook AND r.rule_id = 'OFF-7D' AND r.effective_from <= o.issued_at
                                ORDER BY r.effective_from DESC LIMIT 1) AS officer
           WHERE o.kind = 'continue_order'
             AND o.issued_at >= least(CASE WHEN complaint.is_report THEN complaint.received_at END, complaint.statement_at) + (officer.body->>'deadlineMs')::bigint * interval '1 millisecond'`,
  },
  {
    why: "goes on by the centre's suspension in place of its own, which nobody else confirmed (P-AOC7)",
    sql: `SELECT o.id FROM hold_order o JOIN hold_order b ON b.id = o.replaces_order_id JOIN rule_row r ON r.row_id = o.expiry_rule_row_id
           WHERE o.kind = 'aoc_suspension' AND b.kind = 'aoc_suspension' AND r.rule_id = 'P-AOC7' AND o.expires_at > b.expires_at`,
  },
  {
    why: "is the centre's suspension of what it suspended until its time was over, on the same evidence (P-AOC7)",
    sql: `SELECT o.id FROM hold_order o JOIN hold h ON h.id = o.hold_id JOIN freeze_request q ON q.id = o.freeze_request_id
            JOIN rule_row r ON r.row_id = o.expiry_rule_row_id
            JOIN hold b ON b.trail_link_id = h.trail_link_id AND b.id <> h.id AND b.kind = 'aoc_suspension' AND b.state_reason = 'EXPIRED' AND b.ended_at <= o.issued_at
            JOIN freeze_request e ON e.id = b.freeze_request_id
           WHERE o.kind = 'aoc_suspension' AND o.sequence = 1 AND r.rule_id = 'P-AOC7' AND e.evidence_hash = q.evidence_hash AND q.arm_satang IS NULL`,
  },
  {
    why: 'has the long time although no debit was confirmed',
    sql: `WITH ${ORDERS} SELECT id FROM timed WHERE rule_id = 'P-EXP' AND NOT debit_confirmed`,
  },
  {
    why: 'has an urgent time of its own after one for the same complaint ran out, or its debit was denied (P-URG)',
    sql: `SELECT DISTINCT h.id FROM hold h JOIN hold_order o ON o.hold_id = h.id AND o.sequence = 1 AND o.urgent_from IS NULL
            JOIN rule_row r ON r.row_id = o.expiry_rule_row_id AND r.rule_id = 'P-URG'
            JOIN hold b ON b.trail_link_id = h.trail_link_id AND b.id <> h.id AND b.state = 'released' AND b.state_reason IN ('DEBIT_NOT_CONFIRMED', 'DEBIT_DENIED') AND b.ended_at <= h.ordered_at
           WHERE h.section7_from = h.ordered_at
             AND NOT EXISTS (SELECT 1 FROM claim c WHERE c.stolen_sum_id = h.stolen_sum_id AND c.claimed_at > b.ordered_at AND c.claimed_at <= h.ordered_at)`,
  },
  {
    why: 'does not take the place of the order before it',
    sql: `SELECT o.id FROM hold_order o LEFT JOIN hold_order b ON b.id = o.replaces_order_id
           WHERE CASE WHEN o.sequence = 1 THEN o.replaces_order_id IS NOT NULL
                      ELSE b.id IS NULL OR b.hold_id <> o.hold_id OR b.sequence <> (
                        SELECT max(x.sequence) FROM hold_order x WHERE x.hold_id = o.hold_id AND x.sequence < o.sequence
                           AND (x.refused_at IS NULL OR x.refused_at > o.issued_at)) END`,
  },
  {
    why: 'began at another instant than its first order',
    sql: `SELECT h.id FROM hold h LEFT JOIN hold_order o ON o.hold_id = h.id AND o.sequence = 1
           WHERE o.issued_at IS DISTINCT FROM h.ordered_at`,
  },
  {
    why: 'counts section 7 from another instant than its first order, that of the hold whose place it takes, or a complaint that stood when another power ended',
    sql: `SELECT h.id FROM hold h LEFT JOIN hold_order o ON o.hold_id = h.id AND o.sequence = 1
            LEFT JOIN freeze_request r ON r.id = o.freeze_request_id AND r.kind = 'reinstatement' LEFT JOIN hold before ON before.id = r.hold_id
           WHERE h.section7_from IS DISTINCT FROM coalesce(before.section7_from, h.ordered_at)
             AND NOT EXISTS (SELECT 1 FROM hold over WHERE over.trail_link_id = h.trail_link_id AND over.kind = 'section7' AND o.kind = 'section7'
                                AND over.section7_from = h.section7_from AND over.ended_at <= h.ordered_at
                                AND (over.state_reason IN ('DEBIT_NOT_CONFIRMED', 'DEBIT_DENIED', 'EXPIRED', 'LAPSED_EARLY') OR over.state IN (${ANSWERED_NOTHING}, 'seized')))
             AND NOT EXISTS (SELECT 1 FROM hold other JOIN claim c ON c.stolen_sum_id = other.stolen_sum_id
                              WHERE other.trail_link_id = h.trail_link_id AND other.kind <> 'section7' AND o.kind = 'section7'
                                AND c.claimed_at = h.section7_from AND other.ended_at BETWEEN c.claimed_at AND h.ordered_at)
             AND NOT EXISTS (SELECT 1 FROM (${CORRECTED_CLAIMS}) m WHERE m.hold_id = h.id AND m.claimed_at = h.section7_from)`,
  },
  {
    why: 'has an urgent time of its own although its complaint claimed the same money before, in words that it corrected (P-CORRECT)',
    sql: `SELECT DISTINCT h.id FROM hold h JOIN hold_order o ON o.hold_id = h.id AND o.sequence = 1 AND o.kind = 'section7' AND o.urgent_from IS NULL
            JOIN rule_row r ON r.row_id = o.expiry_rule_row_id AND r.rule_id = 'P-URG'
            JOIN (${CORRECTED_CLAIMS}) m ON m.hold_id = h.id AND m.claimed_at < h.section7_from`,
  },
  {
    why: 'holds a part again beyond the end of the order before it',
    sql: `SELECT o.id FROM hold_order o JOIN hold_order b ON b.id = o.replaces_order_id JOIN freeze_request r ON r.id = o.raise_request_id
           WHERE r.partial_release_id IS NOT NULL AND b.raise_request_id IS DISTINCT FROM o.raise_request_id AND o.expires_at > b.expires_at`,
  },
  {
    why: 'takes the place of a hold that no officer released, of another part, by more than was held, or beyond its end',
    sql: `SELECT o.id FROM hold_order o JOIN hold h ON h.id = o.hold_id JOIN freeze_request r ON r.id = o.freeze_request_id AND r.kind = 'reinstatement'
            LEFT JOIN hold before ON before.id = r.hold_id LEFT JOIN release_order x ON x.hold_id = before.id AND NOT x.again
           WHERE o.sequence = 1 AND NOT coalesce(x.reason IN ('OFFICER_RELEASE', 'UNRELATED') AND before.trail_link_id = h.trail_link_id AND before.kind = o.kind
                   AND before.state = 'released' AND o.requested_satang <= greatest(before.held_satang, before.requested_satang)
                   AND (o.kind = 'section7' OR o.expires_at <= before.expires_at)
                   AND EXISTS (SELECT 1 FROM rule_row b WHERE b.row_id = ANY (o.legal_basis) AND b.rule_id = 'P-BACK'), false)`,
  },
];

/** I5: every hold has an expiry within the legal maximum, and an extension is a new order. */
export const expiry: Check = {
  id: 'I5',
  title: 'every hold expires within the legal maximum; an extension is a new order',
  run: ({ manager }) =>
    applySqlRules(manager, 'SELECT (SELECT count(*) FROM hold) + (SELECT count(*) FROM hold_order)', RULES),
};
