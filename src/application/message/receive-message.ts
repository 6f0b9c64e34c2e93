import { sha256Hex } from '../../persistence/sha256.js';
import type { DataSource, EntityManager } from 'typeorm';
import { complaintWorkflowId, holdWorkflowId } from '../../contract/ids.js';
import { type Refusal, refuse } from '../../domain/result.js';
import { InboxMessageRow } from '../../persistence/entities/traffic/message.entities.js';
import { keepReceived, receivedParameters } from '../../persistence/exchange/record-received.js';
import { newId } from '../../persistence/ids.js';
import { effectOfMessage, type MessageEffect, NOT_ON_RECORD } from './message-effect.js';
import { isAboutHold, receiveSql, subjectSql } from './message.queries.js';
import { nonceReused, type SignatureNonce } from './refuse-used-nonce.js';
import type { MessageKind, MessageProof, ProvedMessage, SignedMessage } from './signed-message.js';

/** A signed callback with the nonce of its signature. */
export type Callback = SignedMessage & SignatureNonce;

/** What is received once: a callback, or a row of a workbook, which stands for the nonce itself. */
export type Received = ProvedMessage & Omit<SignatureNonce, 'proof'>;

/** Stands for the key where a row of a workbook is the proof. */
const BY_SHEET = 'sheet';

export type MessageReceived =
  | ({
      ok: true;
      id: string;
      duplicate: boolean;
      signal: { workflowId: string; message: string; rowId: string; caseId: string } | null;
    } & MessageEffect)
  | Refusal;

/** What the statement of `receiveSql` found and did. */
interface Arrival {
  /** The message of the party with the same key, committed before. */
  earlier: Earlier | null;
  isNonceFresh: boolean;
  /** What it is about; null when absent or of another party. */
  caseId: string | null;
  holdId: string | null;
  isKept: boolean;
}

type Earlier = Pick<InboxMessageRow, 'id' | 'bodySha256' | 'outcome'>;

/**
 * Commits a callback with its bytes, signature and sender, and an outbox entry for who applies it
 * (`advanceHold`, `advanceCase`), by one statement that is its own transaction. A second delivery
 * of the same message is answered as a duplicate, with what became of the first. Refusals:
 * `INBOX.FOREIGN` (subject absent or another party's: `keepUnknownMessage` keeps it for a person),
 * `INBOX.OTHER_BODY` (same webhook-id, other bytes), `INBOX.NONCE_REUSED`.
 */
export async function receiveMessage(
  { manager }: Pick<DataSource, 'manager'>,
  callback: Received,
): Promise<MessageReceived> {
  const { kind, proof, nonce, nonceExpiresAt } = callback;
  const { signal, workflowId } = waiterOf(kind);
  const row = { ...rowOf(callback), receivedAt: null };
  const [arrival] = await manager.query<Arrival[]>(receiveSql(kind), [
    ...receivedParameters(row),
    'keyId' in proof ? proof.keyId : BY_SHEET,
    nonce,
    nonceExpiresAt,
    newId(),
    workflowId(''),
    signal,
  ]);
  if (arrival === undefined) throw new Error('a callback was neither kept nor refused');
  if (!arrival.isNonceFresh) return nonceReused();
  if (arrival.earlier !== null) return duplicate(arrival.earlier, callback);
  if (arrival.caseId === null) return unknownSubject();
  if (!arrival.isKept) return duplicate(await earlierOf(manager, callback), callback);
  const { caseId, holdId } = arrival;
  const told = { workflowId: workflowId(holdId ?? caseId), message: signal, rowId: row.id, caseId };
  return { ok: true, id: row.id, duplicate: false, signal: told, ...effectOfMessage(null) };
}

/** Reads the message with the same key, which another delivery committed at the same time. */
async function earlierOf(manager: EntityManager, { party, messageKey }: Received): Promise<Earlier> {
  return manager.findOneByOrFail(InboxMessageRow, { party, messageKey });
}

