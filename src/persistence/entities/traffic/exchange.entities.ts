import { Entity } from 'typeorm';
import { Instant, KeyText, Text, TextList } from '../columns.js';

/** The system of section 4 that the agencies approved by memorandum. Append-only. */
@Entity('approved_system')
export class ApprovedSystemRow {
  @KeyText() version!: string;
  @Text() memorandum!: string;
  /** Slugs of the agencies that approved it. */
  @TextList() approvedBy!: string[];
  @Instant() effectiveFrom!: Date;
}

/** The record of one disclosure between parties (section 4), one per message. Append-only. */
@Entity('exchange')
export class ExchangeRow {
  @KeyText() id!: string;
  /** Null when it is about several cases, as a notice under section 4 paragraph 3 is. */
  @Text({ nullable: true }) caseId!: string | null;
  @Text() direction!: 'out' | 'in';
  /** The institution or agency; for an officer's notice the office in whose name it came. */
  @Text() party!: string;
  @Text() kind!: string;
  /**
   * Id of the order, release order, confirmation, evidence request, share notice, notice or inbox
   * message.
   */
  @Text() messageId!: string;
  /** Ids of rule rows. */
  @TextList() legalBasis!: string[];
  @Text() purpose!: string;
  /** Names of what was disclosed, never values. */
  @TextList() fields!: string[];
  /** Of the bytes as sent or received. */
  @Text() bodySha256!: string;
  /** The approved system under the memorandum in force. */
  @Text() systemVersion!: string;
  @Instant() at!: Date;
}

/** A disclosure that police or DSI, and AMLO must learn of at once (section 4 paragraph 3). */
@Entity('disclosure')
export class DisclosureRow {
  @KeyText() exchangeId!: string;
  @Text() caseId!: string;
  @Instant() dueAt!: Date;
  /** The share notices with it; null until they are written. */
  @Text({ nullable: true }) batchId!: string | null;
}

/**
 * A notice under section 4 paragraph 3 to one agency, about disclosures in any number of cases. A
 * message of the same id brings it there.
 */
@Entity('share_notice')
export class ShareNoticeRow {
  @KeyText() id!: string;
  @Text() batchId!: string;
  @Text() party!: string;
  /** Exchange ids. */
  @TextList() disclosures!: string[];
  @TextList() legalBasis!: string[];
  @Instant() writtenAt!: Date;
}
