import { Entity } from 'typeorm';
import { Instant, Integer, KeyText, Text } from '../columns.js';

/**
 * A message for a workflow: to start, or to look again. It is signalled again until it is read.
 */
@Entity('outbox')
export class OutboxRow {
  @KeyText() id!: string;
  @Text() workflowId!: string;
  @Text() kind!: 'start' | 'look';
  /** Name of the signal. */
  @Text() message!: string;
  /** The row that the workflow reads again. */
  @Text() rowId!: string;
  @Instant() createdAt!: Date;
  @Integer() attempts!: number;
  @Instant() nextAttemptAt!: Date;
  @Instant({ nullable: true }) readAt!: Date | null;
}
