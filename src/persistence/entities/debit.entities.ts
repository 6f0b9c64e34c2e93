import { Entity } from 'typeorm';
import type { DebitState } from '../../domain/debit/debit-verdict.js';
import { Instant, KeyText, SatangAmount, Text } from './columns.js';

/** What the victim's institution says about a reported transfer. */
@Entity('debit_confirmation')
export class DebitConfirmationRow {
  @KeyText() id!: string;
  @Text() transferId!: string;
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
