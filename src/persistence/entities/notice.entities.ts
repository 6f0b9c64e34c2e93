import { Entity } from 'typeorm';
import { Flag, Instant, Json, KeyText, SatangAmount, Text } from './columns.js';

/** A notice under section 6: an institution's own suspicion (BANK-6A) or an officer's notice (OFF-6B). Append-only. */
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
  /** The case had the transfer on record already. */
  @Flag() joined!: boolean;
}

/** What an institution suspended on its own suspicion; it reserves nothing of a stolen sum. */
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
  @Text() state!: 'active' | 'lapsed' | 'lifted' | 'proceeded';
  @Instant({ nullable: true }) endedAt!: Date | null;
  /** LIFT-6D or OFF-6C. */
  @Text({ nullable: true }) endRuleRowId!: string | null;
  @Text({ nullable: true }) endedBy!: string | null;
  @Text({ nullable: true }) endReason!: string | null;
}
