import { Entity } from 'typeorm';
import type { OutgoingKind } from '../../../domain/outgoing/outgoing-kind.js';
import { Instant, Integer, KeyText, Text } from '../columns.js';

/**
 * A message to a party, which is sent until the party has acknowledged it. Its body is built from
 * its subject each time.
 */
@Entity('outgoing_message')
export class OutgoingMessageRow {
  /** The id in the body: the party takes the same id twice as one message. */
  @KeyText() id!: string;
  @Text() kind!: OutgoingKind;
  @Text() party!: string;
  /** Null when it is about several cases. */
  @Text({ nullable: true }) caseId!: string | null;
  /** The row that its body is built from. */
  @Text() subjectId!: string;
  @Instant() writtenAt!: Date;
  @Integer() attempts!: number;
  /** It is not sent before. */
  @Instant() nextAttemptAt!: Date;
  /** A process sends it until then, and no other does. */
  @Instant({ nullable: true }) leasedUntil!: Date | null;
  /** When it was sent first. */
  @Instant({ nullable: true }) sentAt!: Date | null;
  /** When the party acknowledged it by its signed answer. */
  @Instant({ nullable: true }) acknowledgedAt!: Date | null;
  /** What the party says that it did. */
  @Text({ nullable: true }) answer!: string | null;
  /** When somebody looks whether it is answered (P-BREAK); null: nobody need. */
  @Instant({ nullable: true }) lookAt!: Date | null;
}
