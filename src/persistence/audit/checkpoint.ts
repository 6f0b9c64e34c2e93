import { createHash } from 'node:crypto';
import { type EntityManager, MoreThan } from 'typeorm';
import { AuditCheckpointRow } from '../entities/traffic/audit.entities.js';
import { appendAudit, SYSTEM_CHAIN } from './append-audit.js';
import { canonicalJson, NO_HASH } from './hash-event.js';
import { ACKNOWLEDGED_EVENT, CLOCK_EVENT, GAP_EVENT, isWordOf, keeperWord, type SignBytes } from './keeper-word.js';
import type { Acknowledgement, NamedCheckpoint } from './kept-checkpoint.js';
import { type ChainHead, merkleRoot } from './merkle.js';

export { ACKNOWLEDGED_EVENT, CLOCK_EVENT, GAP_EVENT, type SignBytes } from './keeper-word.js';

/** The advisory lock of the process that writes a checkpoint: any fixed number, always the same. */
const CHECKPOINT_LOCK = 1441_0004;

/**
 * Most events that one checkpoint reads, and so most heads that it hashes: some 50 ms of work,
 * after which everything else of the process has its turn.
 */
const EVENTS_PER_CHECKPOINT = 5_000;

/**
 * An event's first checkpoint is dated this soon after it. A keeper signs every minute; what is
 * signed later, nobody saw grow.
 */
export const SIGNED_WITHIN_MINUTES = 10;

/** Two times may stand in the wrong order by this much, and no clock went back. */
const CLOCK_MAY_DIFFER_MS = 1_000;

/** How the chain of the database contradicts what was kept outside. */
type ChainFault = 'BEGINS_AGAIN' | 'IS_BEHIND' | 'IS_ANOTHER';

const FAULT_WORDS: Readonly<Record<ChainFault, string>> = {
  BEGINS_AGAIN: 'the database has no checkpoint any more',
  IS_BEHIND: 'the checkpoints of the database end before it',
  IS_ANOTHER: 'the database has another checkpoint of that number',
};

/** The chain of the database is not the one that was kept outside; nothing more is signed. */
export class ChainContradicted extends Error {
  override readonly name = 'ChainContradicted';
  constructor(
    readonly fault: ChainFault,
    kept: NamedCheckpoint,
  ) {
    super(`checkpoint ${kept.number} was seen and kept outside the database, and ${FAULT_WORDS[fault]}`);
  }
}

/** What this process read at its look before, and nobody else can have written. */
interface OwnLook {
  /** What the database's clock said. */
  readonly now: Date;
  /** How long ago that is at least, by the clock of this process that never steps, in milliseconds. */
  readonly passedMs: number;
}

/** What is known outside the database of its checkpoints. */
export interface KeptOutside {
  /** The look before of the same process; absent: it is the first. */
  readonly look?: OwnLook | undefined;
  /** The last that was seen there; absent: none was. */
  readonly last?: NamedCheckpoint | undefined;
  /** A person's word that is not on record yet. */
  readonly acknowledgement?: Acknowledgement | undefined;
}

/** What a checkpoint's signature covers. */
export type UnsignedCheckpoint = Omit<AuditCheckpointRow, 'signature' | 'keyId'>;

/** What one look for new heads did: the checkpoint that it wrote, and whether heads remain. */
export interface WrittenCheckpoint {
  readonly checkpoint?: AuditCheckpointRow;
  readonly hasMore: boolean;
  /** What the database's clock said. */
  readonly now: Date;
  /** The newest checkpoint that the look saw, also one of another process; absent: none. */
  readonly newest?: NamedCheckpoint;
  /** True when the checkpoint is over events that nobody saw grow, and says so. */
  readonly toldGap?: boolean;
  /** True when it says that the database's clock went back. */
  readonly toldClock?: boolean;
  /** True when it took the word of a person. */
  readonly tookWord?: boolean;
}

