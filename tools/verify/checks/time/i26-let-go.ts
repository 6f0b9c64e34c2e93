import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/**
 * The last applied answer `c` to an order of the hold of receipt `r`, with the order that it
 * answers.
 */
const CONFIRMED = `JOIN LATERAL (
              SELECT k.amount_satang, o.sequence, o.expires_at FROM receipt k JOIN hold_order o ON o.id = k.order_id
               WHERE k.hold_id = r.hold_id AND k.kind = 'hold' AND k.applied
               ORDER BY o.sequence DESC, k.receipt_seq DESC LIMIT 1) c ON true`;

/** SQL: by how much the receipt `r` says that another authority keeps more than the receipts before it. */
const NEWLY_SEIZED = `coalesce((SELECT (m.content #>> '{heldUnder,amountSatang}')::bigint FROM inbox_message m WHERE m.id = r.inbox_message_id)
             - coalesce((SELECT max((m.content #>> '{heldUnder,amountSatang}')::bigint) FROM receipt k JOIN inbox_message m ON m.id = k.inbox_message_id
                          WHERE k.hold_id = r.hold_id AND k.kind = 'hold' AND k.applied AND k.inbox_message_id < r.inbox_message_id), 0), 0)`;

/** SQL: when the question `d`, or one that it asks again, first came to the institution. */
const CAME_AT = `(WITH RECURSIVE asked AS (
               SELECT d.asks_again, coalesce(d.reached_at, d.sent_at) AS at
               UNION ALL SELECT q.asks_again, coalesce(q.reached_at, q.sent_at) FROM asked a JOIN debit_confirmation q ON q.id = a.asks_again)
             SELECT coalesce(min(at), 'infinity') FROM asked)`;

