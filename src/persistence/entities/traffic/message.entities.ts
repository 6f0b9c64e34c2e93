import { Entity } from 'typeorm';
import type { MessageKind } from '../../../domain/outgoing/received-kind.js';
import { Bytes, Instant, Integer, Json, KeyText, Text } from '../columns.js';

/** A message that a party signed, or a person of it uploaded; callback or answer, with its bytes as received. */
@Entity('inbox_message')
export class InboxMessageRow {
  @KeyText() id!: string;
  @Text() party!: string;
  /** The `webhook-id` of a callback, or the centre's own key for an answer. */
  @Text() messageKey!: string;
  @Text() channel!: 'callback' | 'answer';
  @Text() kind!: MessageKind;
  /** Id of the order, release order, confirmation, evidence request or hold that it is about. */
  @Text() subjectId!: string;
  @Text({ nullable: true }) caseId!: string | null;
  @Bytes() rawBody!: Buffer;
  /** The body as the schema of its kind reads it. */
  @Json() content!: object;
  @Text() bodySha256!: string;
  /** Of an answer. */
  @Integer({ nullable: true }) httpStatus!: number | null;
  /** The key that signed it; null: a person's session proves it, by `sheetRowId`. */
  @Text({ nullable: true }) keyId!: string | null;
  @Text({ nullable: true }) signatureBase!: string | null;
  @Text({ nullable: true }) signature!: string | null;
  /** The row of an uploaded workbook that it stood in. */
  @Text({ nullable: true }) sheetRowId!: string | null;
  @Instant() receivedAt!: Date;
  @Instant({ nullable: true }) processedAt!: Date | null;
  /** `APPLIED`, or a code that says why not. */
  @Text({ nullable: true }) outcome!: string | null;
  /** How often it could not be applied, by a fault of ours. */
  @Integer({ default: 0 }) failures!: number;
}

/** A nonce that may not be used again until its signature expires. */
@Entity('used_nonce')
export class UsedNonceRow {
  @KeyText() keyId!: string;
  @KeyText() nonce!: string;
  @Instant() expiresAt!: Date;
}

/**
 * The answer given under an Idempotency-Key, written in the transaction that it answers.
 * Append-only.
 */
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
