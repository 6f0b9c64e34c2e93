import { Entity } from 'typeorm';
import { Instant, Integer, KeyText, Text } from './columns.js';

/** What a workflow must still be told: to start, or to look again. Signalled again until read. */
@Entity('outbox')
export class OutboxRow {
  @KeyText() id!: string;
  @Text() workflowId!: string;
  @Text() kind!: 'start' | 'look';
  /** Name of the signal. */
  @Text() message!: string;
  @Text() rowId!: string;
  @Instant() createdAt!: Date;
  @Integer() attempts!: number;
  @Instant() nextAttemptAt!: Date;
  @Instant({ nullable: true }) readAt!: Date | null;
}
