import { Entity } from 'typeorm';
import type { CaseStatus } from '../../domain/case/case-status.js';
import type { Finding } from '../../domain/judgement/facts.js';
import type { RulebookName } from '../../domain/rulebook/build.js';
import { Flag, Instant, Integer, Json, KeyText, SatangAmount, Text, TextList } from './columns.js';

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
  @Flag() holderReports!: boolean;
  @Text() victimInstitution!: string;
  @Text() victimAccountNo!: string;
  @SatangAmount() stolenSatang!: bigint;
  @SatangAmount() heldSatang!: bigint;
  /** OFF-7C. */
  @Instant({ nullable: true }) statementAt!: Date | null;
  @Instant({ nullable: true }) withdrawnAt!: Date | null;
  /** False: the reporter's limit or the transfers' age stopped them. */
  @Flag() automaticOrders!: boolean;
  @Text() assignedRoute!: 'station' | 'ccib' | 'dsi';
  @Instant({ nullable: true }) nextDeadlineAt!: Date | null;
  @Instant({ nullable: true }) closedAt!: Date | null;
  /** Cases that it is linked with directly; counted with each new link. */
  @Integer() linkedCases!: number;
}

/** A rule's result about a case, a transfer or an account. Append-only. */
@Entity('finding')
export class FindingRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() ruleRowId!: string;
  /** Rows of C1 to C7 that the rule asked for. Empty on a finding from before they were kept. */
  @TextList() choiceRowIds!: string[];
  @Text() ruleId!: string;
  @Text() subjectKind!: Finding['subjectKind'];
  @Text() subject!: string;
  @Text() outcome!: Finding['outcome'];
  @Json() reasons!: Finding['reasons'];
  @Json() missing!: Finding['missing'];
  @TextList() evidenceIds!: string[];
  @Instant() judgedAt!: Date;
  /** Counts up with every judgement of the case. */
  @Integer() judgement!: number;
}
