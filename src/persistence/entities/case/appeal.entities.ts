import { Entity } from 'typeorm';
import type { AppealState, AppealTier, AppealWay, KeptVerdict } from '../../../domain/appeal/appeal.js';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type { HoldKind } from '../../../domain/hold/hold.js';
import { Instant, Integer, KeyText, SatangAmount, Text, TextList } from '../columns.js';

/**
 * The holder's appeal against a hold, which goes from tier to tier. A hold has one appeal in each
 * round, and at most one that waits.
 */
@Entity('appeal')
export class AppealRow {
  @KeyText() id!: string;
  @Text() holdId!: string;
  /** Counts from 1; the next round begins when persons decide anew that the hold goes on. */
  @Integer() round!: number;
  @Text() caseId!: string;
  @Text() state!: AppealState;
  @Text() tier!: AppealTier;
  /** The row of P-REL or P-POL that gives the times. */
  @Text() ruleRowId!: string;
  /** The row of C5 that chose between the promises; empty before the appeal reaches the police. */
  @TextList() choiceRowIds!: string[];
  @Instant() receivedAt!: Date;
  @Instant() tierSince!: Date;
  /** When the answer is promised. */
  @Instant() targetAt!: Date;
  /** When the answer is overdue. */
  @Instant() breachAt!: Date;
  /** The person who took it up at its tier. */
  @Text({ nullable: true }) reviewer!: string | null;
  @Instant({ nullable: true }) settledAt!: Date | null;
  /** When somebody looks whether the authority has decided; null: nobody need. */
  @Instant({ nullable: true }) lookAt!: Date | null;
}

/** A statement for an appeal, and who filed it. Append-only. */
@Entity('appeal_filing')
export class AppealFilingRow {
  @KeyText() id!: string;
  @Text() appealId!: string;
  @Text() tier!: AppealTier;
  @Text() way!: AppealWay;
  /** Slug of the institution, subject of the person at the desk or of the finding, or `holder`. */
  @Text() filedBy!: string;
  @Text() statement!: string;
  @Text() statementSha256!: string;
  /** What the institution says about the holder, signed; only institutions say it. */
  @Text({ nullable: true }) holderIs!: 'regular_merchant' | 'other' | null;
  /** The institution's signed message; null for the other ways. */
  @Text({ nullable: true }) inboxMessageId!: string | null;
  /** The same for all filings of one act, in which the appellant proved to hold each account. */
  @Text({ nullable: true }) togetherId!: string | null;
  /** Keyed hash of the appellant's telephone number, where one was given: who has it decides nothing. */
  @Text({ nullable: true }) phoneKey!: string | null;
  @Instant() filedAt!: Date;
}

/** A person's act on an appeal: to take it up, or to answer it. Append-only. */
@Entity('appeal_decision')
export class AppealDecisionRow {
  @KeyText() id!: string;
  @Text() appealId!: string;
  @Text() tier!: AppealTier;
  @Text() person!: string;
  @Text() role!: Role;
  /** Of a person of an institution: which one, whose own suspicion the answer is about. */
  @Text({ nullable: true }) institution!: string | null;
  @Text() verdict!: KeptVerdict;
  @Text({ nullable: true }) reasonTh!: string | null;
  @Text({ nullable: true }) reasonEn!: string | null;
  /** With `uphold_in_part`, or such a finding that was forwarded: the amount that stays held. */
  @SatangAmount({ nullable: true }) keepSatang!: bigint | null;
  /** With `uphold_in_part`: the amount that it lets go, beside what an order under way does. */
  @SatangAmount({ nullable: true }) letGoSatang!: bigint | null;
  /** With `uphold`: the release that it ordered; null where another power lets the hold go on. */
  @Text({ nullable: true }) releaseOrderId!: string | null;
  /** The power that it ended of a hold that goes on by another one; null where it ended none, or all. */
  @Text({ nullable: true }) endedPower!: HoldKind | null;
  @Instant() decidedAt!: Date;
}

/** How often one caller gave a wrong secret for one reference, so that none is found by trying. */
@Entity('secret_trial')
export class SecretTrialRow {
  /** SHA-256 of the reference and the caller's address. */
  @KeyText() callerSha256!: string;
  @Integer() failed!: number;
  @Instant() lastAt!: Date;
  /** When the caller may try again. */
  @Instant() nextAt!: Date;
}
