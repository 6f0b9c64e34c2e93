import { Entity } from 'typeorm';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import { Instant, KeyText, Text } from '../columns.js';

/** A masked value that a person had revealed, and why; the value is not kept. Append-only. */
@Entity('reveal')
export class RevealRow {
  @KeyText() id!: string;
  @Text() caseId!: string;
  /** The part of the trail whose account was revealed; null: a field of a person was. */
  @Text({ nullable: true }) partId!: string | null;
  /** The field, as `personalFields` names it; null: an account was revealed. */
  @Text({ nullable: true }) field!: string | null;
  @Text() person!: string;
  @Text() role!: Role;
  @Text() reason!: string;
  @Instant() revealedAt!: Date;
}