const RULES: readonly SqlRule[] = [
  {
    why: "was let go for want of a confirmation, although no question came to the victim's institution, and was not ordered again",
    sql: `SELECT h.id FROM hold h JOIN stolen_sum s ON s.id = h.stolen_sum_id JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
            JOIN LATERAL (SELECT o.issued_at, o.expires_at FROM hold_order o WHERE o.hold_id = h.id ORDER BY o.sequence DESC LIMIT 1) last ON true
            JOIN case_file f ON f.id = h.case_id CROSS JOIN LATERAL (
              SELECT (r.body->'parameters'->>'statementMs')::bigint * interval '1 millisecond' AS complaint, (r.body->>'deadlineMs')::bigint * interval '1 millisecond' AS told
                FROM rule_row r WHERE r.rulebook = f.rulebook AND r.rule_id = 'P-EXP' AND r.effective_from <= last.issued_at
               ORDER BY r.effective_from DESC LIMIT 1) row
           WHERE h.state_reason = 'DEBIT_NOT_CONFIRMED' AND ${CAME_AT} >= last.expires_at
             AND f.withdrawn_at IS NULL AND last.expires_at < (
               SELECT min(CASE WHEN k.told_bank_at IS NULL THEN least(k.opened_at, k.statement_at) + row.complaint ELSE k.opened_at + row.told END)
                 FROM claim c JOIN case_file k ON k.id = c.case_id WHERE c.stolen_sum_id = h.stolen_sum_id AND k.holder_reports)
             AND NOT EXISTS (SELECT 1 FROM hold again WHERE again.trail_link_id = h.trail_link_id AND again.ordered_at >= h.ended_at)`,
  },
  {
    why: 'was believed although it lets go another amount than was held',
    // An order that nobody has answered may have lowered or raised the hold before it ended.
    sql: `SELECT r.id FROM receipt r ${CONFIRMED}
           WHERE r.applied AND r.kind IN ('release', 'lapse') AND r.amount_satang <> c.amount_satang
             AND NOT (r.result = 'NOTHING_HELD' AND r.amount_satang = 0 AND r.at >= c.expires_at)
             AND NOT EXISTS (
               SELECT 1 FROM hold_order u WHERE u.hold_id = r.hold_id AND u.sequence > c.sequence AND u.receipt_seq = 0 AND u.refused_at IS NULL
                  AND CASE WHEN u.raise_request_id IS NULL AND NOT u.asks_rest THEN r.amount_satang = least(c.amount_satang, u.requested_satang)
                           ELSE r.amount_satang > c.amount_satang AND r.amount_satang <= u.requested_satang END)`,
  },
  {
    why: 'let a hold lapse that ended for another reason than that its time was over',
    sql: `SELECT r.id FROM receipt r JOIN hold h ON h.id = r.hold_id
            JOIN LATERAL (SELECT b.rule_id FROM hold_order o JOIN rule_row b ON b.row_id = o.expiry_rule_row_id
                           WHERE o.hold_id = h.id ORDER BY o.sequence DESC LIMIT 1) ends ON true
           WHERE r.kind = 'lapse' AND r.applied AND h.state_reason IS DISTINCT FROM 'LAPSED_EARLY'
             AND NOT (h.state_reason = 'AUTHORITY_ENDED' AND EXISTS (SELECT 1 FROM receipt s WHERE s.hold_id = h.id AND s.result = 'REFUSED_LEGAL'
                        AND s.applied AND s.amount_satang = r.amount_satang))
             AND NOT EXISTS (SELECT 1 FROM release_order x WHERE x.hold_id = h.id AND NOT x.again)
             AND NOT coalesce(h.state_reason = CASE ends.rule_id WHEN 'P-URG' THEN 'DEBIT_NOT_CONFIRMED' WHEN 'P-GLASS' THEN 'REQUEST_NOT_CONFIRMED' ELSE 'EXPIRED' END
                   AND EXISTS (SELECT 1 FROM rule_row b WHERE b.row_id = ANY (h.lapse_basis) AND b.rule_id = ends.rule_id), false)`,
  },
  {
    why: 'contradicts what was held, or its own number, and opened no break',
    sql: `SELECT r.id FROM receipt r
           WHERE r.not_applied_reason IN ('NOT_WHAT_WAS_HELD', 'OTHER_HOLD', 'SAME_NUMBER', 'REFUSED_UNEXPLAINED')
             AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = r.hold_id AND b.kind = r.not_applied_reason)`,
  },
  {
    why: 'lowers what was held, without an order, and opened no break',
    sql: `SELECT r.id FROM receipt r JOIN hold_order o ON o.id = r.order_id
            JOIN LATERAL (SELECT k.amount_satang FROM receipt k
                           WHERE k.hold_id = r.hold_id AND k.kind = 'hold' AND k.applied AND k.inbox_message_id < r.inbox_message_id
                           ORDER BY k.inbox_message_id DESC LIMIT 1) before ON true
           WHERE r.kind = 'hold' AND r.applied AND r.amount_satang < least(before.amount_satang - ${NEWLY_SEIZED}, o.requested_satang)
             AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = r.hold_id AND b.kind = 'HELD_MONEY_GONE'
                               AND b.inbox_message_id <= r.inbox_message_id AND (b.closed_at IS NULL OR b.inbox_message_id = r.inbox_message_id OR b.closed_at >= r.received_at))`,
  },
  {
    why: 'says that a released hold holds money, and no release was ordered after it',
    sql: `SELECT r.id FROM receipt r JOIN hold h ON h.id = r.hold_id
           WHERE h.state = 'released' AND r.kind = 'hold' AND r.not_applied_reason = 'HOLD_ENDED' AND r.amount_satang > 0
             AND NOT EXISTS (SELECT 1 FROM release_order o WHERE o.hold_id = r.hold_id AND (o.acknowledged_at IS NULL OR o.acknowledged_at >= r.received_at))`,
  },
  {
    why: 'is kept under another authority in another amount than its institution says, or nobody is asked about it',
    sql: `SELECT h.id FROM hold h WHERE h.state = 'seized' AND NOT EXISTS (
             SELECT 1 FROM receipt r JOIN inbox_message m ON m.id = r.inbox_message_id
              WHERE r.hold_id = h.id AND r.kind = 'hold' AND r.applied AND (m.content #>> '{heldUnder,amountSatang}')::bigint = h.held_satang
                AND h.reserved_satang = h.held_satang AND h.state_reason = 'HELD_UNDER_' || upper(m.content #>> '{heldUnder,authority}')
                AND EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = h.id AND b.kind = h.state_reason))`,
  },
  {
    why: 'shows another amount beside what it holds, as kept under another authority, than its institution says, or nobody is asked about it',
    sql: `SELECT h.id FROM hold h WHERE h.seized_satang > 0 AND NOT EXISTS (
             SELECT 1 FROM receipt r JOIN inbox_message m ON m.id = r.inbox_message_id
              WHERE r.hold_id = h.id AND r.kind = 'hold' AND r.applied AND (m.content #>> '{heldUnder,amountSatang}')::bigint = h.seized_satang
                AND m.content #>> '{heldUnder,authority}' = h.seized_by
                AND EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = h.id AND b.kind = 'HELD_UNDER_' || upper(h.seized_by)))`,
  },
  {
    why: 'was refused, although its institution did not say whether another authority holds the money',
    sql: `SELECT h.id FROM hold h JOIN receipt r ON r.hold_id = h.id AND r.applied AND r.result = 'REFUSED_LEGAL' JOIN inbox_message m ON m.id = r.inbox_message_id
           WHERE h.state = 'refused' AND NOT m.content ? 'refusalKind'`,
  },
  {
    why: 'was followed although it left before the money arrived',
    sql: `SELECT h.id FROM hold h JOIN trail_link l ON l.id = h.trail_link_id JOIN trail_link before ON before.id = l.parent_link_id
            JOIN transfer t ON t.id = l.transfer_id JOIN transfer credit ON credit.id = before.transfer_id
           CROSS JOIN LATERAL (
             SELECT max((p.body->'parameters'->>'futureToleranceMs')::bigint) * interval '1 millisecond' AS tolerance
               FROM rule_row p WHERE p.rule_id = 'P-AGE') clocks
           -- The time of the victim's own transfer is certain to its day in Bangkok.
           WHERE t.transferred_at < CASE WHEN before.parent_link_id IS NULL THEN date_trunc('day', credit.transferred_at, 'Asia/Bangkok') ELSE credit.transferred_at END - clocks.tolerance`,
  },
];

/**
 * I26: what an institution says that it released, let lapse or lowered equals what was held, or a
 * break stands; no debit is followed that is older than its credit.
 */
export const letGo: Check = {
  id: 'I26',
  title: 'what was let go or lowered equals what was held, or opened a break; no debit is older than its credit',
  run: ({ manager }) =>
    applySqlRules(manager, 'SELECT (SELECT count(*) FROM receipt) + (SELECT count(*) FROM hold)', RULES),
};
