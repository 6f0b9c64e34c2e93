import { Entity } from 'typeorm';
import type { OfficerResultCode } from '../../domain/notice/officer-result.js';
import { Flag, Instant, Integer, Json, KeyText, SatangAmount, Text, TextList } from './columns.js';

/**
 * A notice under section 6: an institution's own suspicion (BANK-6A) or an officer's notice
 * (OFF-6B). Append-only.
 */
@Entity('notice')
export class NoticeRow {
  @KeyText() id!: string;
  @Text() kind!: 'suspicion.notice' | 'officer.notice';
  /** The first of the cases that it opened or joined. */
  @Text() caseId!: string;
  /** The institution, or the agency in whose name the officer acts. */
  @Text() party!: string;
  @Text({ nullable: true }) person!: string | null;
  @Text() ruleRowId!: string;
  @Json() body!: object;
  @Text() bodySha256!: string;
  @Text({ nullable: true }) inboxMessageId!: string | null;
  @Instant() receivedAt!: Date;
}

/** A transfer that a notice speaks of, and the case that has it. Append-only. */
@Entity('noticed_transfer')
export class NoticedTransferRow {
  @KeyText() noticeId!: string;
  @KeyText() transferId!: string;
  @Text() caseId!: string;
  /**
   * The case had the transfer, or for an onward debit the transfer before it, on record already.
   */
  @Flag() joined!: boolean;
  /** A later debit by which, as the institution says, the suspected money went on. */
  @Flag() onward!: boolean;
}

/**
 * A notice that a hold rests on, alone or beside another power, with this institution's own clock
 * for this hold. Append-only.
 */
@Entity('hold_notice')
export class HoldNoticeRow {
  @KeyText() holdId!: string;
  @KeyText() noticeId!: string;
  @Text() caseId!: string;
  /** BANK-6A or OFF-6B. */
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
  /** `proceeded`: an officer proceeds by law; it stands all the same until its time is over. */
  @Text() state!: 'active' | 'proceeded' | 'lapsed' | 'lifted';
  @Instant({ nullable: true }) endedAt!: Date | null;
  /** LIFT-6D or OFF-6C. */
  @Text({ nullable: true }) endRuleRowId!: string | null;
  @Text({ nullable: true }) endedBy!: string | null;
  @Text({ nullable: true }) endReason!: string | null;
}

/**
 * What an institution's own suspension takes up of a part of a stolen sum; nothing once an order
 * covers the money, or it has been lifted.
 */
@Entity('own_suspension_part')
export class OwnSuspensionPartRow {
  @KeyText() suspensionId!: string;
  @KeyText() trailLinkId!: string;
  @Text() stolenSumId!: string;
  @SatangAmount() suspendedSatang!: bigint;
}

/**
 * What the officer found of a suspension under section 6 (OFF-6C), and how its institution was
 * told.
 */
@Entity('suspicion_result')
export class SuspicionResultRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() institution!: string;
  /** One of the two: an institution's own suspension, or a hold. */
  @Text({ nullable: true }) suspensionId!: string | null;
  @Text({ nullable: true }) holdId!: string | null;
  @Text() result!: OfficerResultCode;
  @Text() reason!: string;
  /** Of the lawful action: case number, warrant or order. */
  @Text({ nullable: true }) reference!: string | null;
  @Text() person!: string;
  @TextList() legalBasis!: string[];
  @Instant() decidedAt!: Date;
  @Integer() attempts!: number;
  /** Null when its institution is told by a release order. */
  @Instant({ nullable: true }) nextAttemptAt!: Date | null;
  @Instant({ nullable: true }) firstSentAt!: Date | null;
  @Instant({ nullable: true }) acknowledgedAt!: Date | null;
}
