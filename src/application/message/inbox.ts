import { createHash } from 'node:crypto';
import type { EntityManager } from 'typeorm';
import { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { recordReceived } from '../../persistence/exchange/record-received.js';
import { newId } from '../../persistence/ids.js';

/** What a message is about. `evidence.unreadable` is an answer that its agency's schema refuses. */
export type MessageKind =
  | 'hold.receipt'
  | 'release.receipt'
  | 'hold.lapsed'
  | 'debit.confirmation'
  | 'account.credited'
  | 'evidence.answer'
  | 'evidence.declined'
  | 'evidence.unreadable'
  | 'order.rejected'
  | 'release.rejected'
  | 'debit.rejected'
  | 'suspension.rejected'
  | 'listing.rejected'
  | 'telecom.rejected'
  | 'share.receipt'
  | 'share.rejected'
  | 'suspicion.notice'
  | 'suspension.receipt'
  | 'telecom.receipt'
  | 'listing.receipt'
  | 'holder.notified'
  | 'holder.appeal';

/** A signed message as it arrived, its signature verified. */
export interface SignedMessage {
  party: string;
  channel: 'callback' | 'answer';
  /** `webhook-id` of a callback; for an answer a key of our own. Unique per party for ever. */
  messageKey: string;
  kind: MessageKind;
  subjectId: string;
  rawBody: Uint8Array;
  /** The body as its schema reads it. */
  content: object;
  httpStatus: number | null;
  proof: { signatureBase: string; signature: string; keyId: string };
}

/** SHA-256 of bytes, hexadecimal. */
export function sha256Hex(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/**
 * Keeps a message with its bytes and signature, and the record of the exchange (section 4). Returns
 * undefined when the party sent a message under this key before; the caller compares. `applied`:
 * the message has its effect in this very transaction, and may bring its own legal basis. Of no
 * case is what answers a notice that is about many.
 */
export async function keepMessage(
  manager: EntityManager,
  message: SignedMessage,
  caseId: string | null,
  now: Date,
  applied?: { basis?: readonly string[]; outcome: string },
): Promise<InboxMessageRow | undefined> {
  const row = manager.create(InboxMessageRow, {
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
    receivedAt: now,
    processedAt: applied === undefined ? null : now,
    outcome: applied?.outcome ?? null,
  });
  const inserted = await manager
    .createQueryBuilder()
    .insert()
    .into(InboxMessageRow)
    .values(row)
    .orIgnore()
    .returning('id')
    .execute();
  if ((inserted.raw as unknown[]).length !== 1) return undefined;
  await recordReceived(manager, row, caseId, applied?.basis);
  return row;
}
