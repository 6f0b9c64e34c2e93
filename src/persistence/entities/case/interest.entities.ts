import { Entity } from 'typeorm';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type { InterestKnownBy } from '../../../domain/interest/interest.js';
import { Instant, KeyText, Text } from '../columns.js';

/** That a person gains or loses by what becomes of the money of a case. Append-only. */
@Entity('interest')
export class InterestRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  @Text() person!: string;
  @Text() knownBy!: InterestKnownBy;
  /** Of a declaration: the role in which the person works on cases. */
  @Text({ nullable: true }) role!: Role | null;
  /** Of a declaration: why, in the person's words. */
  @Text({ nullable: true }) reason!: string | null;
  @Instant() since!: Date;
}
