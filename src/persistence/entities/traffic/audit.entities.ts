import { Column, Entity } from 'typeorm';
import { Instant, Integer, Json, KeyInteger, KeyText, Text } from '../columns.js';

/** One event of a hash chain. Append-only. */
@Entity('audit_event')
export class AuditEventRow {
  /** A case id, or `system`. */
  @KeyText() chain!: string;
  /** Counts from 1, without a gap. */
  @KeyInteger() sequence!: number;
  /** A stable name, such as `hold.ordered`. */
  @Text() type!: string;
  /** Subject of a person, slug of a party, or `system`. */
  @Text() actor!: string;
  @Instant() at!: Date;
  /** Ids, amounts and codes; never personal data. */
  @Json() payload!: Record<string, unknown>;
  @Text() prevHash!: string;
  @Text() hash!: string;
  /** The seals of the rows that its transaction wrote, as the text that `hash` covers. */
  @Text({ nullable: true }) seals!: string | null;
  /**
   * The writing transaction, set by the database as `xid8`. The ORM does not know that type and
   * reads it as text.
   */
  @Column({ type: 'text', insert: false, update: false }) xid!: string;
}

/** The last event of a chain; writers of the chain queue on this row. */
@Entity('audit_head')
export class AuditHeadRow {
  @KeyText() chain!: string;
  @Integer() sequence!: number;
  @Text() hash!: string;
}

/**
 * A signed Merkle root over the heads of the chains that had moved since the checkpoint before.
 * Append-only.
 */
@Entity('audit_checkpoint')
export class AuditCheckpointRow {
  /** Counts from 1, without a gap. */
  @KeyInteger() number!: number;
  @Instant() at!: Date;
  /** SHA-256, in hex, of what the checkpoint before signed; zeros for the first. */
  @Text() previousHash!: string;
  /** How many heads are under it: the leaves of its Merkle tree. */
  @Integer() heads!: number;
  @Text() merkleRoot!: string;
  /**
   * Every event of an earlier transaction is under this checkpoint or one before; `xid8` in the
   * database. The ORM does not know that type and reads it as text.
   */
  @Text() throughXid!: string;
  @Text() signature!: string;
  @Text() keyId!: string;
}

/** A head under a checkpoint: a leaf of its Merkle tree. Append-only. */
@Entity('audit_checkpoint_head')
export class AuditCheckpointHeadRow {
  @Integer() checkpoint!: number;
  @KeyText() chain!: string;
  @KeyInteger() sequence!: number;
  @Text() hash!: string;
}

/**
 * That the database may be older than somebody saw it, or that a person put on record to which instant it is
 * recovered. Append-only.
 */
@Entity('recovery')
export class RecoveryRow {
  @KeyText() id!: string;
  /** Counts from 1, without a gap. */
  @Integer() number!: number;
  @Text() kind!: 'needed' | 'recorded';
  @Instant() at!: Date;
  /** The checkpoint that was kept outside; null: none that could be read. */
  @Integer({ nullable: true }) keptNumber!: number | null;
  @Text({ nullable: true }) keptHash!: string | null;
  /** The newest checkpoint of the database; null: none. */
  @Integer({ nullable: true }) foundNumber!: number | null;
  @Text({ nullable: true }) foundHash!: string | null;
  /** Recorded: the instant as of which the database knows everything. */
  @Instant({ nullable: true }) recoveredTo!: Date | null;
  /** A number or short name of the house. */
  @Text({ nullable: true }) recordedBy!: string | null;
  /** The running numbers of cases that are left out, so that none is given twice. */
  @Integer({ nullable: true }) caseNoFrom!: number | null;
  @Integer({ nullable: true }) caseNoThrough!: number | null;
}