/**
 * Writes a signed checkpoint over the heads of the chains that have moved since the last one, and
 * chains it to that one. Call it in a transaction of its own. It reads only the new events, writes
 * nothing when there are none, and does nothing while another process writes one.
 *
 * `kept` is what was kept outside: where the chain of the database contradicts it, nothing is
 * signed until a person has said why. What no checkpoint signed in time is signed as a gap; where the
 * clock went back, that is told, and nothing is dated before the checkpoint before. Both are judged by
 * the last checkpoint, which the keeper signed, and by its own look before (`kept.look`); events count
 * only where they carry its signature, and their dates prove nothing. `limit` is the most events that it reads.
 *
 * Throws `ChainContradicted`; and an error when the database counts its transactions from lower than
 * the last checkpoint did: it was restored from a dump into another cluster (docs/OPERATING.md).
 */
export async function writeCheckpoint(
  manager: EntityManager,
  sign: SignBytes,
  { limit = EVENTS_PER_CHECKPOINT, kept = {} }: { limit?: number; kept?: KeptOutside } = {},
): Promise<WrittenCheckpoint> {
  const { isOnlyWriter, now } = await lockAndClock(manager);
  if (!isOnlyWriter) return { hasMore: false, now };
  const last = await newestCheckpoint(manager);
  const newest = last === undefined ? undefined : { number: last.number, hash: checkpointHash(last) };
  const tookWord = await takeWord(manager, sign, kept, newest);
  let moved = await movedHeads(manager, last?.throughXid ?? '0', limit);
  const [found] = moved;
  const words = found === undefined ? [] : await wordsOf(manager, sign, { last, found, now, look: kept.look });
  if (words.length > 0) {
    const checkpoint = (last?.number ?? 0) + 1;
    const signed = words.map(({ type, told }) => keeperWord(sign, type, { checkpoint, ...told }));
    await appendAudit(manager, SYSTEM_CHAIN, 'system', now, signed);
    moved = await movedHeads(manager, last?.throughXid ?? '0', limit + 2);
  }
  const [first] = moved;
  if (first === undefined) return { hasMore: false, now, ...(newest && { newest }) };
  const heads = moved.map(({ chain, sequence, hash }) => ({ chain, sequence, hash }));
  const unsigned: UnsignedCheckpoint = {
    number: (last?.number ?? 0) + 1,
    at: last !== undefined && last.at > now ? last.at : now,
    previousHash: last === undefined ? NO_HASH : checkpointHash(last),
    heads: heads.length,
    merkleRoot: merkleRoot(heads),
    throughXid: first.throughXid,
  };
  const checkpoint: AuditCheckpointRow = { ...unsigned, ...sign(checkpointBytes(unsigned)) };
  await insertCheckpoint(manager, checkpoint, heads);
  const written = { number: checkpoint.number, hash: checkpointHash(checkpoint) };
  const told = (type: string): boolean => words.some((word) => word.type === type);
  const [toldGap, toldClock] = [told(GAP_EVENT), told(CLOCK_EVENT)];
  return { checkpoint, hasMore: (found ?? first).events === limit, now, newest: written, toldGap, toldClock, tookWord };
}

/** What the keeper knows when it is about to sign. */
interface AboutToSign {
  readonly last: UnsignedCheckpoint | undefined;
  readonly found: MovedHead;
  readonly now: Date;
  readonly look: OwnLook | undefined;
}

/** Returns what has to be told under the next checkpoint. It reads nothing but where times are out of order. */
async function wordsOf(
  manager: EntityManager,
  sign: SignBytes,
  about: AboutToSign,
): Promise<{ type: string; told: Record<string, unknown> }[]> {
  const { last, found, now } = about;
  const shouldBeMs = clockShouldBeMs(about);
  const isBehind = shouldBeMs - now.getTime() > CLOCK_MAY_DIFFER_MS;
  const isAhead = found.newestAt.getTime() - found.readAt.getTime() > CLOCK_MAY_DIFFER_MS;
  if (!isBehind && !isAhead && !found.isLate) return [];
  const told = await clockToldBy(manager, sign);
  const clock = isBehind ? clockThatIsBehind(about, told) : undefined;
  const open = clock ?? (last !== undefined && told !== undefined && last.at <= told.before ? told : undefined);
  const isUnseenAhead = isAhead && !(open !== undefined && found.newestAt <= open.before);
  const isUnseenLate = found.isLate && !(open !== undefined && !isBehind && wasWrittenWhileBehind(about));
  const gap = {
    since: last?.at.toISOString() ?? null,
    oldestAt: found.oldestAt.toISOString(),
    ...(isUnseenAhead && { newestAt: found.newestAt.toISOString() }),
    events: found.events,
  };
  const times = clock && { before: clock.before.toISOString(), at: clock.at.toISOString() };
  return [
    ...(isUnseenAhead || isUnseenLate ? [{ type: GAP_EVENT, told: gap }] : []),
    ...(times === undefined ? [] : [{ type: CLOCK_EVENT, told: times }]),
  ];
}

