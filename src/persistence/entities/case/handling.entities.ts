import { Entity } from 'typeorm';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type { QueueFilter } from '../../../domain/queue/queue-filter.js';
import { Instant, Json, KeyText, Text } from '../columns.js';

/** Who works on a case, and until when. */
@Entity('work_claim')
export class WorkClaimRow {
  @KeyText() caseId!: string;
  @Text() person!: string;
  @Instant() claimedAt!: Date;
  @Instant() untilAt!: Date;
  /** The row of P-WORK. */
  @Text() ruleRowId!: string;
}

/** An assignment of a case to a person, or to nobody. Append-only. */
@Entity('case_assignment')
export class CaseAssignmentRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text({ nullable: true }) assignee!: string | null;
  @Text({ nullable: true }) note!: string | null;
  @Text() assignedBy!: string;
  @Text() assignedRole!: Role;
  @Instant() assignedAt!: Date;
}

/** A note about a case. Append-only. */
@Entity('case_note')
export class CaseNoteRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() person!: string;
  @Text() role!: Role;
  @Text() text!: string;
  @Instant() notedAt!: Date;
}

/** A view of the queue that a person named. */
@Entity('queue_view')
export class QueueViewRow {
  /** Subject of the person. */
  @KeyText() person!: string;
  @KeyText() name!: string;
  @Json() filter!: QueueFilter;
  @Instant() savedAt!: Date;
}
