import { Entity } from 'typeorm';
import type { AppealState, AppealTier, AppealVerdict, AppealWay } from '../../domain/appeal/appeal.js';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { Instant, Integer, KeyText, SatangAmount, Text, TextList } from './columns.js';

/**
 * The holder's appeal against a hold, which goes from tier to tier. A hold has one in each round,
 * and no more than one that waits.
 */
@Entity('appeal')
export class AppealRow {
  @KeyText() id!: string;
  @Text() holdId!: string;
  /** From 1; the next begins when persons decided anew that the hold goes on. */
  @Integer() round!: number;
  @Text() caseId!: string;
  @Text() state!: AppealState;
  @Text() tier!: AppealTier;
  /** P-REL or P-POL. */
  @Text() ruleRowId!: string;
  /**
   * The row of C5 that chose between the promises. Empty before the police, and on an appeal from
   * before it was kept.
   */
  @TextList() choiceRowIds!: string[];
  @Instant() receivedAt!: Date;
  @Instant() tierSince!: Date;
  @Instant() targetAt!: Date;
  @Instant() breachAt!: Date;
  /** Who took it up at its tier. */
  @Text({ nullable: true }) reviewer!: string | null;
  @Instant({ nullable: true }) settledAt!: Date | null;
}

/** What was said for an appeal, and who said it. Append-only. */
@Entity('appeal_filing')
export class AppealFilingRow {
  @KeyText() id!: string;
  @Text() appealId!: string;
  @Text() tier!: AppealTier;
  @Text() way!: AppealWay;
  /** Slug of the institution, subject of the person at the desk, or `holder`. */
  @Text() filedBy!: string;
  @Text() statement!: string;
  @Text() statementSha256!: string;
  /** The institution's word, signed. */
  @Text({ nullable: true }) holderIs!: 'regular_merchant' | 'other' | null;
  @Text({ nullable: true }) inboxMessageId!: string | null;
  /**
   * The same for all filings of one act, in which the appellant proved each of the holds to be his.
   */
  @Text({ nullable: true }) togetherId!: string | null;
  @Instant() filedAt!: Date;
}

/** What a person did with an appeal: took it up, or answered it. Append-only. */
@Entity('appeal_decision')
export class AppealDecisionRow {
  @KeyText() id!: string;
  @Text() appealId!: string;
  @Text() tier!: AppealTier;
  @Text() person!: string;
  @Text() role!: Role;
  @Text() verdict!: AppealVerdict;
  @Text({ nullable: true }) reasonTh!: string | null;
  @Text({ nullable: true }) reasonEn!: string | null;
  /** With `uphold_in_part`: what stays held. */
  @SatangAmount({ nullable: true }) keepSatang!: bigint | null;
  @Text({ nullable: true }) releaseOrderId!: string | null;
  @Instant() decidedAt!: Date;
}

/** How often a holder's secret was given wrong. */
@Entity('secret_trial')
export class SecretTrialRow {
  @KeyText() holdId!: string;
  @Integer() failed!: number;
  @Instant() since!: Date;
}
