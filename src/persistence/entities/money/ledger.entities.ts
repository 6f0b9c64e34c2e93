import { Entity } from 'typeorm';
import { Flag, Instant, KeyText, SatangAmount, Text } from '../columns.js';

/**
 * The stolen sum of one victim transfer. What holds reserve and institutions suspend of it never
 * exceeds it: the database checks.
 */
@Entity('stolen_sum')
export class StolenSumRow {
  @KeyText() id!: string;
  @Text() transferId!: string;
  @Text() caseId!: string;
  @SatangAmount() amountSatang!: bigint;
  /** What its holds reserve, as the programs write it. */
  @SatangAmount() reservedSatang!: bigint;
  /** What institutions suspend of it by themselves (section 6). */
  @SatangAmount({ default: 0 }) suspendedSatang!: bigint;
  /**
   * What its holds reserve, counted by the database as they change. No program writes it, and at
   * commit it must equal `reservedSatang`.
   */
  @SatangAmount({ default: 0 }) countedSatang!: bigint;
}

/** A case's interest in a stolen sum; when the last claim ends, its holds are released. */
@Entity('claim')
export class ClaimRow {
  @KeyText() stolenSumId!: string;
  @KeyText() caseId!: string;
  @Instant() claimedAt!: Date;
  @Instant({ nullable: true }) endedAt!: Date | null;
  /**
   * False where the case reported the same reference and receiver with other facts, and the holds
   * of this sum cover its money.
   */
  @Flag({ default: true }) reported!: boolean;
  /** The correction that replaced it by another claim (P-CORRECT). */
  @Text({ nullable: true }) correctedBy!: string | null;
}
