import { Entity } from 'typeorm';
import type { OfficerResultCode } from '../../../domain/notice/officer-result.js';
import { Flag, Instant, Json, KeyText, SatangAmount, Text, TextList } from '../columns.js';

/**
 * A notice of suspicion (section 6): an institution's own (BANK-6A) or an officer's (OFF-6B).
 * Append-only.
 */
@Entity('notice')
export class NoticeRow {
  @KeyText() id!: string;
  @Text() kind!: 'suspicion.notice' | 'officer.notice';
  /** The first of the cases that it opened or joined. */
  @Text() caseId!: string;
  /** The institution, or the agency in whose name the officer acts. */
  @Text() party!: string;
  /** Subject of the officer. */
  @Text({ nullable: true }) person!: string | null;
  @Text() ruleRowId!: string;
  /** As received: ground, authority, transfers. */
  @Json() body!: object;
  @Text() bodySha256!: string;
  @Text({ nullable: true }) inboxMessageId!: string | null;
  @Instant() receivedAt!: Date;
  /**
   * When the officer's time began (OFF-6C): when he notified the institution, or was notified
   * himself.
   */
  @Instant() officerNotifiedAt!: Date;
}

/** A transfer that a notice names, and the case that has it. Append-only. */
@Entity('noticed_transfer')
export class NoticedTransferRow {
  @KeyText() noticeId!: string;
  @KeyText() transferId!: string;
  @Text() caseId!: string;
  /** The case already had the transfer, or for an onward debit the transfer before it. */
  @Flag() joined!: boolean;
  /** It is a later debit by which the suspected money went on, as the institution says. */
  @Flag() onward!: boolean;
}

/**
 * A notice that a hold rests on, alone or beside another power, with the institution's own clock
 * for this hold. Append-only.
 */
@Entity('hold_notice')
export class HoldNoticeRow {
  @KeyText() holdId!: string;
  @KeyText() noticeId!: string;
  @Text() caseId!: string;
  /** The row of BANK-6A or OFF-6B. */
  @Text() ruleRowId!: string;
  @Instant() notifiedAt!: Date;
  @Instant() expiresAt!: Date;
}

/** What an institution suspended on its own suspicion. */
@Entity('own_suspension')
export class OwnSuspensionRow {
  @KeyText() id!: string;
  @Text() noticeId!: string;
  @Text() caseId!: string;
  @Text() transferId!: string;
  @Text() institution!: string;
  @Text() accountNo!: string;
  @SatangAmount() amountSatang!: bigint;
  @Instant() foundAt!: Date;
  @Instant() suspendedAt!: Date;
  @Instant() expiresAt!: Date;
  /**
   * `proceeded`: an officer proceeds by law; the suspension still stands until its time is over.
   */
  @Text() state!: 'active' | 'proceeded' | 'lapsed' | 'lifted';
  @Instant({ nullable: true }) endedAt!: Date | null;
  /** The row of LIFT-6D, OFF-6C or BANK-6A. */
  @Text({ nullable: true }) endRuleRowId!: string | null;
  /** The officer who acted, or `system` at expiry. */
  @Text({ nullable: true }) endedBy!: string | null;
  @Text({ nullable: true }) endReason!: string | null;
}

/**
 * What an institution's own suspension takes up of a part of a stolen sum: nothing once an order
 * covers the money or the suspension was lifted.
 */
@Entity('own_suspension_part')
export class OwnSuspensionPartRow {
  @KeyText() suspensionId!: string;
  @KeyText() trailLinkId!: string;
  @Text() stolenSumId!: string;
  @SatangAmount() suspendedSatang!: bigint;
}

/**
 * What the officer found about a suspension under section 6 (OFF-6C). A message of the same id tells
 * its institution, or a release order does.
 */
@Entity('suspicion_result')
export class SuspicionResultRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() institution!: string;
  /** An institution's own suspension. Either this or `holdId` is set. */
  @Text({ nullable: true }) suspensionId!: string | null;
  @Text({ nullable: true }) holdId!: string | null;
  @Text() result!: OfficerResultCode;
  @Text() reason!: string;
  /** The case number, warrant or order of the lawful action. */
  @Text({ nullable: true }) reference!: string | null;
  @Text() person!: string;
  /** Ids of rule rows. */
  @TextList() legalBasis!: string[];
  @Instant() decidedAt!: Date;
}
