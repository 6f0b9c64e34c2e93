import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';
import { changedRadius } from './shown-blast-radius.js';

/**
 * SQL of the approvals that the row `a` of P-APP demands for a kind of request (SQL). What comes
 * back after a mistaken release needs as many as an order of its power (`order`, SQL).
 */
const APPROVALS = (request: string, order: string): string =>
  `greatest((a.body->'parameters'->>(${request} || '.approvals'))::integer,
            CASE WHEN ${request} = 'reinstatement' THEN (a.body->'parameters'->>(${order} || '.approvals'))::integer END)`;

/**
 * Each order with the request that it carries out, and the approvals that P-APP required when the
 * last approval before the order was given.
 */
const ORDERS = `
  ordered AS (
    SELECT o.id, o.kind AS order_kind, o.case_id, o.issued_at, o.legal_basis, o.freeze_request_id, f.rulebook, h.institution, h.account_no,
           r.id AS request_id, r.kind AS request_kind, r.state AS request_state, r.requested_at, r.settled_at,
           r.case_id AS request_case_id, r.arm_satang AS armed, h.requested_satang, r.hold_id AS armed_hold_id, h.trail_link_id, r.until_at, r.institution AS request_institution, r.account_no AS request_account_no,
           EXISTS (SELECT 1 FROM rule_row b WHERE b.row_id = ANY (o.legal_basis) AND b.rule_id = 'VIC-7A') AS is_section7,
           o.kind = 'section6' AS is_section6,
           EXISTS (SELECT 1 FROM rule_row b WHERE b.row_id = ANY (o.legal_basis) AND b.rule_id = 'P-GLASS') AS is_break_glass,
           (SELECT max(d.decided_at) FROM decision d
             WHERE d.freeze_request_id = r.id AND d.verdict <> 'refuse' AND d.decided_at <= o.issued_at) AS approved_at
      FROM hold_order o JOIN hold h ON h.id = o.hold_id JOIN case_file f ON f.id = o.case_id
      LEFT JOIN freeze_request r ON r.id = o.freeze_request_id),
  required AS (
    SELECT o.*, (SELECT ${APPROVALS('o.request_kind', 'o.order_kind')} FROM rule_row a
                  WHERE a.rulebook = o.rulebook AND a.rule_id = 'P-APP' AND a.effective_from <= coalesce(o.approved_at, o.requested_at)
                    AND (a.effective_to IS NULL OR a.effective_to > coalesce(o.approved_at, o.requested_at))
                  ORDER BY a.effective_from DESC LIMIT 1) AS approvals,
           (SELECT count(*) FROM decision d
             WHERE d.freeze_request_id = o.request_id AND d.verdict = 'approve' AND d.decided_at <= o.issued_at) AS approved,
           (SELECT count(*) FROM decision d
             WHERE d.freeze_request_id = o.request_id AND d.verdict = 'own_power' AND d.decided_at <= o.issued_at) AS by_own_power
      FROM ordered o)`;

