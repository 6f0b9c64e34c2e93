import { Entity } from 'typeorm';
import { Instant, Integer, KeyText, Text } from '../columns.js';

/** What an operator has typed of a complaint that is not received yet. */
@Entity('complaint_draft')
export class ComplaintDraftRow {
  @KeyText() id!: string;
  @Text() owner!: string;
  /** The Idempotency-Key that began it. */
  @Text() key!: string;
  /** JSON as the console made it. */
  @Text() content!: string;
  @Integer() revision!: number;
  /** The row of P-DRAFT. */
  @Text() ruleRowId!: string;
  @Instant() begunAt!: Date;
  @Instant() savedAt!: Date;
  @Instant() expiresAt!: Date;
}
