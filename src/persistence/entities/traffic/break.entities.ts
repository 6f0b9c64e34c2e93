import { Entity } from 'typeorm';
import { Instant, KeyText, Text } from '../columns.js';

/** A difference between the database and a party's message that a person must settle. */
@Entity('break_record')
export class BreakRecordRow {
  @KeyText() id!: string;
  /** Null: the message names nothing of any case. */
  @Text({ nullable: true }) caseId!: string | null;
  @Text({ nullable: true }) holdId!: string | null;
  /** The transfer whose receiver it is about, where no hold is. */
  @Text({ nullable: true }) transferId!: string | null;
  @Text() kind!: string;
  /** The message that differs. */
  @Text({ nullable: true }) inboxMessageId!: string | null;
  /** Who signed a message that was refused unread. */
  @Text({ nullable: true }) party!: string | null;
  /** The role that must settle it. */
  @Text() ownerRole!: string;
  /** The row of P-BREAK that gives the owner and the time. */
  @Text() ruleRowId!: string;
  @Instant() openedAt!: Date;
  @Instant() dueAt!: Date;
  @Instant({ nullable: true }) closedAt!: Date | null;
  @Text({ nullable: true }) closedBy!: string | null;
  @Text({ nullable: true }) closedRole!: string | null;
  @Text({ nullable: true }) closeReason!: string | null;
  /** When somebody looks whether its cause is gone; null: a person settles it. */
  @Instant({ nullable: true }) lookAt!: Date | null;
}

/** What a person of an institution says of a break: a statement of fact, which changes nothing. Append-only. */
@Entity('break_statement')
export class BreakStatementRow {
  @KeyText() id!: string;
  @Text() breakId!: string;
  @Text() institution!: string;
  /** Subject of the person. */
  @Text() person!: string;
  @Text() text!: string;
  @Instant() saidAt!: Date;
}
