import { createHash, type KeyObject } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { HOLDING_STATES } from '../../../../src/domain/hold/hold.js';
import { InboxMessageRow } from '../../../../src/persistence/entities/traffic/message.entities.js';
import { NOT_ON_RECORD } from '../../../../src/application/message/message-effect.js';
import { PartyKeyRow } from '../../../../src/persistence/entities/traffic/party.entities.js';
import { sqlList } from '../../../../src/persistence/sql-list.js';
import { loadPublicKey } from '../../../../src/signing/keys.js';
import { reverifyProof } from '../../../../src/signing/proof.js';
import { SIGNATURE_ALGORITHM } from '../../../../src/signing/profile.js';
import type { Check } from '../../check.js';
import { applySqlRules, countOf, type SqlRule } from '../../sql-rules.js';

const PAGE = 500;
/** Processes cache the keys of parties: a revocation takes effect everywhere within a minute. */
const REVOKED_WITHIN_MS = 60_000;

/** The party, case and hold of everything that a message may be about. */
const SUBJECTS = `
  subject AS (
    SELECT o.id, h.institution AS party, h.case_id, h.id AS hold_id FROM hold_order o JOIN hold h ON h.id = o.hold_id
    UNION ALL SELECT r.id, h.institution, h.case_id, h.id FROM release_order r JOIN hold h ON h.id = r.hold_id
    UNION ALL SELECT id, institution, case_id, id FROM hold
    UNION ALL SELECT id, institution, case_id, NULL FROM debit_confirmation
    UNION ALL SELECT id, agency, case_id, NULL FROM evidence_request
    UNION ALL SELECT id, party, case_id, NULL FROM notice
    UNION ALL SELECT id, victim_institution, id, NULL FROM case_file -- what a victim told his bank
    UNION ALL SELECT id, party, case_id, NULL FROM inbox_message WHERE kind = 'customer.notice' -- and what it takes back of that
    UNION ALL SELECT id, party, case_id, NULL FROM outgoing_message WHERE kind NOT IN ('hold.order', 'release.order'))`;

const RULES: readonly SqlRule[] = [
  {
    why: 'speaks of an order or question that was not put to its sender',
    sql: `WITH ${SUBJECTS} SELECT m.id FROM inbox_message m LEFT JOIN subject s ON s.id = m.subject_id
           WHERE m.outcome IS DISTINCT FROM $1 AND (s.party IS DISTINCT FROM m.party OR s.case_id IS DISTINCT FROM m.case_id)`,
    parameters: [NOT_ON_RECORD],
  },
  {
    why: 'is set apart as not on record, though it speaks of what was put to its sender',
    sql: `WITH ${SUBJECTS} SELECT m.id FROM inbox_message m JOIN subject s ON s.id = m.subject_id AND s.party = m.party
           WHERE m.outcome = $1`,
    parameters: [NOT_ON_RECORD],
  },
  {
    why: 'is not on record, and no break tells a person of what it names',
    sql: `SELECT m.id FROM inbox_message m WHERE m.outcome = $1 AND NOT EXISTS (
            SELECT 1 FROM break_record b JOIN inbox_message o ON o.id = b.inbox_message_id
             WHERE b.kind = $1 AND o.party = m.party AND o.subject_id = m.subject_id)`,
    parameters: [NOT_ON_RECORD],
  },
  {
    why: 'cannot be read, and no break tells a person',
    sql: `SELECT m.id FROM inbox_message m WHERE m.content->>'code' = 'UNREADABLE' AND m.processed_at IS NOT NULL
             AND m.kind IN ('order.rejected', 'release.rejected', 'debit.rejected') AND NOT EXISTS (
               SELECT 1 FROM break_record b JOIN inbox_message o ON o.id = b.inbox_message_id
                WHERE o.party = m.party AND o.kind = m.kind AND o.subject_id = m.subject_id)`,
  },
  {
    why: 'is signed by a key of another party, or one that did not count then',
    sql: `SELECT m.id FROM inbox_message m JOIN party_key k USING (key_id)
           WHERE k.party <> m.party OR m.received_at < k.not_before OR m.received_at >= k.not_after
              OR k.revoked_at + $1 * interval '1 millisecond' <= m.received_at`,
    parameters: [REVOKED_WITHIN_MS],
  },
  {
    why: 'stands in a row of a workbook that does not count, says something else, or is another institution’s',
    sql: `SELECT m.id FROM inbox_message m JOIN sheet_row r ON r.id = m.sheet_row_id JOIN sheet_upload u ON u.id = r.upload_id
           WHERE u.institution <> m.party OR r.kind <> m.kind OR r.subject_id <> m.subject_id
              OR (r.kind <> 'hold.receipt' AND r.body_sha256 <> m.body_sha256) -- a receipt has a number, and names each debit once
              OR m.content - '{receiptSeq,onward}'::text[] <> (r.body::jsonb -> 'data') - '{receiptSeq,onward}'::text[]
              OR coalesce(m.content -> 'onward', '[]') <@ coalesce(r.body::jsonb #> '{data,onward}', '[]') IS NOT TRUE
              OR encode(sha256(convert_to(r.body, 'UTF8')), 'hex') <> r.body_sha256
              OR (r.state NOT IN ('taken', 'confirmed') AND NOT (r.state = 'refused' AND m.outcome IS NOT DISTINCT FROM $1))`,
    parameters: [NOT_ON_RECORD],
  },
  {
    why: 'is a row of a workbook from P-SHEET’s amount on that no second person confirmed',
    sql: `SELECT r.id FROM sheet_row r JOIN sheet_upload u ON u.id = r.upload_id JOIN rule_row p ON p.row_id = r.rule_row_id
           WHERE (r.state = 'taken' AND r.amount_satang >= (p.body #>> '{parameters,secondPersonFromSatang}')::bigint)
              OR r.decided_by = u.uploaded_by OR r.decided_session = u.session_id`,
  },
  {
    why: 'is a workbook of a person in no session of that person',
    sql: `SELECT b.id FROM (SELECT id, uploaded_by AS person, session_id, institution, uploaded_at AS at FROM sheet_upload
            UNION ALL SELECT id, given_to, session_id, institution, given_at FROM workbook
            UNION ALL SELECT r.id, r.decided_by, r.decided_session, u.institution, r.decided_at
              FROM sheet_row r JOIN sheet_upload u ON u.id = r.upload_id WHERE r.decided_by IS NOT NULL) b
           WHERE NOT EXISTS (SELECT 1 FROM audit_event e WHERE e.chain = 'system' AND e.type = 'session.started' AND e.actor = b.person
                               AND e.payload ->> 'sessionId' = b.session_id AND e.payload ->> 'institution' = b.institution AND e.at <= b.at)`,
  },
  {
    why: 'a receipt rests on a message about another hold',
    sql: `WITH ${SUBJECTS} SELECT r.id FROM receipt r JOIN inbox_message m ON m.id = r.inbox_message_id
           LEFT JOIN subject s ON s.id = m.subject_id WHERE s.hold_id IS DISTINCT FROM r.hold_id`,
  },
  {
    why: 'evidence rests on another message than its agency’s answer',
    sql: `SELECT e.id FROM evidence e JOIN inbox_message m ON m.id = e.inbox_message_id
           WHERE m.party <> e.agency OR m.subject_id <> e.evidence_request_id OR m.body_sha256 <> e.raw_sha256`,
  },
  {
    why: 'says more than any applied receipt',
    sql: `SELECT h.id FROM hold h WHERE h.state IN (${sqlList([...HOLDING_STATES, 'seized'])})
             AND NOT EXISTS (SELECT 1 FROM receipt r WHERE r.hold_id = h.id AND r.kind = 'hold' AND r.applied)`,
  },
];