const RULES: readonly SqlRule[] = [
  {
    why: 'cites a rule that was not in force in the rulebook of its case',
    sql: `SELECT o.id FROM hold_order o JOIN case_file f ON f.id = o.case_id
           WHERE cardinality(o.legal_basis) = 0 OR EXISTS (
             SELECT 1 FROM unnest(o.legal_basis) AS cited (row_id) LEFT JOIN rule_row r USING (row_id)
              WHERE r.row_id IS NULL OR r.rulebook <> f.rulebook OR r.effective_from > o.issued_at OR r.effective_to <= o.issued_at)`,
  },
  {
    why: 'rests on no request, though only sections 6 and 7 need none',
    sql: `WITH ${ORDERS} SELECT id FROM required WHERE NOT is_section7 AND NOT is_section6 AND request_id IS NULL`,
  },
  {
    why: 'is an order of section 6 without the notice that it rests on, or cites another paragraph than that notice',
    sql: `SELECT o.id FROM hold_order o LEFT JOIN hold_notice hn ON hn.hold_id = o.hold_id AND hn.notice_id = o.notice_id
            LEFT JOIN notice n ON n.id = hn.notice_id LEFT JOIN rule_row r ON r.row_id = hn.rule_row_id
           WHERE (o.kind = 'section6' OR EXISTS (
                   SELECT 1 FROM rule_row b WHERE b.row_id = ANY (o.legal_basis) AND b.rule_id IN ('BANK-6A', 'OFF-6B')))
             AND NOT coalesce(n.received_at <= o.issued_at AND hn.rule_row_id = ANY (o.legal_basis)
                   AND r.rule_id = CASE n.kind WHEN 'officer.notice' THEN 'OFF-6B' ELSE 'BANK-6A' END, false)`,
  },
  {
    why: 'carries out a request for another account or case',
    sql: `WITH ${ORDERS} SELECT id FROM required WHERE request_id IS NOT NULL AND armed IS NULL
            AND (request_institution, request_account_no) IS DISTINCT FROM (institution, account_no)`,
  },
  {
    why: 'carries out an armed hold for money of another hold, after its end, above its cap, or without another person',
    sql: `WITH ${ORDERS} SELECT o.id FROM required o WHERE armed IS NOT NULL AND NOT coalesce(
            EXISTS (SELECT 1 FROM trail_link l WHERE l.id = o.trail_link_id AND l.parent_hold_id = o.armed_hold_id)
            AND o.issued_at < o.until_at AND approved >= 1
            AND (SELECT sum(h.requested_satang) FROM hold h WHERE h.freeze_request_id = o.request_id) <= armed, false)`,
  },
  {
    why: 'carries out an armed hold at an account of which nothing gave reason to believe',
    sql: `WITH ${ORDERS} SELECT o.id FROM required o WHERE armed IS NOT NULL AND NOT EXISTS (
            SELECT 1 FROM finding f WHERE f.case_id = o.request_case_id AND f.rule_id = 'AOC-85B' AND f.outcome = 'met'
               AND f.subject = o.institution || ':' || o.account_no AND f.judged_at <= o.issued_at)`,
  },
  {
    why: 'was issued before its request was approved',
    sql: `WITH ${ORDERS} SELECT id FROM required WHERE request_id IS NOT NULL AND NOT is_break_glass
            AND (request_state <> 'approved' OR settled_at IS NULL OR settled_at > issued_at)`,
  },
  {
    why: 'lacks the decisions that P-APP demanded before it was issued',
    sql: `WITH ${ORDERS} SELECT id FROM required WHERE request_id IS NOT NULL AND CASE
            WHEN is_break_glass THEN request_kind <> 'break_glass' OR requested_at > issued_at
            WHEN approvals = 0 THEN by_own_power <> 1
            ELSE approvals IS NULL OR approved < approvals END`,
  },
  {
    why: 'asks for more than is held without the decisions that P-APP demands, or without citing P-RESID for a catch and P-BACK for a part',
    sql: `SELECT o.id FROM hold_order o JOIN case_file f ON f.id = o.case_id LEFT JOIN freeze_request r ON r.id = o.raise_request_id
           WHERE (o.raise_request_id IS NOT NULL OR EXISTS (
                   SELECT 1 FROM rule_row b WHERE b.row_id = ANY (o.legal_basis) AND b.rule_id = 'P-RESID'))
             AND NOT coalesce((r.kind = 'residual' OR r.partial_release_id IS NOT NULL) AND r.state = 'approved' AND r.settled_at <= o.issued_at AND r.case_id = o.case_id
                   AND (SELECT count(*) FROM decision d WHERE d.freeze_request_id = r.id AND d.verdict = 'approve' AND d.decided_at <= o.issued_at) >= (
                     SELECT ${APPROVALS('r.kind', 'o.kind')} FROM rule_row a
                      WHERE a.rulebook = f.rulebook AND a.rule_id = 'P-APP' AND a.effective_from <= r.settled_at
                        AND (a.effective_to IS NULL OR a.effective_to > r.settled_at) ORDER BY a.effective_from DESC LIMIT 1)
                   AND EXISTS (SELECT 1 FROM rule_row b WHERE b.row_id = ANY (o.legal_basis) AND CASE r.kind WHEN 'residual'
                                  THEN b.rule_id = 'P-RESID' AND (b.body->'parameters'->>'enabled')::boolean ELSE b.rule_id = 'P-BACK' END), false)`,
  },
  {
    why: 'cites P-BACK, but holds nothing again that was let go by mistake',
    sql: `SELECT o.id FROM hold_order o LEFT JOIN freeze_request r ON r.id = coalesce(o.raise_request_id, o.freeze_request_id)
           WHERE EXISTS (SELECT 1 FROM rule_row b WHERE b.row_id = ANY (o.legal_basis) AND b.rule_id = 'P-BACK')
             AND NOT coalesce(r.kind = 'reinstatement' AND (r.partial_release_id IS NOT NULL) = (o.raise_request_id IS NOT NULL), false)`,
  },
];

/**
 * I1: every order has its legal basis and, unless section 7 or a notice of section 6 gives it, the
 * approvals that its rule requires.
 */
export const authority: Check = {
  id: 'I1',
  title: 'every hold order has its legal basis and the approvals it needed',
  async run({ manager }) {
    const { checked, violations } = await applySqlRules(manager, 'SELECT count(*) FROM hold_order', RULES);
    return { checked, violations: [...violations, ...(await changedRadius(manager))] };
  },
};
