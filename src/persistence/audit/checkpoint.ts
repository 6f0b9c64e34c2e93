import { createHash } from 'node:crypto';
import { type EntityManager, MoreThan } from 'typeorm';
import { AuditCheckpointRow } from '../entities/audit.entities.js';
import { canonicalJson, NO_HASH } from './hash-event.js';
import { type ChainHead, merkleRoot } from './merkle.js';

/** Signs bytes with the centre's key and returns the signature as text. */
export type SignBytes = (bytes: Uint8Array) => { signature: string; keyId: string };

/** The advisory lock of the process that writes a checkpoint: any fixed number, always the same. */
const CHECKPOINT_LOCK = 1441_0004;

/**
 * Most events that one checkpoint reads, and so most heads that it hashes: some 50 ms of work,
 * after which everything else of the process has its turn.
 */
const EVENTS_PER_CHECKPOINT = 5_000;

/** What a checkpoint's signature covers. */
export type UnsignedCheckpoint = Omit<AuditCheckpointRow, 'signature' | 'keyId'>;

/** What one look for new heads did: the checkpoint that it wrote, and whether heads remain. */
export interface WrittenCheckpoint {
  readonly checkpoint?: AuditCheckpointRow;
  readonly hasMore: boolean;
}

/**
 * Writes a signed checkpoint over the heads of the chains that have moved since the last one, and
 * chains it to that one. Call it in a transaction of its own. It reads only the new events, writes
 * nothing when there are none, and does nothing while another process writes one.
 *
 * `limit` is the most events that it reads. Throws when the database counts its transactions from
 * lower than the last checkpoint did: it was restored from a dump into another cluster
 * (docs/OPERATING.md).
 */
export async function writeCheckpoint(
  manager: EntityManager,
  sign: SignBytes,
  limit = EVENTS_PER_CHECKPOINT,
): Promise<WrittenCheckpoint> {
  if (!(await isOnlyWriter(manager))) return { hasMore: false };
  const last = await newestCheckpoint(manager);
  const moved = await movedHeads(manager, last?.throughXid ?? '0', limit);
  const [first] = moved;
  if (first === undefined) return { hasMore: false };
  const heads = moved.map(({ chain, sequence, hash }) => ({ chain, sequence, hash }));
  const unsigned: UnsignedCheckpoint = {
    number: (last?.number ?? 0) + 1,
    at: first.now,
    previousHash: last === undefined ? NO_HASH : checkpointHash(last),
    heads: heads.length,
    merkleRoot: merkleRoot(heads),
    throughXid: first.throughXid,
  };
  const checkpoint: AuditCheckpointRow = { ...unsigned, ...sign(checkpointBytes(unsigned)) };
  await insertCheckpoint(manager, checkpoint, heads);
  return { checkpoint, hasMore: first.events === limit };
}

/**
 * Returns the bytes that a checkpoint's signature covers: its values as canonical JSON (RFC 8785),
 * without `signature` and `keyId`.
 */
export function checkpointBytes(checkpoint: UnsignedCheckpoint): Uint8Array {
  const { number, at, previousHash, heads, merkleRoot: root, throughXid } = checkpoint;
  const signed = { number, at: at.toISOString(), previousHash, heads, merkleRoot: root, throughXid };
  return Buffer.from(canonicalJson(signed), 'utf8');
}

/**
 * Returns the SHA-256, in hex, of the bytes that a checkpoint's signature covers. The next
 * checkpoint names it as `previousHash`, so it stands for all checkpoints up to this one.
 */
export function checkpointHash(checkpoint: UnsignedCheckpoint): string {
  return createHash('sha256').update(checkpointBytes(checkpoint)).digest('hex');
}

/** Returns the checkpoints after a number, in order, at most `limit`. */
export async function checkpointsAfter(
  manager: EntityManager,
  number: number,
  limit: number,
): Promise<AuditCheckpointRow[]> {
  return manager.find(AuditCheckpointRow, {
    where: { number: MoreThan(number) },
    order: { number: 'ASC' },
    take: limit,
  });
}

/** Takes the lock until the end of the transaction; false when another process has it. */
async function isOnlyWriter(manager: EntityManager): Promise<boolean> {
  const [row]: { taken: boolean }[] = await manager.query('SELECT pg_try_advisory_xact_lock($1) AS taken', [
    CHECKPOINT_LOCK,
  ]);
  return row?.taken === true;
}

async function newestCheckpoint(manager: EntityManager): Promise<UnsignedCheckpoint | undefined> {
  const [newest]: (UnsignedCheckpoint & { isAhead: boolean })[] = await manager.query(
    `SELECT number, at, previous_hash AS "previousHash", heads, merkle_root AS "merkleRoot",
            through_xid::text AS "throughXid", through_xid > pg_snapshot_xmax(pg_current_snapshot()) AS "isAhead"
       FROM audit_checkpoint ORDER BY number DESC LIMIT 1`,
  );
  if (newest?.isAhead) {
    throw new Error(
      `checkpoint ${newest.number} counts transactions up to ${newest.throughXid}, and the database has not come ` +
        'so far: it was restored from a dump (docs/OPERATING.md, "After a restore")',
    );
  }
  return newest;
}

/** A head that moved, with what the whole look found. */
interface MovedHead extends ChainHead {
  readonly now: Date;
  /** How many events were read, at most the limit. */
  readonly events: number;
  /** Every event of an earlier transaction is under the checkpoint to write, or one before. */
  readonly throughXid: string;
}

/**
 * Returns the heads of the chains with new events since `fromXid`, whose transactions may still
 * have been open then. Where it does not reach all, the next look begins at the last one read.
 */
async function movedHeads(manager: EntityManager, fromXid: string, limit: number): Promise<MovedHead[]> {
  return manager.query(
    `WITH fresh AS MATERIALIZED (
       SELECT e.chain, e.xid FROM audit_event e
        WHERE e.xid >= $1::xid8
          AND e.sequence > coalesce((SELECT max(c.sequence) FROM audit_checkpoint_head c WHERE c.chain = e.chain), 0)
        ORDER BY e.xid LIMIT $2),
     found AS (
       SELECT count(*)::integer AS events, CASE WHEN count(*) < $2 THEN pg_snapshot_xmin(pg_current_snapshot())
              ELSE least(max(xid), pg_snapshot_xmin(pg_current_snapshot())) END::text AS through_xid FROM fresh)
     SELECT h.chain, h.sequence, h.hash, now() AS now, found.events, found.through_xid AS "throughXid"
       FROM (SELECT DISTINCT chain FROM fresh) moved JOIN audit_head h USING (chain) CROSS JOIN found`,
    [fromXid, limit],
  );
}

async function insertCheckpoint(
  manager: EntityManager,
  checkpoint: AuditCheckpointRow,
  heads: readonly ChainHead[],
): Promise<void> {
  const { number, at, previousHash, merkleRoot: root, throughXid, signature, keyId } = checkpoint;
  await manager.query(
    `WITH written AS (
       INSERT INTO audit_checkpoint (number, at, previous_hash, heads, merkle_root, through_xid, signature, key_id)
       VALUES ($1, $2, $3, $4, $5, $6::xid8, $7, $8))
     INSERT INTO audit_checkpoint_head (checkpoint, chain, sequence, hash)
     SELECT $1, head.chain, head.sequence, head.hash
       FROM jsonb_to_recordset($9::jsonb) AS head (chain text, sequence integer, hash text)`,
    [number, at, previousHash, heads.length, root, throughXid, signature, keyId, JSON.stringify(heads)],
  );
}
