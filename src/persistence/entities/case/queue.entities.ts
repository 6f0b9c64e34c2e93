import { Entity } from 'typeorm';
import type { QueueCaseShown } from '../../../domain/queue/queue-order.js';
import type { QueueTab } from '../../../domain/queue/queue-tab.js';
import { Instant, Integer, Json, KeyText, SatangAmount, Text, TextList } from '../columns.js';

/** Up to which commits the queue has followed the audit events: one row. */
@Entity('queue_follow')
export class QueueFollowRow {
  @KeyText() id!: string;
  /** A `pg_snapshot`. */
  @Text() seen!: string;
}

/** An open case as a row of the queue shows it; made again from the record when it has changed. */
@Entity('queue_case')
export class QueueCaseRow {
  @KeyText() caseId!: string;
  @Instant() freshUntil!: Date;
  @Json({ nullable: true }) shown!: QueueCaseShown | null;
}

/** The place of an open case in a view of the queue. */
@Entity('queue_place')
export class QueuePlaceRow {
  @KeyText() tab!: QueueTab;
  @KeyText() caseId!: string;
  @Integer() lead!: number;
  @Instant({ nullable: true }) dueAt!: Date | null;
  @Text() byTime!: string;
  @Text() byRisk!: string;
  @Text() byAdvice!: string;
  @Text() byDoubts!: string;
  @Text() caseNo!: string;
  @Text() caseType!: string;
  @Text() status!: string;
  @Text() route!: string;
  @TextList() parties!: string[];
  @TextList() tasks!: string[];
  @TextList() clockOwners!: string[];
  @SatangAmount() stolenSatang!: bigint;
  @SatangAmount() atRiskSatang!: bigint;
  @Text({ nullable: true }) assignee!: string | null;
}
