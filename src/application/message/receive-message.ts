import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { databaseNow } from '../../persistence/clock.js';
import { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { keepReceived } from '../../persistence/exchange/record-received.js';
import { newId } from '../../persistence/ids.js';
import { addToOutbox } from '../../persistence/outbox/outbox.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { effectOfMessage, type MessageEffect } from './message-effect.js';
import { refuseUsedNonce, type SignatureNonce } from './refuse-used-nonce.js';
import { type MessageKind, sha256Hex, type SignedMessage } from './signed-message.js';

/** A signed callback with the nonce of its signature. */
export type Callback = SignedMessage & SignatureNonce;

export type MessageReceived =
  | ({
      ok: true;
      id: string;
      duplicate: boolean;
      signal: { workflowId: string; message: string; rowId: string } | null;
    } & MessageEffect)
  | Refusal;

/**
 * Commits a callback with its bytes, signature and sender, and signals the workflow that applies
 * it (`advanceHold`, `advanceCase`). A second delivery of the same message is answered as a
 * duplicate, with what became of the first. Refusals: `INBOX.FOREIGN` (subject absent or another
 * party's), `INBOX.OTHER_BODY` (same webhook-id, other bytes), `INBOX.NONCE_REUSED`.
 */
export async function receiveMessage(db: DataSource, callback: Callback): Promise<MessageReceived> {
  return inTransaction(db, async (manager) => {
    const now = await databaseNow(manager);
    const sameKey = { party: callback.party, messageKey: callback.messageKey };
    const earlier = await manager.findOneBy(InboxMessageRow, sameKey);
    if (earlier !== null) return duplicate(earlier, callback);
    const refused = await refuseUsedNonce(manager, callback);
    if (refused !== undefined) return refused;
    const subject = await findSubject(manager, callback.kind, callback.subjectId, callback.party);
    if (subject === undefined) return refuse('INBOX.FOREIGN', 'there is no such order or question');
    const kept = await keepMessage(manager, callback, subject.caseId, now);
    if (kept === undefined) return duplicate(await manager.findOneByOrFail(InboxMessageRow, sameKey), callback);
    const signal = { workflowId: subject.workflowId, message: subject.signal, rowId: kept.id };
    await addToOutbox(manager, [{ ...signal, kind: 'look' }], now);
    return { ok: true, id: kept.id, duplicate: false, signal, ...effectOfMessage(kept.outcome) };
  });
}

function duplicate(earlier: InboxMessageRow, callback: Callback): MessageReceived {
  if (earlier.bodySha256 !== sha256Hex(callback.rawBody)) {
    return refuse('INBOX.OTHER_BODY', 'this webhook-id was used with another body');
  }
  return { ok: true, id: earlier.id, duplicate: true, signal: null, ...effectOfMessage(earlier.outcome) };
}

/** The case and hold that a message is about, and the workflow that waits for it. */
export interface MessageSubject {
  caseId: string;
  holdId: string | null;
  workflowId: string;
  signal: 'institutionAnswered' | 'evidenceArrived';
}

const HOLD_OF_ORDER = `SELECT h.id, h.case_id, h.institution AS party FROM hold_order o JOIN hold h ON h.id = o.hold_id WHERE o.id = $1`;
const HOLD_OF_RELEASE = `SELECT h.id, h.case_id, h.institution AS party FROM release_order r JOIN hold h ON h.id = r.hold_id WHERE r.id = $1`;
const HOLD = `SELECT h.id, h.case_id, h.institution AS party FROM hold h WHERE h.id = $1`;
const CASE_OF_DEBIT = `SELECT case_id, institution AS party FROM debit_confirmation WHERE id = $1`;
const CASE_OF_QUESTION = `SELECT case_id, agency AS party FROM evidence_request WHERE id = $1`;

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

const CASE_BY_KIND: Readonly<Partial<Record<MessageKind, string>>> = {
  'debit.confirmation': CASE_OF_DEBIT,
  'evidence.answer': CASE_OF_QUESTION,
  'evidence.declined': CASE_OF_QUESTION,
  'evidence.unreadable': CASE_OF_QUESTION,
};

/**
 * Finds what a message is about. A row of another party counts as absent, so a sender learns
 * nothing about others. Throws for a kind that has no subject: a bug.
 */
export async function findSubject(
  manager: EntityManager,
  kind: MessageKind,
  subjectId: string,
  party: string,
): Promise<MessageSubject | undefined> {
  const holdQuery = HOLD_BY_KIND[kind];
  if (holdQuery !== undefined) {
    const [hold]: { id: string; case_id: string; party: string }[] = await manager.query(holdQuery, [subjectId]);
    if (hold === undefined || hold.party !== party) return undefined;
    const { id: holdId, case_id: caseId } = hold;
    return { caseId, holdId, workflowId: holdWorkflowId(holdId), signal: 'institutionAnswered' };
  }
  const caseQuery = CASE_BY_KIND[kind];
  if (caseQuery === undefined) throw new Error(`no subject is known for messages of kind ${kind}`);
  const [asked]: { case_id: string; party: string }[] = await manager.query(caseQuery, [subjectId]);
  if (asked === undefined || asked.party !== party) return undefined;
  const { case_id: caseId } = asked;
  return { caseId, holdId: null, workflowId: complaintWorkflowId(caseId), signal: 'evidenceArrived' };
}

/**
 * Keeps a message with its bytes and signature, and its exchange (section 4). Returns undefined
 * when the party used this key before; the caller compares the bytes. `applied` is for a message
 * that takes effect in the same transaction, and may name its own legal basis. `caseId` is null
 * for an answer to a notice that is about many cases.
 */
export async function keepMessage(
  manager: EntityManager,
  message: SignedMessage,
  caseId: string | null,
  now: Date,
  applied?: { basis?: readonly string[]; outcome: string },
): Promise<InboxMessageRow | undefined> {
  const row = manager.create(InboxMessageRow, { ...rowOf(message, caseId), receivedAt: now });
  if (applied !== undefined) Object.assign(row, { processedAt: now, outcome: applied.outcome });
  return (await keepReceived(manager, row, applied?.basis)) ? row : undefined;
}

/**
 * Keeps a direct answer to a question like a callback: by one statement, without the lock of its
 * case. It takes effect, and is sealed, when the case is advanced. The same answer to a repeated
 * question is kept once.
 */
export async function keepDirectAnswer(manager: EntityManager, message: SignedMessage, caseId: string): Promise<void> {
  await keepReceived(manager, { ...rowOf(message, caseId), receivedAt: null });
}

function rowOf(message: SignedMessage, caseId: string | null): Omit<InboxMessageRow, 'receivedAt'> {
  return {
    id: newId(),
    party: message.party,
    messageKey: message.messageKey,
    channel: message.channel,
    kind: message.kind,
    subjectId: message.subjectId,
    caseId,
    rawBody: Buffer.from(message.rawBody),
    content: message.content,
    bodySha256: sha256Hex(message.rawBody),
    httpStatus: message.httpStatus,
    keyId: message.proof.keyId,
    signatureBase: message.proof.signatureBase,
    signature: message.proof.signature,
    processedAt: null,
    outcome: null,
    failures: 0,
  };
}
