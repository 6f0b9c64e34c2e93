import { Entity } from 'typeorm';
import type { DebitState } from '../../domain/debit/debit-verdict.js';
import { Instant, KeyText, SatangAmount, Text } from './columns.js';

/** What the victim's institution says about a reported transfer. */
@Entity('debit_confirmation')
export class DebitConfirmationRow {
  @KeyText() id!: string;
  /** Null where a later question asks the same (`asksAgain`). */
  @Text({ nullable: true }) transferId!: string | null;
  /** The question before it, which nobody answered in time. */
  @Text({ nullable: true }) asksAgain!: string | null;
  @Text() caseId!: string;
  @Text() institution!: string;
  /** See `DebitState`. */
  @Text() state!: DebitState;
  @Text({ nullable: true }) reason!: string | null;
  /** Where the institution says that another amount was debited. */
  @SatangAmount({ nullable: true }) debitedSatang!: bigint | null;
  @Instant() askedAt!: Date;
  @Instant() deadlineAt!: Date;
  @Instant({ nullable: true }) sentAt!: Date | null;
  @Instant({ nullable: true }) answeredAt!: Date | null;
}
