import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** The SQL form of how telephone numbers are compared: without signs and the prefix of Thailand. */
function telephoneKey(text: string): string {
  return `regexp_replace(regexp_replace(${text}, '[^0-9]', '', 'g'), '^(0066|66|0)', '')`;
}

/** SQL: another cut-off than that of the lifting `l` kept the number `v.value` when `l` was decided. */
const KEPT_BY_ANOTHER = `EXISTS (
  SELECT 1 FROM directive other JOIN jsonb_array_elements_text(other.subject -> 'values') o ON ${telephoneKey('o.value')} = ${telephoneKey('v.value')}
   WHERE other.kind = 'telecom' AND other.state = 'approved' AND other.id <> l.lifts_id AND (other.decided_at, other.id) < (l.decided_at, l.id)
     AND NOT EXISTS (SELECT 1 FROM directive g WHERE g.lifts_id = other.id AND g.state = 'approved' AND g.subject -> 'values' ? o.value
                        AND (g.decided_at, g.id) < (l.decided_at, l.id)))`;

const RULES: readonly SqlRule[] = [
  {
    why: 'was ordered at an institution or account that the transfer did not reach',
    sql: `SELECT h.id FROM hold h JOIN transfer t ON t.id = h.transfer_id
           WHERE (h.institution, h.account_no) IS DISTINCT FROM (t.to_institution, t.to_account_no)`,
  },
  {
    why: 'asks another institution than the one that sent the transfer',
    sql: `SELECT d.id FROM debit_confirmation d JOIN transfer t ON t.id = d.transfer_id WHERE d.institution <> t.from_institution`,
  },
  {
    why: 'asks another institution than the one of the victim to find a transfer',
    sql: `SELECT d.id FROM debit_confirmation d JOIN case_file f ON f.id = d.case_id
           WHERE d.incomplete_transfer_id IS NOT NULL AND d.institution <> f.victim_institution`,
  },
  {
    why: 'asks about an account that no transfer of its case touches',
    sql: `SELECT DISTINCT q.id FROM evidence_request q CROSS JOIN LATERAL jsonb_array_elements(q.subjects->'accounts') AS asked
           WHERE NOT EXISTS (
             SELECT 1 FROM claim c JOIN trail_link l USING (stolen_sum_id) JOIN transfer t ON t.id = l.transfer_id
              WHERE c.case_id = q.case_id AND (
                (t.to_institution = asked->>'institution' AND t.to_account_no = asked->>'accountNo') OR
                (t.from_institution = asked->>'institution' AND t.from_account_no = asked->>'accountNo')))`,
  },
  {
    why: 'is told to a party that section 4 does not name for it',
    sql: `SELECT n.id FROM share_notice n WHERE n.party NOT IN ('ccib', 'dsi', 'amlo')`,
  },
  {
    why: 'tells another agency than NBTC of numbers to be cut off',
    sql: `SELECT n.id FROM outgoing_message n JOIN directive d ON d.id = n.subject_id WHERE d.kind IN ('telecom', 'telecom_lift') AND n.party <> 'nbtc'`,
  },
  {
    why: 'cuts off a number that was protected when it was decided (P-EV5)',
    sql: `SELECT d.id FROM directive d JOIN case_file f ON f.id = d.case_id
           CROSS JOIN LATERAL (SELECT r.body FROM rule_row r WHERE r.rulebook = f.rulebook AND r.rule_id = 'P-EV5' AND r.effective_from <= d.decided_at
                                ORDER BY r.effective_from DESC LIMIT 1) measure
           WHERE d.kind = 'telecom' AND d.state = 'approved' AND EXISTS (
             SELECT 1 FROM jsonb_array_elements_text(d.subject -> 'values') v
               JOIN jsonb_array_elements_text(measure.body #> '{parameters,protectedNumbers}') p ON ${telephoneKey('v.value')} = ${telephoneKey('p.value')})`,
  },
  {
    why: 'gives back a number that another cut-off keeps, or leaves one cut off that none keeps (NBTC-5)',
    sql: `SELECT l.id FROM directive l WHERE l.kind = 'telecom_lift' AND l.state = 'approved' AND EXISTS (
            SELECT 1 FROM jsonb_array_elements_text(l.subject -> 'values') v WHERE (v.value = ANY (coalesce(l.kept, '{}'))) <> ${KEPT_BY_ANOTHER})`,
  },
  {
    why: 'goes to a party of the wrong kind',
    // A victim is no enrolled party: the exchange names the role, 'victim'.
    sql: `SELECT x.id FROM exchange x LEFT JOIN party p ON p.slug = x.party
           WHERE x.kind NOT IN ('notice.answer', 'appeal.answer') AND CASE x.kind WHEN 'victim.telling' THEN x.party ELSE p.kind END IS DISTINCT FROM CASE
             WHEN x.kind = 'victim.telling' THEN 'victim'
             WHEN x.kind LIKE 'evidence.%' OR x.kind LIKE 'share.%' OR x.kind LIKE 'telecom.%' OR x.kind = 'officer.notice' THEN 'agency' ELSE 'institution' END`,
  },
  {
    why: 'answers another party than the one that asked',
    sql: `SELECT x.id FROM exchange x LEFT JOIN notice n ON n.id = x.message_id LEFT JOIN inbox_message m ON m.id = x.message_id
           WHERE x.kind IN ('notice.answer', 'appeal.answer') AND x.party IS DISTINCT FROM coalesce(n.party, m.party)`,
  },
  {
    why: 'answers an order of another hold',
    sql: `SELECT r.id FROM receipt r LEFT JOIN (SELECT id, hold_id FROM hold_order UNION ALL SELECT id, hold_id FROM release_order) o
              ON o.id = r.order_id WHERE o.hold_id IS DISTINCT FROM r.hold_id`,
  },
  {
    why: 'answers for an agency that was not asked',
    sql: `SELECT e.id FROM evidence e JOIN evidence_request q ON q.id = e.evidence_request_id
           WHERE (e.agency, e.case_id) IS DISTINCT FROM (q.agency, q.case_id)`,
  },
  {
    why: 'is argued by an institution that does not have the hold',
    sql: `SELECT g.id FROM appeal_filing g JOIN appeal a ON a.id = g.appeal_id JOIN hold h ON h.id = a.hold_id
           WHERE g.way = 'institution' AND g.filed_by <> h.institution`,
  },
  {
    why: 'is a suspension at an institution that does not have the account, or did not give the notice',
    sql: `SELECT s.id FROM own_suspension s JOIN notice n ON n.id = s.notice_id JOIN transfer t ON t.id = s.transfer_id
           WHERE s.institution <> n.party OR (s.institution, s.account_no) IS DISTINCT FROM (t.to_institution, t.to_account_no)`,
  },
  {
    why: 'told a reporter a sum that the institution had named, though nobody had said that the victim of the report holds the account',
    sql: `SELECT v.id FROM victim_telling v JOIN case_file f ON f.id = v.case_id
           WHERE v.message ->> 'heldSatang' <> '0' AND f.told_bank_at IS NULL
             AND EXISTS (SELECT 1 FROM claim c JOIN stolen_sum s ON s.id = c.stolen_sum_id JOIN debit_confirmation d ON d.transfer_id = s.transfer_id
                          JOIN inbox_message m ON m.subject_id = d.id AND m.kind = 'debit.confirmation'
                         WHERE c.case_id = f.id AND c.reported AND d.state <> 'confirmed'
                           AND m.content ? 'debitedAmountSatang' AND m.processed_at < v.noted_at)
             AND NOT EXISTS (SELECT 1 FROM complaint_addition a WHERE a.case_id = f.id AND a.kind = 'found' AND a.body ? 'note')
             AND NOT EXISTS (SELECT 1 FROM holder_papers p WHERE p.case_id = f.id AND p.finding = 'belongs' AND p.state = 'confirmed' AND p.decided_at <= v.noted_at)
             AND NOT (f.holder_reports AND EXISTS (
               SELECT 1 FROM debit_confirmation d JOIN inbox_message m ON m.subject_id = d.id AND m.kind = 'debit.confirmation'
                WHERE d.case_id = f.id AND m.content ->> 'holder' = 'MATCHES'))`,
  },
];

/**
 * I15: each institution and agency gets orders, questions and messages only about its own accounts
 * and tasks, and its answers count only there.
 */
export const rightParty: Check = {
  id: 'I15',
  title: 'each party is ordered, asked and heard only about what is its own',
  run: ({ manager }) =>
    applySqlRules(manager, 'SELECT (SELECT count(*) FROM exchange) + (SELECT count(*) FROM hold)', RULES),
};