function duplicate(earlier: Earlier, callback: Received): MessageReceived {
  if (earlier.bodySha256 !== sha256Hex(callback.rawBody)) {
    return refuse('INBOX.OTHER_BODY', 'this webhook-id was used with another body');
  }
  if (earlier.outcome === NOT_ON_RECORD) return unknownSubject();
  return { ok: true, id: earlier.id, duplicate: true, signal: null, ...effectOfMessage(earlier.outcome) };
}

function unknownSubject(): Refusal {
  return refuse('INBOX.FOREIGN', 'there is no such order or question');
}

/** The case and hold that a message is about, and the workflow that waits for it. */
export interface MessageSubject {
  caseId: string;
  holdId: string | null;
  workflowId: string;
  signal: 'institutionAnswered' | 'evidenceArrived';
}

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
  const sql = subjectSql(kind, { id: '$1', party: '$2' });
  const [subject]: { caseId: string; holdId: string | null }[] = await manager.query(sql, [subjectId, party]);
  if (subject === undefined) return undefined;
  const { signal, workflowId } = waiterOf(kind);
  return { ...subject, workflowId: workflowId(subject.holdId ?? subject.caseId), signal };
}

/** Returns the workflow that waits for messages of a kind, by the id of its hold or case. */
function waiterOf(kind: MessageKind): {
  signal: MessageSubject['signal'];
  workflowId: (id: string) => string;
} {
  return isAboutHold(kind)
    ? { signal: 'institutionAnswered', workflowId: holdWorkflowId }
    : { signal: 'evidenceArrived', workflowId: complaintWorkflowId };
}

/**
 * Keeps a message with its bytes and signature, and its exchange (section 4). Returns undefined
 * when the party used this key before; the caller compares the bytes. `applied` is for a message
 * that takes effect in the same transaction, and may name its own legal basis. `caseId` is null
 * for an answer to a notice that is about many cases, and for what is about no case on record.
 */
export async function keepMessage(
  manager: EntityManager,
  message: ProvedMessage,
  caseId: string | null,
  now: Date,
  applied?: { basis?: readonly string[]; outcome: string },
): Promise<InboxMessageRow | undefined> {
  const row = manager.create(InboxMessageRow, { ...rowOf(message), caseId, receivedAt: now });
  if (applied !== undefined) Object.assign(row, { processedAt: now, outcome: applied.outcome });
  return (await keepReceived(manager, row, caseId, applied?.basis)) ? row : undefined;
}

/**
 * Keeps a direct answer to a question like a callback: by one statement, without the lock of its
 * case. It takes effect, and is sealed, when the case is advanced. The same answer to a repeated
 * question is kept once.
 */
export async function keepDirectAnswer(manager: EntityManager, message: ProvedMessage, caseId: string): Promise<void> {
  await keepReceived(manager, { ...rowOf(message), receivedAt: null }, caseId);
}

function rowOf(message: ProvedMessage): Omit<InboxMessageRow, 'receivedAt' | 'caseId'> {
  return {
    id: newId(),
    party: message.party,
    messageKey: message.messageKey,
    channel: message.channel,
    kind: message.kind,
    subjectId: message.subjectId,
    rawBody: Buffer.from(message.rawBody),
    content: message.content,
    bodySha256: sha256Hex(message.rawBody),
    httpStatus: message.httpStatus,
    ...proofColumns(message.proof),
    processedAt: null,
    outcome: null,
    failures: 0,
  };
}

type ProofColumns = Pick<InboxMessageRow, 'keyId' | 'signatureBase' | 'signature' | 'sheetRowId'>;

function proofColumns(proof: MessageProof): ProofColumns {
  if ('sheetRowId' in proof) return { keyId: null, signatureBase: null, signature: null, sheetRowId: proof.sheetRowId };
  const { keyId, signatureBase, signature } = proof;
  return { keyId, signatureBase, signature, sheetRowId: null };
}
