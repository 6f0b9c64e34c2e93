import { Entity } from 'typeorm';
import type { IncompleteTransferState } from '../../../domain/complaint/intake/incomplete-transfer.js';
import type { DebitState } from '../../../domain/debit/debit-verdict.js';
import { Flag, Instant, Integer, KeyText, SatangAmount, Text } from '../columns.js';

/**
 * What a victim told of a transfer whose reference, time, amount or receiver nobody knew; the words
 * stand in the complaint, or in the addition to it. No money rests on it.
 */
@Entity('incomplete_transfer')
export class IncompleteTransferRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  /** Its place among the incomplete transfers of the case, from 1. */
  @Integer() no!: number;
  /** The addition that told it; null: the complaint did. */
  @Text({ nullable: true }) additionId!: string | null;
  /** Its place among those of the complaint, or of the addition, that told it, from 1. */
  @Integer() toldNo!: number;
  @Text() state!: IncompleteTransferState;
  /** The transfer that it turned out to be. */
  @Text({ nullable: true }) transferId!: string | null;
  @Instant({ nullable: true }) settledAt!: Date | null;
  /** Subject of a person, slug of an institution, or `system`. */
  @Text({ nullable: true }) settledBy!: string | null;
  /** Why it was set aside. */
  @Text({ nullable: true }) reason!: string | null;
}

/** What the victim's institution says about a reported transfer. */
@Entity('debit_confirmation')
export class DebitConfirmationRow {
  @KeyText() id!: string;
  /**
   * Null where a later question asks the same (`asksAgain`), and until an incomplete transfer is
   * found.
   */
  @Text({ nullable: true }) transferId!: string | null;
  /** The incomplete transfer that the institution is asked to find; null: it confirms one. */
  @Text({ nullable: true }) incompleteTransferId!: string | null;
  /**
   * The transfer that left the account whose holder alone is asked for, because its debit is confirmed to another
   * report; null: it asks about a debit.
   */
  @Text({ nullable: true }) holderOf!: string | null;
  /** The question before it, which nobody answered in time. */
  @Text({ nullable: true }) asksAgain!: string | null;
  @Text() caseId!: string;
  @Text() institution!: string;
  /** It proves no number, because papers showed the holder (P-PAPERS). */
  @Flag({ default: false }) byPapers!: boolean;
  /** See `DebitState`. */
  @Text() state!: DebitState;
  @Text({ nullable: true }) reason!: string | null;
  /** Where the institution says that another amount was debited. */
  @SatangAmount({ nullable: true }) debitedSatang!: bigint | null;
  @Instant() askedAt!: Date;
  @Instant() deadlineAt!: Date;
  /** Before which its institution must have been asked, or its time begins anew (P-URG). */
  @Instant() askBy!: Date;
  @Instant({ nullable: true }) sentAt!: Date | null;
  @Instant({ nullable: true }) answeredAt!: Date | null;
  /** When a call first came to the institution that brought no answer. */
  @Instant({ nullable: true }) reachedAt!: Date | null;
  /** From when its time (P-URG) is counted, where it began anew; null: from `askedAt`. */
  @Instant({ nullable: true }) urgentFrom!: Date | null;
}
