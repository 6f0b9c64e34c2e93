import { OUTGOING_KINDS, type OutgoingKind } from '../../../../src/domain/outgoing/outgoing-kind.js';
import { SHARE_NOTICE_KINDS } from '../../../../src/persistence/exchange/share-notice-kinds.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import type { Check } from '../../check.js';
import { applySqlRules, type SqlRule } from '../../sql-rules.js';

/** Kinds of messages whose legal basis and time stand in a row of their own. */
const OF_OWN_ROW: readonly OutgoingKind[] = [
  'release.order',
  'hold.order',
  'debit.question',
  'evidence.question',
  'listing.notice',
  'telecom.notice',
  'suspension.result',
  'share.notice',
];

/**
 * Every message between parties: its kind, party and time, and its legal basis if it has its own.
 */
const MESSAGES = `
  message AS (
    SELECT o.id, 'out' AS direction, 'hold.order' AS kind, h.institution AS party, o.issued_at AS at, o.legal_basis, NULL AS body_sha256
      FROM hold_order o JOIN hold h ON h.id = o.hold_id
    UNION ALL SELECT r.id, 'out', 'release.order', h.institution, r.ordered_at, r.legal_basis, NULL
      FROM release_order r JOIN hold h ON h.id = r.hold_id
    UNION ALL SELECT id, 'out', 'debit.question', institution, asked_at, NULL, NULL FROM debit_confirmation d
      WHERE NOT (NOT EXISTS (SELECT 1 FROM outgoing_message o WHERE o.id = d.id) AND answered_at = asked_at AND EXISTS ( -- the word that the bank gave unasked
        SELECT 1 FROM inbox_message m WHERE m.kind = 'customer.notice' AND m.party = d.institution AND m.received_at = d.asked_at))
    UNION ALL SELECT id, 'out', 'evidence.question', agency, asked_at, legal_basis, NULL FROM evidence_request
    UNION ALL SELECT id, 'out', 'suspension.result', institution, decided_at, legal_basis, NULL
      FROM suspicion_result r WHERE EXISTS (SELECT 1 FROM outgoing_message o WHERE o.id = r.id)
    UNION ALL SELECT id, 'out', 'share.notice', party, written_at, legal_basis, NULL FROM share_notice
    UNION ALL SELECT n.id, 'out', CASE WHEN d.kind IN ('telecom', 'telecom_lift') THEN 'telecom.notice' ELSE 'listing.notice' END, n.party, n.written_at, ARRAY[d.rule_row_id], NULL
      FROM outgoing_message n JOIN directive d ON d.id = n.subject_id
    UNION ALL SELECT id, 'out', kind, party, written_at, NULL, NULL FROM outgoing_message WHERE kind NOT IN (${sqlList(OF_OWN_ROW)})
    UNION ALL SELECT id, 'out', 'victim.telling', 'victim', noted_at, ARRAY[rule_row_id], NULL FROM victim_telling WHERE outcome = 'told'
    UNION ALL SELECT payload->>'messageId', 'out', payload->>'kind', payload->>'party', at, NULL, payload->>'bodySha256'
      FROM audit_event WHERE type = 'answer.given'
    UNION ALL SELECT id, 'in', kind, party, received_at, NULL, body_sha256 FROM inbox_message
    UNION ALL SELECT id, 'in', kind, party, received_at, ARRAY[rule_row_id], body_sha256 FROM notice WHERE kind = 'officer.notice')`;

const RULES: readonly SqlRule[] = [
  {
    why: 'is a message with no exchange of its own, written as it was',
    sql: `WITH ${MESSAGES} SELECT m.id FROM message m WHERE NOT EXISTS (
            SELECT 1 FROM exchange x WHERE x.message_id = m.id AND x.direction = m.direction AND x.kind = m.kind
               AND x.party = m.party AND x.at = m.at)`,
  },
  {
    why: 'has an exchange with another legal basis',
    sql: `WITH ${MESSAGES} SELECT m.id FROM message m JOIN exchange x ON x.message_id = m.id AND x.direction = m.direction
           WHERE m.legal_basis IS NOT NULL AND x.legal_basis <> m.legal_basis`,
  },
  {
    why: 'has an exchange with another hash than its bytes',
    sql: `WITH ${MESSAGES} SELECT m.id FROM message m JOIN exchange x ON x.message_id = m.id AND x.direction = m.direction
           WHERE m.body_sha256 IS NOT NULL AND x.body_sha256 <> m.body_sha256`,
  },
  {
    why: 'is the exchange of a message that nobody sends',
    sql: `SELECT x.id FROM exchange x WHERE x.direction = 'out' AND x.kind = ANY ($1::text[]) AND NOT EXISTS (
            SELECT 1 FROM outgoing_message o WHERE (o.id, o.kind, o.party) = (x.message_id, x.kind, x.party))`,
    parameters: [OUTGOING_KINDS],
  },
  {
    why: 'is the exchange of no message',
    sql: `WITH ${MESSAGES} SELECT x.id FROM exchange x WHERE NOT EXISTS (
            SELECT 1 FROM message m WHERE m.id = x.message_id AND m.direction = x.direction)`,
  },
  {
    // I1 checks the basis of hold orders.
    why: 'is an exchange on a legal basis that was not in force',
    sql: `SELECT x.id FROM exchange x WHERE x.kind <> 'hold.order' AND EXISTS (
            SELECT 1 FROM unnest(x.legal_basis) AS cited (row_id) LEFT JOIN rule_row r USING (row_id)
             WHERE r.row_id IS NULL OR r.effective_from > x.at)`,
  },
  {
    why: 'is an exchange under a memorandum that was not in force',
    sql: `SELECT x.id FROM exchange x WHERE x.system_version IS DISTINCT FROM (
            SELECT s.version FROM approved_system s WHERE s.effective_from <= x.at ORDER BY s.effective_from DESC LIMIT 1)`,
  },
  {
    why: 'is a disclosure of which police and AMLO are not to be told',
    // A share notice names the case. What is about nothing on record has none: a person asks its sender.
    sql: `SELECT x.id FROM exchange x WHERE x.kind = ANY ($1::text[]) AND x.case_id IS NOT NULL
             AND NOT EXISTS (SELECT 1 FROM disclosure d WHERE d.exchange_id = x.id)`,
    parameters: [SHARE_NOTICE_KINDS],
  },
  {
    why: 'is a disclosure of another case or time than its exchange',
    sql: `SELECT d.exchange_id AS id FROM disclosure d LEFT JOIN exchange x ON x.id = d.exchange_id
           WHERE x.id IS NULL OR d.case_id IS DISTINCT FROM x.case_id OR d.due_at <> x.at`,
  },
  {
    why: 'is a disclosure that counts as told though no notice tells it',
    sql: `SELECT d.exchange_id AS id FROM disclosure d WHERE d.batch_id IS NOT NULL AND (
            SELECT count(*) FROM share_notice n WHERE n.batch_id = d.batch_id AND d.exchange_id = ANY (n.disclosures)) < 2`,
  },
];

/**
 * I23: every message between parties has its exchange, with legal basis, purpose, fields and hash,
 * written in the transaction of the message (section 4).
 */
export const exchanges: Check = {
  id: 'I23',
  title: 'every message between parties has its exchange, with legal basis, purpose and the hash of its bytes',
  run: ({ manager }) => applySqlRules(manager, 'SELECT count(*) FROM exchange', RULES),
};
