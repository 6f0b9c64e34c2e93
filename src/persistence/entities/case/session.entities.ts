import { Column, Entity } from 'typeorm';
import type { Role } from '../../../domain/freeze-request/freeze-request.js';
import type { SessionEnd } from '../../../domain/session/session-life.js';
import { Instant, KeyText, Text, TextList } from '../columns.js';

/** A signed-in browser of a person, known by the hash of the secret in its cookie. */
@Entity('person_session')
export class PersonSessionRow {
  @KeyText() id!: string;
  @Text() secretSha256!: string;
  @Text() subject!: string;
  @Text() name!: string;
  @TextList() roles!: Role[];
  /** Slug of the institution that the person works for. */
  @Text({ nullable: true }) institution!: string | null;
  /** The rulebook that the provider's word asks for, if any. */
  @Text({ nullable: true }) rulebookClaim!: string | null;
  /** Keyed hash of the person's telephone number; null: the provider gives none. */
  @Text({ nullable: true }) phoneKey!: string | null;
  /** The provider's own session (`sid`), by which it may say that it is over; null: it named none. */
  @Text({ nullable: true }) providerSession!: string | null;
  /** With what the provider is asked again, encrypted by a key made from the cookie's secret. */
  @Column({ type: 'bytea', nullable: true }) providerGrant!: Buffer | null;
  @Instant() startedAt!: Date;
  @Instant() lastUsedAt!: Date;
  @Instant() checkedAt!: Date;
  /** One process alone asks the provider until then; since then, when it gave up. */
  @Instant({ nullable: true }) checkingUntil!: Date | null;
  @Instant() expiresAt!: Date;
  @Instant({ nullable: true }) endedAt!: Date | null;
  @Text({ nullable: true }) endedBy!: string | null;
  @Text({ nullable: true }) endReason!: SessionEnd | null;
}