/** I10: only what the right party signed, or a person of it uploaded, has an effect, and its bytes still prove it. */
export const signedMessages: Check = {
  id: 'I10',
  title:
    'every kept message is proved by its bytes and the key of the party it speaks for, or the session of its person',
  async run({ manager }) {
    const found = await applySqlRules(manager, 'SELECT count(*) FROM inbox_message', RULES);
    const violations = [...found.violations, ...(await unproved(manager))];
    const unknown = await countOf(manager, `SELECT count(*) FROM inbox_message WHERE outcome = '${NOT_ON_RECORD}'`);
    if (unknown === 0) return { ...found, violations };
    const note = `${unknown} messages speak of what is not on record, as after a restore: see the breaks ${NOT_ON_RECORD}`;
    return { ...found, violations, note };
  },
};

/**
 * Returns the messages whose stored bytes and signature no longer match; it reads page by page.
 */
async function unproved(manager: EntityManager): Promise<string[]> {
  const keys = new Map(
    (await manager.find(PartyKeyRow)).map((key) => [key.keyId, loadPublicKey(key.publicJwk)] as const),
  );
  const violations: string[] = [];
  for (let last = ''; ;) {
    const page = await manager
      .createQueryBuilder(InboxMessageRow, 'm')
      .where('m.id > :last', { last })
      .orderBy('m.id')
      .limit(PAGE)
      .getMany();
    violations.push(...page.flatMap((message) => faultOf(message, keys)));
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return violations;
    last = end.id;
  }
}

function faultOf(message: InboxMessageRow, keys: ReadonlyMap<string, KeyObject>): string[] {
  const { signatureBase, signature, keyId, rawBody } = message;
  const sha256 = createHash('sha256').update(rawBody).digest('hex');
  const hash = sha256 === message.bodySha256 ? [] : [`${message.id}: its hash is not that of its bytes`];
  // A row of a workbook; the rules above ask what proves it.
  if (keyId === null || signatureBase === null || signature === null) return hash;
  const publicKey = keys.get(keyId);
  if (publicKey === undefined) return [`${message.id}: its key is not enrolled`];
  const verdict = reverifyProof({
    proof: { signatureBase, signature, keyId, alg: SIGNATURE_ALGORITHM },
    body: rawBody,
    publicKey,
  });
  return verdict.ok ? hash : [`${message.id}: ${verdict.code}`];
}
