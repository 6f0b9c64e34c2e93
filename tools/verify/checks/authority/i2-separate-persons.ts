import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** Selects the roles that P-APP, as in force at `at`, gives for an act on a kind of request. */
const rolesFor = (act: string, at: string): string => `(
  SELECT a.body->'parameters'->(r.kind || '.${act}') FROM rule_row a
   WHERE a.rulebook = f.rulebook AND a.rule_id = 'P-APP' AND a.effective_from <= ${at} AND (a.effective_to IS NULL OR a.effective_to > ${at})
   ORDER BY a.effective_from DESC LIMIT 1)`;

/** Selects the parameters of a rule as in force at `at`. */
const parametersOf = (ruleId: 'P-WITHDRAW' | 'P-CORRECT' | 'P-PAPERS', at: string): string => `(
  SELECT a.body->'parameters' FROM rule_row a
   WHERE a.rulebook = f.rulebook AND a.rule_id = '${ruleId}' AND a.effective_from <= ${at} ORDER BY a.effective_from DESC LIMIT 1)`;

const DECISIONS = `decision d JOIN freeze_request r ON r.id = d.freeze_request_id
  JOIN case_file f ON f.id = r.case_id`;

/** SQL that is true where a person had taken a part of the report of a case by an instant. */
const TOOK_PART = (caseId: string, person: string, at: string): string =>
  `EXISTS (SELECT 1 FROM takers_of_report(${caseId}, ${at}) t WHERE t = ${person})`;

/** Every act by which a person decides about the money of a case, with its person and instant. */
const ACTS_OF_PERSONS = `
  act AS (
    SELECT r.id, r.case_id, r.requested_by AS person, r.requested_at AS at FROM freeze_request r
    UNION ALL SELECT d.id, r.case_id, d.person, d.decided_at FROM decision d JOIN freeze_request r ON r.id = d.freeze_request_id
    UNION ALL SELECT x.id, h.case_id, x.ordered_by, x.ordered_at FROM release_order x JOIN hold h ON h.id = x.hold_id
    UNION ALL SELECT p.id, p.case_id, p.person, p.ordered_at FROM partial_release p
    UNION ALL SELECT d.id, a.case_id, d.person, d.decided_at FROM appeal_decision d JOIN appeal a ON a.id = d.appeal_id
    UNION ALL SELECT s.id, s.case_id, s.person, s.decided_at FROM suspicion_result s
    UNION ALL SELECT v.id, v.case_id, v.person, v.reviewed_at FROM hold_review v
    UNION ALL SELECT p.id, p.case_id, p.person, p.accepted_at FROM accepted_proof p
    UNION ALL SELECT i.id, i.case_id, i.settled_by, i.settled_at FROM incomplete_transfer i WHERE i.state = 'set_aside'
    UNION ALL SELECT x.id, x.case_id, x.received_by, x.received_at FROM complaint_addition x WHERE x.kind IN ('statement', 'found')
    UNION ALL SELECT b.id, b.case_id, b.closed_by, b.closed_at FROM break_record b WHERE b.closed_by IS NOT NULL AND b.case_id IS NOT NULL
    UNION ALL SELECT s.id, b.case_id, s.person, s.said_at FROM break_statement s JOIN break_record b ON b.id = s.break_id WHERE b.case_id IS NOT NULL
    UNION ALL SELECT n.id, t.case_id, n.person, n.received_at FROM notice n JOIN noticed_transfer t ON t.notice_id = n.id WHERE n.person IS NOT NULL
    UNION ALL SELECT d.id, d.case_id, d.requested_by, d.requested_at FROM directive d
    UNION ALL SELECT d.id, d.case_id, d.decided_by, d.decided_at FROM directive d WHERE d.decided_by IS NOT NULL
    UNION ALL SELECT k.id, k.case_id, k.requested_by, k.requested_at FROM correction k
    UNION ALL SELECT k.id, k.case_id, k.decided_by, k.decided_at FROM correction k WHERE k.decided_by IS NOT NULL
    UNION ALL SELECT w.id, w.case_id, w.requested_by, w.requested_at FROM withdrawal w
    UNION ALL SELECT w.id, w.case_id, w.decided_by, w.decided_at FROM withdrawal w WHERE w.decided_by IS NOT NULL
    UNION ALL SELECT p.id, p.case_id, p.requested_by, p.requested_at FROM holder_papers p
    UNION ALL SELECT p.id, p.case_id, p.decided_by, p.decided_at FROM holder_papers p WHERE p.decided_by IS NOT NULL
    UNION ALL SELECT o.id, o.case_id, o.requested_by, o.requested_at FROM lost_order_request o
    UNION ALL SELECT o.id, o.case_id, o.decided_by, o.decided_at FROM lost_order_request o WHERE o.decided_by IS NOT NULL)`;

