import { Entity } from 'typeorm';
import { Bytes, Instant, Integer, Json, KeyText, Text } from './columns.js';

/** A message that a party signed and we kept, callback or answer, its bytes as received. */
@Entity('inbox_message')
export class InboxMessageRow {
  @KeyText() id!: string;
  @Text() party!: string;
  /** `webhook-id` of a callback, or a key of our own for an answer. */
  @Text() messageKey!: string;
  @Text() channel!: 'callback' | 'answer';
  @Text() kind!: string;
  /** Order, release order, confirmation, evidence request or hold that it speaks of. */
  @Text() subjectId!: string;
  @Text({ nullable: true }) caseId!: string | null;
  @Bytes() rawBody!: Buffer;
  /** The body as read by the schema of its kind. */
  @Json() content!: object;
  @Text() bodySha256!: string;
  @Integer({ nullable: true }) httpStatus!: number | null;
  @Text() keyId!: string;
  @Text() signatureBase!: string;
  @Text() signature!: string;
  @Instant() receivedAt!: Date;
  @Instant({ nullable: true }) processedAt!: Date | null;
  /** APPLIED, or why not. */
  @Text({ nullable: true }) outcome!: string | null;
}

/** A nonce that may not come again until its signature expires. */
@Entity('used_nonce')
export class UsedNonceRow {
  @KeyText() keyId!: string;
  @KeyText() nonce!: string;
  @Instant() expiresAt!: Date;
}

/** The answer given under an Idempotency-Key, in the transaction that it answered. */
@Entity('idempotency')
export class IdempotencyRow {
  @KeyText() actor!: string;
  @KeyText() key!: string;
  @Text() route!: string;
  @Text() bodySha256!: string;
  @Integer() status!: number;
  @Json() response!: unknown;
  @Instant() createdAt!: Date;
}
