import { Column, Entity } from 'typeorm';
import { Instant, Integer, Json, KeyInteger, KeyText, Text } from './columns.js';

/** One event of a hash chain: a case's, or `system`. Append-only. */
@Entity('audit_event')
export class AuditEventRow {
  @KeyText() chain!: string;
  /** From 1, without a gap. */
  @KeyInteger() sequence!: number;
  @Text() type!: string;
  @Text() actor!: string;
  @Instant() at!: Date;
  @Json() payload!: Record<string, unknown>;
  @Text() prevHash!: string;
  @Text() hash!: string;
  /**
   * `xid8` of the writing transaction, set by the database; the ORM knows no such type and reads it
   * as text.
   */
  @Column({ type: 'text', insert: false, update: false }) xid!: string;
}

/** Where a chain ends; the row that writers of the chain queue on. */
@Entity('audit_head')
export class AuditHeadRow {
  @KeyText() chain!: string;
  @Integer() sequence!: number;
  @Text() hash!: string;
}

/** A signed Merkle root over the heads of all chains. Append-only. */
@Entity('audit_checkpoint')
export class AuditCheckpointRow {
  @KeyText() id!: string;
  @Instant() at!: Date;
  @Integer() chains!: number;
  @Text() merkleRoot!: string;
  @Text() signature!: string;
  @Text() keyId!: string;
}
