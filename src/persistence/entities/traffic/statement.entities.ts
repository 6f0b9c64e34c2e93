import { Entity } from 'typeorm';
import type { LostOrderAct, LostOrderState } from '../../../domain/statement/lost-order.js';
import type { AsOrdered, StatedPower } from '../../../domain/statement/compare-books.js';
import { Flag, Instant, Integer, Json, KeyText, SatangAmount, Text, TextList } from '../columns.js';

/** When what the centre states of a hold last changed; the database keeps it by triggers (statement.sql). */
@Entity('hold_change')
export class HoldChangeRow {
  @KeyText() holdId!: string;
  @Text() institution!: string;
  @Instant() changedAt!: Date;
  /** By it money is held, until its institution has said that it let go. */
  @Flag() holdsMoney!: boolean;
}

/** A page of what an institution was asked to state of the centre's orders; its message has its id. */
@Entity('hold_statement')
export class HoldStatementRow {
  @KeyText() id!: string;
  @Text() institution!: string;
  /** The first page of the statement. */
  @Text() roundId!: string;
  /** Only what changed since; null: all. */
  @Instant({ nullable: true }) since!: Date | null;
  /** Where the page before ended; null: the first page. */
  @Text({ nullable: true }) afterPlace!: string | null;
  @Instant() askedAt!: Date;
  @Instant({ nullable: true }) answeredAt!: Date | null;
  /** The signed page. */
  @Text({ nullable: true }) inboxMessageId!: string | null;
  @Flag({ default: false }) isLast!: boolean;
  /** How many orders the page names. */
  @Integer({ nullable: true }) orders!: number | null;
  /** How many differences were found. */
  @Integer({ nullable: true }) differences!: number | null;
}

/** An order of the centre that an institution states to hold money by, and that is not on record. */
@Entity('lost_order')
export class LostOrderRow {
  @KeyText() id!: string;
  @Text() institution!: string;
  @Text() orderId!: string;
  @Text() holdId!: string;
  @Text() accountNo!: string;
  @SatangAmount() askedSatang!: bigint;
  @SatangAmount() heldSatang!: bigint;
  @Instant() expiresAt!: Date;
  /** The case of its credit, or the one that was opened for it. */
  @Text() caseId!: string;
  @Json({ nullable: true }) asOrdered!: Pick<AsOrdered, 'caseNo' | 'legalBasis' | 'transfer'> | null;
  @Instant({ nullable: true }) issuedAt!: Date | null;
  @Text({ nullable: true }) power!: StatedPower | null;
  @Text() state!: LostOrderState;
  /** Adopted: when it is let go, at the latest. */
  @Instant({ nullable: true }) untilAt!: Date | null;
  @Text({ nullable: true }) untilRuleRowId!: string | null;
  @Instant({ nullable: true }) overAt!: Date | null;
  /** The signed page that names it. */
  @Text() inboxMessageId!: string;
  /** The newest break that calls a person about it. */
  @Text() breakId!: string;
  @Instant() foundAt!: Date;
}

/** What one person proposes to do with a lost order, and what another decided. */
@Entity('lost_order_request')
export class LostOrderRequestRow {
  @KeyText() id!: string;
  @Text() lostOrderId!: string;
  @Text() caseId!: string;
  @Text() act!: LostOrderAct;
  @Text() state!: 'requested' | 'approved' | 'refused';
  @Text() reason!: string;
  @Text() requestedBy!: string;
  @Text() requestedRole!: string;
  @Instant() requestedAt!: Date;
  @Text({ nullable: true }) decidedBy!: string | null;
  @Text({ nullable: true }) decidedRole!: string | null;
  @Text({ nullable: true }) decisionReason!: string | null;
  @Instant({ nullable: true }) decidedAt!: Date | null;
}

/** The release of a lost order; its message has its id. */
@Entity('lost_order_release')
export class LostOrderReleaseRow {
  @KeyText() id!: string;
  @Text() lostOrderId!: string;
  @Text() caseId!: string;
  /** The proposal that two persons agreed on; null: its time is over. */
  @Text({ nullable: true }) requestId!: string | null;
  /** Ids of rule rows. */
  @TextList() legalBasis!: string[];
  @Instant() orderedAt!: Date;
  @Instant({ nullable: true }) acknowledgedAt!: Date | null;
  /** The break that it was not answered in time. */
  @Text({ nullable: true }) breakId!: string | null;
  /** What its answer says that was held until then. */
  @SatangAmount({ nullable: true }) releasedSatang!: bigint | null;
}
