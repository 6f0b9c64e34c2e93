import { AFTER_RECEIVED, keepReceivedSql } from '../../persistence/exchange/record-received.js';
import { addLookSql } from '../../persistence/outbox/outbox.js';
import type { MessageKind } from './signed-message.js';

/** Tables with the row that messages of a kind name; those about a hold give `h`. */
const HOLD_OF_ORDER = 'hold_order o JOIN hold h ON h.id = o.hold_id WHERE o.id';
const HOLD_OF_RELEASE = 'release_order r JOIN hold h ON h.id = r.hold_id WHERE r.id';
const HOLD = 'hold h WHERE h.id';
const DEBIT = 'debit_confirmation WHERE id';
const QUESTION = 'evidence_request WHERE id';

const HOLD_BY_KIND: Readonly<Partial<Record<MessageKind, string>>> = {
  'hold.receipt': HOLD_OF_ORDER,
  'order.rejected': HOLD_OF_ORDER,
  'hold.lapsed': HOLD_OF_ORDER,
  'release.receipt': HOLD_OF_RELEASE,
  'release.rejected': HOLD_OF_RELEASE,
  'account.credited': HOLD,
  'holder.notified': HOLD,
  'hold.reviewed': HOLD,
};

const CASE_BY_KIND: Readonly<Partial<Record<MessageKind, { from: string; party: string }>>> = {
  'debit.confirmation': { from: DEBIT, party: 'institution' },
  'debit.rejected': { from: DEBIT, party: 'institution' },
  'evidence.answer': { from: QUESTION, party: 'agency' },
  'evidence.declined': { from: QUESTION, party: 'agency' },
  'evidence.unreadable': { from: QUESTION, party: 'agency' },
};

/** Returns whether messages of a kind are about a hold, and not about a case alone. */
export function isAboutHold(kind: MessageKind): boolean {
  return HOLD_BY_KIND[kind] !== undefined;
}

/**
 * SQL that finds the case and hold of what a message names, if that is of this party. Both values
 * are SQL. Throws for a kind that has no subject: a bug.
 */
export function subjectSql(kind: MessageKind, { id, party }: { id: string; party: string }): string {
  const ofHold = HOLD_BY_KIND[kind];
  if (ofHold !== undefined)
    return `SELECT h.case_id AS "caseId", h.id AS "holdId" FROM ${ofHold} = ${id} AND h.institution = ${party}`;
  const ofCase = CASE_BY_KIND[kind];
  if (ofCase === undefined) throw new Error(`no subject is known for messages of kind ${kind}`);
  return `SELECT case_id AS "caseId", NULL::text AS "holdId" FROM ${ofCase.from} = ${id} AND ${ofCase.party} = ${party}`;
}

/**
 * SQL that receives a callback: it notes the nonce as used, finds an earlier delivery, finds the
 * subject, and keeps the message with its exchange and an outbox entry, each only after those
 * before. Its one row tells how far it came. Parameters: those of `receivedParameters`, then key,
 * nonce, its expiry, and of the entry the id, the workflow id without the subject's, the signal.
 */
export function receiveSql(kind: MessageKind): string {
  const [keyId, nonce, expiresAt, entryId, workflow, signal] = [0, 1, 2, 3, 4, 5].map(
    (nth) => `$${AFTER_RECEIVED + nth}`,
  );
  const entry = {
    id: `${entryId}::text`,
    workflowId: `${workflow}::text || coalesce(subject."holdId", subject."caseId")`,
    message: `${signal}::text`,
    rowId: 'kept.id',
    at: 'kept.received_at',
  };
  return `
  WITH earlier AS (
    SELECT id, body_sha256 AS "bodySha256", outcome FROM inbox_message WHERE party = $4 AND message_key = $5),
  fresh AS (
    INSERT INTO used_nonce (key_id, nonce, expires_at)
    VALUES (${keyId}, ${nonce}, ${expiresAt}::timestamptz)
    ON CONFLICT DO NOTHING RETURNING nonce),
  subject AS (${subjectSql(kind, { id: '$8', party: '$4' })}),
  ${keepReceivedSql({ caseId: 'subject."caseId"', from: 'subject, fresh' })},
  ${addLookSql(entry, 'kept, subject')}
  SELECT (SELECT to_json(earlier) FROM earlier) AS earlier, EXISTS (SELECT FROM fresh) AS "isNonceFresh",
         (SELECT "caseId" FROM subject) AS "caseId", (SELECT "holdId" FROM subject) AS "holdId",
         EXISTS (SELECT FROM kept) AS "isKept"`;
}
