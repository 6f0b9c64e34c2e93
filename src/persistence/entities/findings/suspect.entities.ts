import { Entity } from 'typeorm';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type { LinkKind } from '../../../domain/link/subject.js';
import { Instant, Integer, KeyText, Text } from '../columns.js';

/**
 * A person looked a suspect up, and what for, or searched by an account or PromptPay id.
 * Append-only.
 */
@Entity('suspect_lookup')
export class SuspectLookupRow {
  @KeyText() id!: string;
  @Text() person!: string;
  @Text() role!: Role;
  /** Slug of the person's institution; null: of the centre. */
  @Text({ nullable: true }) institution!: string | null;
  @Text() kind!: LinkKind;
  /** As `link_key` has it: an account in the clear, everything else as a keyed hash. */
  @Text() key!: string;
  /** Null: a search of complaints or holds, which asks for none. */
  @Text({ nullable: true }) purpose!: string | null;
  /** Number of cases and holds that were shown. */
  @Integer() found!: number;
  @Instant() lookedAt!: Date;
}
