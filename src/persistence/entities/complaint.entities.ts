import { Entity } from 'typeorm';
import { Instant, Json, KeyText, Text } from './columns.js';

/**
 * A complaint as received; with its additions the only table with personal data of victim and
 * reporter. Append-only.
 */
@Entity('complaint')
export class ComplaintRow {
  @KeyText() id!: string;
  @Instant() receivedAt!: Date;
  /** Subject of the token. */
  @Text() receivedBy!: string;
  @Text() receivedByName!: string;
  /** Keyed hash of the reporter's phone. */
  @Text() reporterKey!: string;
  @Json() body!: unknown;
  @Text() bodySha256!: string;
}

/** What came after the complaint. Append-only; one withdrawal per case. */
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
