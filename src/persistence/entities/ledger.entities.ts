import { Entity } from 'typeorm';
import { Instant, KeyText, SatangAmount, Text } from './columns.js';

/**
 * The stolen sum of one victim transfer; what its trail reserves never exceeds it (checked by the
 * database).
 */
@Entity('stolen_sum')
export class StolenSumRow {
  @KeyText() id!: string;
  @Text() transferId!: string;
  @Text() caseId!: string;
  @SatangAmount() amountSatang!: bigint;
  @SatangAmount() reservedSatang!: bigint;
  /** What institutions suspended of it by themselves (section 6). */
  @SatangAmount({ default: 0 }) suspendedSatang!: bigint;
  /**
   * What its holds reserve, counted by the database as they change; nobody else writes it, and at
   * commit it is what `reservedSatang` says.
   */
  @SatangAmount({ default: 0 }) countedSatang!: bigint;
}

/** A case's interest in a stolen sum; a hold ends when the last claim does. */
@Entity('claim')
export class ClaimRow {
  @KeyText() stolenSumId!: string;
  @KeyText() caseId!: string;
  @Instant() claimedAt!: Date;
  @Instant({ nullable: true }) endedAt!: Date | null;
}