/** What the database's clock says at least, if it did not go back: by the last checkpoint, and by the look before. */
function clockShouldBeMs({ last, look }: AboutToSign): number {
  return Math.max(last?.at.getTime() ?? 0, look === undefined ? 0 : look.now.getTime() + look.passedMs);
}

/** What is told of a clock: what it should have said, and what it said. */
interface ToldClock {
  readonly before: Date;
  readonly at: Date;
}

/**
 * Returns what to tell of a clock that is behind; undefined: it was told. An event may be dated a little after
 * the last look, but no later than a checkpoint may be late: whoever dates one for years ahead covers no time by it.
 */
function clockThatIsBehind(about: AboutToSign, told: ToldClock | undefined): ToldClock | undefined {
  const { last, found, now } = about;
  const shouldBeMs = clockShouldBeMs(about);
  const hasGoneFurther = told === undefined || now.getTime() < told.at.getTime() - CLOCK_MAY_DIFFER_MS;
  if (!hasGoneFurther && shouldBeMs <= told.before.getTime()) return undefined;
  const mostMs = (last?.at.getTime() ?? 0) + SIGNED_WITHIN_MINUTES * 60_000;
  return { before: new Date(Math.max(shouldBeMs, Math.min(found.newestAt.getTime(), mostMs))), at: now };
}

/**
 * Returns whether this process saw that the clock was set right since its look before, and all that is late was
 * written meanwhile by the clock that was behind. Who was not there saw nothing grow.
 */
function wasWrittenWhileBehind({ found, now, look }: AboutToSign): boolean {
  const mayBeLateMs = SIGNED_WITHIN_MINUTES * 60_000;
  if (look === undefined || look.passedMs > mayBeLateMs) return false;
  const steppedMs = now.getTime() - look.now.getTime() - look.passedMs;
  return steppedMs > CLOCK_MAY_DIFFER_MS && found.oldestAt.getTime() >= look.now.getTime() - mayBeLateMs;
}

/** Reads the last that a keeper with this key told of the clock. What carries no such signature, anybody wrote. */
async function clockToldBy(manager: EntityManager, sign: SignBytes): Promise<ToldClock | undefined> {
  const rows: { payload: Record<string, unknown>; before: Date; at: Date }[] = await manager.query(
    `SELECT payload, (payload ->> 'before')::timestamptz AS before, (payload ->> 'at')::timestamptz AS at
       FROM audit_event WHERE chain = $1 AND type = $2 AND payload ? 'signature' ORDER BY sequence DESC LIMIT 1000`,
    [SYSTEM_CHAIN, CLOCK_EVENT],
  );
  return rows.find(({ payload }) => isWordOf(sign, CLOCK_EVENT, payload));
}

/**
 * Throws `ChainContradicted` where the chain is not the one that was kept, unless a person has
 * looked at both and said why; that word is put on record. Returns whether one was.
 */
async function takeWord(
  manager: EntityManager,
  sign: SignBytes,
  { last, acknowledgement: word }: KeptOutside,
  newest: NamedCheckpoint | undefined,
): Promise<boolean> {
  const fault = last === undefined ? undefined : await chainFault(manager, last, newest);
  const isMeant =
    word !== undefined &&
    (fault === undefined || isSame(word.kept, last)) &&
    (await isOnChain(manager, word.found, newest));
  if (last !== undefined && fault !== undefined && !isMeant) throw new ChainContradicted(fault, last);
  if (!isMeant) return false;
  const { by, reason, kept, found } = word;
  const payload = { checkpoint: (newest?.number ?? 0) + 1, by, reason, kept, found };
  const [clock]: { now: Date }[] = await manager.query('SELECT now() AS now');
  if (clock === undefined) throw new Error('the database told no time');
  await appendAudit(manager, SYSTEM_CHAIN, 'system', clock.now, [keeperWord(sign, ACKNOWLEDGED_EVENT, payload)]);
  return true;
}

