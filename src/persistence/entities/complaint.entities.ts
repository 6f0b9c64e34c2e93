import { Entity } from 'typeorm';
import { Instant, Json, KeyText, Text } from './columns.js';

/**
 * A complaint as received. Personal data of the victim and the reporter stands only here, in the
 * additions and in the call record. Append-only.
 */
@Entity('complaint')
export class ComplaintRow {
  @KeyText() id!: string;
  @Instant() receivedAt!: Date;
  /** Subject of the token. */
  @Text() receivedBy!: string;
  @Text() receivedByName!: string;
  /** A keyed hash of the reporter's phone, to limit reports without a copy of the number. */
  @Text() reporterKey!: string;
  @Json() body!: unknown;
  @Text() bodySha256!: string;
}

/** An addition to a complaint; a case has one withdrawal at most. Append-only. */
@Entity('complaint_addition')
export class ComplaintAdditionRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() kind!: 'supplement' | 'statement' | 'withdrawal';
  @Json() body!: unknown;
  @Instant() receivedAt!: Date;
  @Text() receivedBy!: string;
}

/** Section 8: the written record of an oral notice, signed by its recipient. Append-only. */
@Entity('call_record')
export class CallRecordRow {
  @KeyText() caseId!: string;
  @Json() document!: unknown;
  @Text() documentSha256!: string;
  @Text() signature!: string;
  @Text() keyId!: string;
  @Instant() createdAt!: Date;
}
