import { othersLetGoSql, saidMoreSql } from '../../../../src/application/case/money/beside-hold-sql.js';
import { isCounted } from '../../../../src/application/trail/trail.queries.js';
import { OVER_HELD_SUMS } from '../../../../src/application/ledger/read-over-hold.js';
import { MONEY_HELD_STATES } from '../../../../src/domain/hold/hold.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

const RULES: readonly SqlRule[] = [
  {
    why: 'reserves another amount than its holds together',
    sql: `SELECT s.id FROM stolen_sum s LEFT JOIN hold h ON h.stolen_sum_id = s.id
           GROUP BY s.id HAVING s.reserved_satang <> coalesce(sum(h.reserved_satang + h.seized_satang), 0)
               OR s.counted_satang <> coalesce(sum(h.reserved_satang + h.seized_satang), 0)`,
  },
  {
    why: 'shows another amount that institutions suspend by themselves than their suspensions together',
    sql: `SELECT s.id FROM stolen_sum s LEFT JOIN own_suspension_part p ON p.stolen_sum_id = s.id
           GROUP BY s.id HAVING s.suspended_satang <> coalesce(sum(p.suspended_satang), 0)`,
  },
  {
    why: 'takes up money of a stolen sum although it has lapsed',
    sql: `SELECT o.id FROM own_suspension o JOIN own_suspension_part p ON p.suspension_id = o.id
           WHERE o.state = 'lapsed' AND p.suspended_satang > 0`,
  },
  {
    why: 'reserves more than was stolen',
    sql: `SELECT id FROM stolen_sum WHERE reserved_satang < 0 OR reserved_satang + suspended_satang > amount_satang`,
  },
  {
    why: 'more is held on the trail than was stolen',
    sql: `SELECT s.id FROM stolen_sum s JOIN hold h ON h.stolen_sum_id = s.id
           GROUP BY s.id HAVING sum(h.seized_satang + CASE WHEN h.state IN (${sqlList(MONEY_HELD_STATES)}) THEN h.held_satang ELSE 0 END) > s.amount_satang`,
  },
  { why: 'is over-held: its holds take up more than was stolen', sql: OVER_HELD_SUMS },
  { why: 'holds more than was requested', sql: `SELECT id FROM hold WHERE held_satang > requested_satang` },
  {
    why: 'asks for more than the trail brought to the account',
    sql: `SELECT h.id FROM hold h JOIN trail_link l ON l.id = h.trail_link_id WHERE h.requested_satang > l.attributed_satang`,
  },
  {
    why: 'is on another account than the transfer reached',
    sql: `SELECT h.id FROM hold h JOIN transfer t ON t.id = h.transfer_id
           WHERE (t.to_institution, t.to_account_no) IS DISTINCT FROM (h.institution, h.account_no)`,
  },
  {
    why: 'an order asks for more than its hold',
    sql: `SELECT o.id FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE o.requested_satang > h.requested_satang`,
  },
  {
    why: 'an order asks for more than the one before it without a catch or a return, or for more than was held and the credit or part that it is for',
    sql: `SELECT o.id FROM hold_order o LEFT JOIN hold_order b ON b.id = o.replaces_order_id LEFT JOIN freeze_request r ON r.id = o.raise_request_id
           WHERE CASE WHEN o.asks_rest OR b.asks_rest THEN false
                      WHEN o.raise_request_id IS NULL THEN o.requested_satang > b.requested_satang
                      ELSE b.raise_request_id IS DISTINCT FROM o.raise_request_id AND NOT coalesce(
                             r.raise_satang IS NOT NULL AND r.hold_id = o.hold_id AND o.requested_satang <= r.raise_satang + greatest(
                               (SELECT c.amount_satang FROM receipt c
                                 WHERE c.hold_id = o.hold_id AND c.kind = 'hold' AND c.applied AND c.received_at <= o.issued_at
                                 ORDER BY c.inbox_message_id DESC LIMIT 1),
                               CASE WHEN b.raise_request_id IS NULL THEN 0 ELSE b.requested_satang END), false) END`,
  },
  {
    why: 'asks for another amount than its orders have asked for',
    sql: `SELECT h.id FROM hold h JOIN hold_order o ON o.hold_id = h.id
           GROUP BY h.id HAVING h.requested_satang <> sum(CASE WHEN o.sequence = 1 THEN o.requested_satang ELSE o.adds_satang END)`,
  },
  {
    why: 'an order asks for the rest of its part, although no other hold at the account has let anything go, nor its institution said that it holds more',
    sql: `SELECT ask.id FROM hold_order ask JOIN hold h ON h.id = ask.hold_id WHERE ask.asks_rest AND ask.adds_satang = 0 AND NOT EXISTS (
             SELECT 1 FROM hold_order b WHERE b.id = ask.replaces_order_id AND b.asks_rest)
             AND NOT ${othersLetGoSql('h', 'received_at', '<= ask.issued_at')}
             AND NOT EXISTS (SELECT 1 FROM receipt r WHERE ${saidMoreSql('h', 'r')} AND r.received_at <= ask.issued_at)`,
  },
  {
    why: 'is asked to be held again in another amount than was let go, of another hold, or more than once',
    sql: `SELECT r.id FROM freeze_request r LEFT JOIN partial_release p ON p.id = r.partial_release_id
           WHERE r.partial_release_id IS NOT NULL AND ((p.hold_id, p.let_go_satang) IS DISTINCT FROM (r.hold_id, r.raise_satang)
              OR EXISTS (SELECT 1 FROM freeze_request x WHERE x.partial_release_id = r.partial_release_id AND x.id < r.id
                            AND x.state = 'approved' AND r.state = 'approved'))`,
  },
  {
    why: 'let another amount go than the order before it held, or asked for, beyond what stays',
    sql: `SELECT p.id FROM partial_release p JOIN hold_order o ON o.id = p.order_id JOIN hold_order b ON b.id = o.replaces_order_id
           WHERE p.let_go_satang > b.requested_satang - p.keep_satang OR o.requested_satang <> p.keep_satang`,
  },
  {
    why: 'a whole account without the number of a seizure warrant',
    sql: `SELECT id FROM hold WHERE kind = 'whole_account' AND coalesce(trim(seizure_warrant_no), '') = ''
           UNION ALL SELECT id FROM freeze_request WHERE kind = 'whole_account' AND coalesce(trim(seizure_warrant_no), '') = ''`,
  },
  {
    why: 'a whole account on a warrant that no person of the police confirmed, or whose document is not the one that was seen',
    sql: `SELECT o.id FROM hold_order o LEFT JOIN freeze_request r ON r.id = o.freeze_request_id
           WHERE o.kind = 'whole_account' AND r.kind = 'whole_account' AND NOT coalesce(
             EXISTS (SELECT 1 FROM decision d WHERE d.freeze_request_id = r.id AND d.verdict = 'approve' AND d.role = 'inquiry_officer'
                       AND d.person <> r.requested_by AND d.decided_at <= o.issued_at)
             AND EXISTS (SELECT 1 FROM attachment a WHERE a.id = r.warrant_attachment_id AND a.case_id = r.case_id AND a.sha256 = r.warrant_sha256), false)`,
  },
];