/** The database still has the checkpoint that the person found to be its newest. */
async function isOnChain(
  manager: EntityManager,
  found: NamedCheckpoint | null,
  newest: NamedCheckpoint | undefined,
): Promise<boolean> {
  if (found === null) return newest === undefined;
  return newest !== undefined && (await chainFault(manager, found, newest)) === undefined;
}

function isSame(one: NamedCheckpoint | null, other: NamedCheckpoint | undefined): boolean {
  return one === null ? other === undefined : other?.number === one.number && other.hash === one.hash;
}

/**
 * Returns how the chain of the database contradicts a kept checkpoint, or undefined when it has it.
 * `newest` is the newest checkpoint of the database; it reads one more only where that is a later
 * one.
 */
export async function chainFault(
  manager: EntityManager,
  kept: NamedCheckpoint,
  newest: NamedCheckpoint | undefined,
): Promise<ChainFault | undefined> {
  if (newest === undefined) return 'BEGINS_AGAIN';
  if (newest.number < kept.number) return 'IS_BEHIND';
  if (newest.number === kept.number) return newest.hash === kept.hash ? undefined : 'IS_ANOTHER';
  const [row] = await checkpointsAfter(manager, kept.number - 1, 1);
  return row?.number === kept.number && checkpointHash(row) === kept.hash ? undefined : 'IS_ANOTHER';
}

/** Returns the newest checkpoint of the database by number and hash; undefined: there is none. */
export async function newestNamed(manager: EntityManager): Promise<NamedCheckpoint | undefined> {
  const [row] = await manager.find(AuditCheckpointRow, { order: { number: 'DESC' }, take: 1 });
  return row === undefined ? undefined : { number: row.number, hash: checkpointHash(row) };
}

/** Returns whether the database has a checkpoint, by number and hash. */
export async function hasCheckpoint(manager: EntityManager, { number, hash }: NamedCheckpoint): Promise<boolean> {
  const row = await manager.findOneBy(AuditCheckpointRow, { number });
  return row !== null && checkpointHash(row) === hash;
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

/** Takes the lock until the end of the transaction, where no other process has it, and reads the clock. */
async function lockAndClock(manager: EntityManager): Promise<{ isOnlyWriter: boolean; now: Date }> {
  const [row]: { isOnlyWriter: boolean; now: Date }[] = await manager.query(
    'SELECT pg_try_advisory_xact_lock($1) AS "isOnlyWriter", now() AS now',
    [CHECKPOINT_LOCK],
  );
  if (row === undefined) throw new Error('the database told no time');
  return row;
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
  /** When they were read: no event of them can be dated later, unless a clock went back or somebody made the date up. */
  readonly readAt: Date;
  /** How many events were read, at most the limit. */
  readonly events: number;
  /** The times of the oldest and the newest of them, and whether the oldest is older than what a checkpoint may sign in silence. */
  readonly oldestAt: Date;
  readonly newestAt: Date;
  readonly isLate: boolean;
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
       SELECT e.chain, e.xid, e.at FROM audit_event e
        WHERE e.xid >= $1::xid8
          AND e.sequence > coalesce((SELECT max(c.sequence) FROM audit_checkpoint_head c WHERE c.chain = e.chain), 0)
        ORDER BY e.xid LIMIT $2),
     found AS (
       SELECT count(*)::integer AS events, min(at) AS oldest_at, max(at) AS newest_at, CASE WHEN count(*) < $2 THEN pg_snapshot_xmin(pg_current_snapshot())
              ELSE least(max(xid), pg_snapshot_xmin(pg_current_snapshot())) END::text AS through_xid FROM fresh)
     SELECT h.chain, h.sequence, h.hash, clock_timestamp() AS "readAt", found.events, found.through_xid AS "throughXid",
            found.oldest_at AS "oldestAt", found.newest_at AS "newestAt", found.oldest_at < now() - $3 * interval '1 minute' AS "isLate"
       FROM (SELECT DISTINCT chain FROM fresh) moved JOIN audit_head h USING (chain) CROSS JOIN found`,
    [fromXid, limit, SIGNED_WITHIN_MINUTES],
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
