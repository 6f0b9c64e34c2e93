import { Entity } from 'typeorm';
import { Instant, KeyText, Text } from './columns.js';

/** A disagreement between the record and an institution's word that a person must settle. */
@Entity('break_record')
export class BreakRecordRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text({ nullable: true }) holdId!: string | null;
  @Text() kind!: string;
  @Text({ nullable: true }) inboxMessageId!: string | null;
  @Text() ownerRole!: string;
  /** Row of P-BREAK that gives owner and time. */
  @Text() ruleRowId!: string;
  @Instant() openedAt!: Date;
  @Instant() dueAt!: Date;
  @Instant({ nullable: true }) closedAt!: Date | null;
  @Text({ nullable: true }) closedBy!: string | null;
  @Text({ nullable: true }) closedRole!: string | null;
  @Text({ nullable: true }) closeReason!: string | null;
}