/**
 * The rule that parts of the trail which stand carry no more of a debit than it was of: one satang is ascribed to one victim.
 * Claims about one debit of a victim are about the same money, so that the largest of them counts. What an institution
 * explained otherwise has a break.
 */
const ascribedOnce = (asOf: Date): SqlRule => ({
  why: 'is a debit of which more is ascribed to parts that stand than it was of, and nobody is asked',
  sql: `WITH carried AS (
          SELECT e.transfer_id, root.from_institution, root.reference, sum(e.attributed_satang) AS satang
            FROM trail_link e JOIN stolen_sum s ON s.id = e.stolen_sum_id JOIN transfer root ON root.id = s.transfer_id
            JOIN hold parent ON parent.id = e.parent_hold_id AND ${isCounted('parent', '$1::timestamptz')}
           WHERE NOT EXISTS (SELECT 1 FROM break_record b WHERE b.hold_id = parent.id AND b.kind LIKE 'ATTRIBUTION.%')
           GROUP BY e.transfer_id, root.from_institution, root.reference, e.stolen_sum_id),
             of_debit AS (SELECT transfer_id, max(satang) AS satang FROM carried GROUP BY transfer_id, from_institution, reference)
        SELECT t.id FROM transfer t JOIN of_debit d ON d.transfer_id = t.id GROUP BY t.id HAVING sum(d.satang) > t.amount_satang`,
  parameters: [asOf],
});

/**
 * I3: what is held on a trail never exceeds what was stolen, and no hold exceeds its request. A
 * whole account is held only under a warrant.
 */
export const tracedAmount: Check = {
  id: 'I3',
  title: 'the over-hold meter reads 0: never more reserved or held than was stolen, nor than was asked',
  run: ({ manager, asOf }) =>
    applySqlRules(manager, 'SELECT (SELECT count(*) FROM stolen_sum) + (SELECT count(*) FROM hold)', [
      ...RULES,
      ascribedOnce(asOf),
    ]),
};