/** SQL of the persons of whom an interest in a case stood on record at an instant. */
const INTERESTED_BY = (caseId: string, at: string): string => `ARRAY(
  SELECT i.person FROM interest i JOIN cases_of_money(${caseId}) c ON c.id = i.case_id WHERE i.since < ${at} AND c.since <= ${at})`;

const RULES: readonly SqlRule[] = [
  {
    why: 'decided by a person who had declared an interest in the case, or of whom it was known',
    sql: `WITH ${ACTS_OF_PERSONS}
          SELECT a.id FROM act a JOIN interest i ON i.person = a.person AND i.since <= a.at
           WHERE EXISTS (SELECT 1 FROM cases_of_money(a.case_id) c WHERE c.id = i.case_id AND c.since <= a.at)`,
  },
  {
    why: 'decided by a person whose telephone number, as the sign-in gave it, is that of somebody whom the money is about',
    // Sessions are kept for 30 days, so that an older number was not known to who took the act.
    sql: `WITH ${ACTS_OF_PERSONS},
               told AS (SELECT actor AS person, at, payload->>'phoneKey' AS key FROM audit_event
                         WHERE chain = 'system' AND type IN ('session.started', 'session.roles_changed') AND payload->>'phoneKey' IS NOT NULL)
          SELECT DISTINCT a.id FROM act a JOIN told t ON t.person = a.person AND t.at <= a.at AND t.at > a.at - interval '30 days'
           WHERE EXISTS (SELECT 1 FROM phones_of_money(a.case_id) p WHERE p.key = t.key AND p.since <= a.at)`,
  },
  {
    why: 'carried out by the word of a person of whom an interest in the case was known by then',
    sql: `SELECT r.id FROM freeze_request r
           WHERE r.state = 'approved' AND approvals_lacking(r.id, ${INTERESTED_BY('r.case_id', 'r.settled_at')}, r.settled_at) > 0
             AND cardinality(${INTERESTED_BY('r.case_id', 'r.settled_at')}) > 0
          UNION ALL
          SELECT x.id FROM (SELECT id, case_id, requested_by, decided_at FROM correction WHERE state = 'confirmed'
                            UNION ALL SELECT id, case_id, requested_by, decided_at FROM withdrawal WHERE state = 'confirmed'
                            UNION ALL SELECT id, case_id, requested_by, decided_at FROM holder_papers WHERE state = 'confirmed'
                            UNION ALL SELECT id, case_id, requested_by, decided_at FROM lost_order_request WHERE state = 'approved'
                            UNION ALL SELECT id, case_id, requested_by, decided_at FROM directive WHERE state = 'approved') x
           WHERE x.requested_by = ANY (${INTERESTED_BY('x.case_id', 'x.decided_at')})`,
  },
  {
    why: 'is an interest of a person who decided before, and no supervisor was called to look at that',
    sql: `SELECT i.id FROM interest i
           WHERE decided_on_money(i.case_id, i.person, i.since)
             AND NOT EXISTS (SELECT 1 FROM interest o WHERE o.case_id = i.case_id AND o.person = i.person AND (o.since, o.id) < (i.since, i.id))
             AND NOT EXISTS (SELECT 1 FROM break_record b WHERE b.case_id = i.case_id AND b.kind = 'DECIDED_BY_INTERESTED' AND b.opened_at = i.since)`,
  },
  {
    why: 'is a person who decided before the own telephone number showed an interest, and nothing of that is on record',
    // A number counts while a session has it, and sessions are kept for 30 days.
    sql: `WITH told AS (
                 SELECT actor AS person, payload->>'phoneKey' AS key, at,
                        least(at + interval '30 days', lead(at) OVER (PARTITION BY payload->>'sessionId' ORDER BY at, sequence)) AS until_at
                   FROM audit_event WHERE chain = 'system' AND type IN ('session.started', 'session.roles_changed'))
          SELECT DISTINCT c.id FROM told t CROSS JOIN LATERAL cases_by_phone(t.key) AS c(id)
           WHERE t.key IS NOT NULL
             AND EXISTS (SELECT 1 FROM phones_of_money(c.id) p WHERE p.key = t.key AND p.since <= t.until_at
                            AND decided_on_money(c.id, t.person, greatest(p.since, t.at)))
             AND NOT EXISTS (SELECT 1 FROM cases_of_money(c.id) m JOIN interest i ON i.case_id = m.id WHERE i.person = t.person)`,
  },
  {
    why: 'let go by who had brought the appeal for the holder',
    sql: `SELECT x.id FROM (SELECT id, hold_id, ordered_by AS person, ordered_at FROM release_order WHERE reason IN ('OFFICER_RELEASE', 'UNRELATED', 'COURT_VOIDED')
                            UNION ALL SELECT id, hold_id, person, ordered_at FROM partial_release) x
           WHERE EXISTS (SELECT 1 FROM parts_in_hold(x.hold_id) p WHERE p.part = 'filing' AND p.person = x.person AND p.at <= x.ordered_at)`,
  },
  {
    why: 'decided by the person who made the request',
    sql: `SELECT d.id FROM ${DECISIONS} WHERE d.verdict <> 'own_power' AND d.person = r.requested_by`,
  },
  {
    why: 'decided by a person who took a part of the report',
    sql: `SELECT d.id FROM ${DECISIONS} WHERE d.verdict <> 'own_power' AND ${TOOK_PART('r.case_id', 'd.person', 'd.decided_at')}`,
  },
  {
    why: 'decided that a hold is held again which the same person released, whole or in part',
    sql: `SELECT d.id FROM ${DECISIONS} WHERE r.kind = 'reinstatement' AND (
             EXISTS (SELECT 1 FROM release_order x WHERE x.hold_id = r.hold_id AND NOT x.again AND d.person = x.ordered_by)
             OR EXISTS (SELECT 1 FROM partial_release p WHERE p.hold_id = r.hold_id AND d.person = p.person))`,
  },
  {
    why: 'decided in a role that P-APP does not name',
    sql: `SELECT d.id FROM ${DECISIONS}
           WHERE d.verdict <> 'own_power' AND NOT coalesce(${rolesFor('approve', 'd.decided_at')} ? d.role, false)`,
  },
  {
    why: 'own power used by another person than the requester, or beside other decisions',
    sql: `SELECT d.id FROM ${DECISIONS} WHERE d.verdict = 'own_power' AND (d.person <> r.requested_by
             OR EXISTS (SELECT 1 FROM decision o WHERE o.freeze_request_id = r.id AND o.id <> d.id))`,
  },
  {
    why: 'adopted what a bank found by a person who took a part of the report',
    sql: `SELECT i.id FROM incomplete_transfer i JOIN debit_confirmation d ON d.incomplete_transfer_id = i.id AND d.transfer_id = i.transfer_id
           WHERE ${TOOK_PART('i.case_id', 'i.settled_by', 'i.settled_at')}`,
  },
  {
    why: 'two decisions by one person',
    sql: `SELECT max(id) AS id FROM decision GROUP BY freeze_request_id, person HAVING count(*) > 1`,
  },
  {
    why: 'requested by a person who took a part of the report',
    sql: `SELECT r.id FROM freeze_request r
           WHERE ${TOOK_PART('r.case_id', 'r.requested_by', 'r.requested_at')}
             AND NOT EXISTS (SELECT 1 FROM decision d WHERE d.freeze_request_id = r.id AND d.verdict = 'own_power')`,
  },
  {
    why: 'requested in a role that P-APP does not name',
    sql: `SELECT r.id FROM freeze_request r JOIN case_file f ON f.id = r.case_id
           WHERE r.kind <> 'residual' AND NOT coalesce(${rolesFor('request', 'r.requested_at')} ? r.requested_role, false)`,
  },
  {
    why: 'is a catch that a person asked for, or that no word of the institution brought',
    sql: `SELECT r.id FROM freeze_request r LEFT JOIN inbox_message m ON m.id = r.inbox_message_id LEFT JOIN hold h ON h.id = r.hold_id
           WHERE r.kind = 'residual' AND NOT coalesce(r.requested_by = 'system' AND m.kind = 'account.credited' AND m.party = h.institution
                   AND m.content->>'holdId' = h.id AND m.content->>'amountSatang' = r.raise_satang::text, false)`,
  },
  {
    why: 'is a directive that one person asked for and decided on, or that who took a part of the report had a part in',
    sql: `SELECT d.id FROM directive d
           WHERE ${TOOK_PART('d.case_id', 'd.requested_by', 'd.requested_at')} OR ${TOOK_PART('d.case_id', 'd.decided_by', 'd.decided_at')}
              OR d.requested_by = d.decided_by`,
  },
  {
    why: 'is a withdrawal that one person asked for and decided on, or that who took a part of the report decided on against the row',
    sql: `SELECT w.id FROM withdrawal w JOIN case_file f ON f.id = w.case_id
           WHERE w.decided_by = w.requested_by OR (${TOOK_PART('w.case_id', 'w.decided_by', 'w.decided_at')} AND NOT coalesce(${parametersOf('P-WITHDRAW', 'w.decided_at')}->>'intakeMayDecide' = 'true', false))`,
  },
  {
    why: 'is a withdrawal in a role that P-WITHDRAW does not name',
    sql: `SELECT w.id FROM withdrawal w JOIN case_file f ON f.id = w.case_id
           WHERE NOT coalesce(${parametersOf('P-WITHDRAW', 'w.requested_at')}->'request' ? w.requested_role, false)
              OR w.decided_by IS NOT NULL AND NOT coalesce(${parametersOf('P-WITHDRAW', 'w.decided_at')}->'decide' ? w.decided_role, false)`,
  },
  {
    why: 'is a correction that one person asked for and decided on, or that who took a part of the report decided on against the row',
    sql: `SELECT k.id FROM correction k JOIN case_file f ON f.id = k.case_id
           WHERE k.decided_by = k.requested_by OR (${TOOK_PART('k.case_id', 'k.decided_by', 'k.decided_at')} AND NOT coalesce(${parametersOf('P-CORRECT', 'k.decided_at')}->>'intakeMayDecide' = 'true', false))`,
  },
  {
    why: 'is a correction in a role that P-CORRECT does not name',
    sql: `SELECT k.id FROM correction k JOIN case_file f ON f.id = k.case_id
           WHERE NOT coalesce(${parametersOf('P-CORRECT', 'k.requested_at')}->(CASE WHEN k.body ? 'statement' THEN 'requestDate' ELSE 'request' END) ? k.requested_role, false)
              OR k.decided_by IS NOT NULL AND NOT coalesce(${parametersOf('P-CORRECT', 'k.decided_at')}->'decide' ? k.decided_role, false)`,
  },
  {
    why: 'is a finding about a holder that one person proposed and decided on, or that who took a part of the report had a part in',
    sql: `SELECT p.id FROM holder_papers p WHERE p.decided_by = p.requested_by
              OR ${TOOK_PART('p.case_id', 'p.requested_by', 'p.requested_at')}
              OR ${TOOK_PART('p.case_id', 'p.decided_by', 'p.decided_at')}`,
  },
  {
    why: 'is a finding about a holder in a role that P-PAPERS does not name',
    sql: `SELECT p.id FROM holder_papers p JOIN case_file f ON f.id = p.case_id
           WHERE NOT coalesce(${parametersOf('P-PAPERS', 'p.requested_at')}->'request' ? p.requested_role, false)
              OR p.decided_by IS NOT NULL AND NOT coalesce(${parametersOf('P-PAPERS', 'p.decided_at')}->'decide' ? p.decided_role, false)`,
  },
  {
    why: 'is a hold that ended by a correction which no second person confirmed',
    sql: `SELECT r.hold_id AS id FROM release_order r JOIN hold h ON h.id = r.hold_id
           WHERE r.reason = 'CORRECTED' AND NOT EXISTS (
             SELECT 1 FROM claim c JOIN correction k ON k.case_id = c.case_id AND k.state = 'confirmed'
              WHERE c.stolen_sum_id = h.stolen_sum_id AND k.decided_at <= r.ordered_at)`,
  },
  {
    why: 'was withdrawn, but not at the instant at which a second person confirmed it, or its bank took its own notice back',
    sql: `SELECT f.id FROM case_file f LEFT JOIN withdrawal w ON w.case_id = f.id AND w.state = 'confirmed'
           WHERE f.withdrawn_at IS DISTINCT FROM coalesce(w.decided_at, (
             SELECT b.received_at FROM inbox_message b JOIN audit_event e ON e.chain = f.id AND e.type = 'notice.taken_back'
                AND e.payload->>'messageId' = b.id AND e.payload->>'ends' = 'notice'
              WHERE f.told_bank_at IS NOT NULL AND b.kind = 'customer.withdrawn' AND b.party = f.victim_institution AND b.case_id = f.id))`,
  },
  {
    why: 'is a directive whose messages nobody approved',
    sql: `SELECT d.id FROM directive d WHERE d.state <> 'approved' AND EXISTS (SELECT 1 FROM outgoing_message n WHERE n.subject_id = d.id)`,
  },
  {
    why: 'is a change of a party that one person asked for and decided on',
    sql: `SELECT c.id FROM party_change c WHERE c.requested_by = c.decided_by`,
  },
  {
    why: 'is a key that names a change which did not add or revoke it',
    sql: `SELECT k.key_id AS id FROM party_key k
            LEFT JOIN party_change a ON a.id = k.added_by_change AND a.state = 'approved' AND a.kind = 'add_key'
             AND a.party = k.party AND a.key_id = k.key_id AND a.public_jwk = k.public_jwk
            LEFT JOIN party_change r ON r.id = k.revoked_by_change AND r.state = 'approved' AND r.kind = 'revoke_key'
             AND r.party = k.party AND r.key_id = k.key_id AND r.decided_at = k.revoked_at
           WHERE (k.added_by_change IS NOT NULL AND a.id IS NULL) OR (k.revoked_by_change IS NOT NULL AND r.id IS NULL)`,
  },
  {
    why: 'is an approved change of a key that was not made',
    sql: `SELECT c.id FROM party_change c WHERE c.state = 'approved' AND c.kind <> 'change_address'
             AND NOT EXISTS (SELECT 1 FROM party_key k WHERE c.id IN (k.added_by_change, k.revoked_by_change))`,
  },
  {
    why: 'is an address that names a change which did not set it',
    sql: `SELECT p.slug AS id FROM party p
            LEFT JOIN party_change c ON c.id = p.address_change AND c.state = 'approved' AND c.kind = 'change_address'
             AND c.party = p.slug AND c.base_url = p.base_url
           WHERE p.address_change IS NOT NULL AND c.id IS NULL`,
  },
];

/**
 * I2: requester, approver and those who took a part of the report are different, each in a role that
 * had the power at that time.
 */
export const separatePersons: Check = {
  id: 'I2',
  title: 'requester, approver and who took the report are different persons, each in role',
  run: ({ manager }) =>
    applySqlRules(manager, 'SELECT (SELECT count(*) FROM decision) + (SELECT count(*) FROM freeze_request)', RULES),
};
