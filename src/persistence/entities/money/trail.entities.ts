import { Entity } from 'typeorm';
import type { PromptPayKind } from '../../../domain/identifiers/promptpay.js';
import type { StopReason } from '../../../domain/trail/next-hops.js';
import { Flag, Instant, Integer, KeyText, SatangAmount, Text } from '../columns.js';

/** A payment as somebody claims it; one row for each set of facts, however often it is reported. */
@Entity('transfer')
export class TransferRow {
  @KeyText() id!: string;
  @Text() fromInstitution!: string;
  @Text() fromAccountNo!: string;
  @Text() reference!: string;
  /** Null while only a PromptPay id is known, or when the money left the rails. */
  @Text({ nullable: true }) toInstitution!: string | null;
  @Text({ nullable: true }) toAccountNo!: string | null;
  @Text({ nullable: true }) promptpayKind!: PromptPayKind | null;
  @Text({ nullable: true }) promptpayValue!: string | null;
  /** How the money left the rails (cash, card, crypto, abroad); null while it stays on them. */
  @Text({ nullable: true }) offRail!: string | null;
  @SatangAmount() amountSatang!: bigint;
  @Instant() transferredAt!: Date;
  @Text() rail!: string;
  @Text() reportedBy!: 'victim' | 'institution';
  @Text() firstCaseId!: string;
  /** Another row has the same reference and other facts. */
  @Flag({ default: false }) contested!: boolean;
}

/**
 * A part of the trail: how much of a stolen sum a transfer carries on from one earlier part, and
 * why the trail ends there if it does.
 */
@Entity('trail_link')
export class TrailLinkRow {
  @KeyText() id!: string;
  @Text() stolenSumId!: string;
  @Text() transferId!: string;
  @Text() caseId!: string;
  /** The part that this one continues; null for the victim's own transfer. */
  @Text({ nullable: true }) parentLinkId!: string | null;
  /** The hold whose answer named the transfer. */
  @Text({ nullable: true }) parentHoldId!: string | null;
  /** Steps from the victim; 0 is the victim's own transfer. */
  @Integer() hop!: number;
  @SatangAmount() attributedSatang!: bigint;
  /** Why the trail ends here; null where it goes on. */
  @Text({ nullable: true }) stopReason!: StopReason | null;
  /**
   * If this part was the first to reach an account: that account's number in the sum's trail, from
   * 1. Null where the account was known or the part was not followed (P-TRACE).
   */
  @Integer({ nullable: true }) nthAccount!: number | null;
}
