import { Entity } from 'typeorm';
import type { CaseStatus } from '../../../domain/case/case-status.js';
import type { RulebookName } from '../../../domain/rulebook/build.js';
import { Flag, Instant, Integer, KeyText, SatangAmount, Text } from '../columns.js';

/** A case: the work on one complaint, whose id it shares. */
@Entity('case_file')
export class CaseFileRow {
  @KeyText() id!: string;
  @Text() caseNo!: string;
  @Text() rulebook!: RulebookName;
  @Text() status!: CaseStatus;
  @Text() caseType!: string;
  @Instant() openedAt!: Date;
  @Text() openedBy!: string;
  /** The reporter holds the victim's account (section 7). */
  @Flag({ nullable: true }) victimReports!: boolean | null;
  @Flag() holderReports!: boolean;
  /** When the victim told his own bank, whose notice opened the case (section 7); else null. */
  @Instant({ nullable: true }) toldBankAt!: Date | null;
  /** The debited account; null while nobody knows it. */
  @Text({ nullable: true }) victimInstitution!: string | null;
  @Text({ nullable: true }) victimAccountNo!: string | null;
  @SatangAmount() stolenSatang!: bigint;
  /** When an inquiry officer accepted the police complaint (OFF-7C). */
  @Instant({ nullable: true }) statementAt!: Date | null;
  @Instant({ nullable: true }) statementNotedAt!: Date | null;
  /** When a second person confirmed the withdrawal. */
  @Instant({ nullable: true }) withdrawnAt!: Date | null;
  /** While a withdrawal waits for a second person: when it lapses. */
  @Instant({ nullable: true }) withdrawalLapsesAt!: Date | null;
  /** While a correction waits for a second person: when it lapses. */
  @Instant({ nullable: true }) correctionLapsesAt!: Date | null;
  /** While a finding about the holder of an account waits for a second person (P-PAPERS). */
  @Instant({ nullable: true }) papersLapseAt!: Date | null;
  /** False when the reporter's limit stopped automatic orders: they wait for confirmations. */
  @Flag() automaticOrders!: boolean;
  /** Who investigates (P-ASSIGN). */
  @Text() assignedRoute!: 'station' | 'ccib' | 'dsi';
  @Instant({ nullable: true }) nextDeadlineAt!: Date | null;
  @Instant({ nullable: true }) closedAt!: Date | null;
  /** Hash of the second secret by which the victim reads the status; null: none was given out. */
  @Text({ nullable: true }) victimSecretSha256!: string | null;
  /** How many cases it is linked with directly; counted with each new link. */
  @Integer() linkedCases!: number;
}
