import type { DataSource, EntityManager } from 'typeorm';
import { refuse, type Refusal } from '../../domain/result.js';
import { databaseNow } from '../../persistence/clock.js';
import { InboxMessageRow, UsedNonceRow } from '../../persistence/entities/message.entities.js';
import { addToOutbox } from '../../persistence/outbox/outbox.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { findSubject } from './find-subject.js';
import { keepMessage, sha256Hex, type SignedMessage } from './inbox.js';

/** A signed callback with the nonce of its signature. */
export interface Callback extends SignedMessage {
  nonce: string;
  nonceExpiresAt: Date;
}

export type MessageReceived =
  | { ok: true; id: string; duplicate: boolean; signal: { workflowId: string; message: string; rowId: string } | null }
  | Refusal;

/**
 * Commits a callback: bytes, signature and sender first, its effect later. A second delivery of the
 * same message is answered as a duplicate. Refusals: `INBOX.FOREIGN` (subject absent or another
 * party's), `INBOX.OTHER_BODY` (same webhook-id, other bytes), `INBOX.NONCE_REUSED`.
 */
export async function receiveMessage(db: DataSource, callback: Callback): Promise<MessageReceived> {
  return inTransaction(db, (manager) => receive(manager, callback));
}

async function receive(manager: EntityManager, callback: Callback): Promise<MessageReceived> {
  const now = await databaseNow(manager);
  const earlier = await manager.findOneBy(InboxMessageRow, { party: callback.party, messageKey: callback.messageKey });
  if (earlier !== null) return duplicate(earlier, callback);
  if (!(await useNonce(manager, callback)))
    return refuse('INBOX.NONCE_REUSED', 'the nonce of the signature was used before');
  const subject = await findSubject(manager, callback.kind, callback.subjectId, callback.party);
  if (subject === undefined) return refuse('INBOX.FOREIGN', 'there is no such order or question');
  const row = await keepMessage(manager, callback, subject.caseId, now);
  if (row === undefined) {
    const winner = await manager.findOneByOrFail(InboxMessageRow, {
      party: callback.party,
      messageKey: callback.messageKey,
    });
    return duplicate(winner, callback);
  }
  const signal = { workflowId: subject.workflowId, message: subject.signal, rowId: row.id };
  await addToOutbox(manager, [{ ...signal, kind: 'look' }], now);
  return { ok: true, id: row.id, duplicate: false, signal };
}

function duplicate(earlier: InboxMessageRow, callback: Callback): MessageReceived {
  if (earlier.bodySha256 !== sha256Hex(callback.rawBody)) {
    return refuse('INBOX.OTHER_BODY', 'this webhook-id was used with another body');
  }
  return { ok: true, id: earlier.id, duplicate: true, signal: null };
}

/** A nonce counts once per key until its signature expires. */
export async function useNonce(
  manager: EntityManager,
  callback: Pick<Callback, 'proof' | 'nonce' | 'nonceExpiresAt'>,
): Promise<boolean> {
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(UsedNonceRow)
    .values({ keyId: callback.proof.keyId, nonce: callback.nonce, expiresAt: callback.nonceExpiresAt })
    .orIgnore()
    .returning('nonce')
    .execute();
  return (inserted.raw as unknown[]).length === 1;
}
