import { Entity } from 'typeorm';
import { Flag, Instant, Integer, KeyText, SatangAmount, Text } from '../columns.js';

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

/** An order of the centre that an institution holds money by, and that is not on record. Append-only. */
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
  /** The signed page that names it. */
  @Text() inboxMessageId!: string;
  @Text() breakId!: string;
  @Instant() foundAt!: Date;
}
