import type { EntityManager } from 'typeorm';
import { type AuditEvent, hashEvent, NO_HASH } from './hash-event.js';

/** Names the chain of events that belong to no case. */
export const SYSTEM_CHAIN = 'system';

/**
 * SQL that appends the events `$2` to the chain `$1`. The last event (number `$3`) takes the seals
 * that the database noted in this transaction (seal.sql), and so its hash is made there: that of
 * `hashEvent`.
 */
const APPEND = `
  noted AS MATERIALIZED (SELECT take_seals() AS seals),
  appended AS (
    INSERT INTO audit_event (chain, sequence, type, actor, at, payload, prev_hash, hash, seals)
    SELECT $1, event.sequence, event.type, event.actor, event.at, event.payload, event."prevHash",
           CASE WHEN own.seals IS NULL THEN event.hash
                ELSE encode(sha256(convert_to(event.hash || own.seals, 'UTF8')), 'hex') END,
           own.seals
      FROM jsonb_to_recordset($2::jsonb) AS event
           (sequence integer, type text, actor text, at timestamptz, payload jsonb, "prevHash" text, hash text)
      CROSS JOIN LATERAL (SELECT CASE event.sequence WHEN $3 THEN noted.seals END AS seals FROM noted) AS own
    RETURNING sequence, hash),
  last AS (SELECT hash FROM appended WHERE sequence = $3)`;

/**
 * An event to append: a stable type such as `hold.ordered`, and a payload of ids, amounts (decimal
 * strings) and codes. Never personal data.
 */
export interface NewAuditEvent {
  type: string;
  payload: Record<string, unknown>;
}

/**
 * Appends events to a hash chain (a case id, or `SYSTEM_CHAIN`), by two statements whatever their
 * number. Call it in the transaction of the change that they record, and last: it takes the seals
 * of the rows written before, and writers of one chain queue on its head until commit. Throws when
 * a payload has no JSON form.
 */
export async function appendAudit(
  manager: EntityManager,
  chain: string,
  actor: string,
  at: Date,
  events: readonly NewAuditEvent[],
): Promise<void> {
  if (events.length === 0) return;
  const linked = linkEvents(await lockHead(manager, chain), chain, actor, at, events);
  await insertEvents(manager, chain, linked);
}

/**
 * Returns whether this transaction has written rows whose seals no event has taken yet: true only
 * if a row is new or changed.
 */
export async function hasNewSeals(manager: EntityManager): Promise<boolean> {
  const [noted]: { any: boolean }[] = await manager.query(
    `SELECT coalesce(current_setting('rangap.seals', true), '') <> '' AS any`,
  );
  return noted?.any === true;
}

/** The last event of a chain: its number and its hash. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** The head of a chain that has no event yet. */
export const NEW_CHAIN: ChainHead = { sequence: 0, hash: NO_HASH };

/**
 * Appends events as `appendAudit` does, but by one statement: the caller has held a lock against
 * all other writers of the chain since it read the head that it linked the events to. Throws when
 * the chain does not end there, which means that the lock was not held (a bug).
 */
export async function appendToLockedChain(manager: EntityManager, events: readonly AuditEvent[]): Promise<void> {
  const [first, last] = [events[0], events.at(-1)];
  if (first === undefined || last === undefined) return;
  const { chain } = first;
  const headSequence = first.sequence - 1;
  const moved: unknown[] = await manager.query(
    `WITH ${APPEND}
     INSERT INTO audit_head (chain, sequence, hash) SELECT $1, $3, hash FROM last
     ON CONFLICT (chain) DO UPDATE SET sequence = excluded.sequence, hash = excluded.hash
      WHERE audit_head.sequence = $4 AND audit_head.hash = $5 RETURNING chain`,
    [chain, JSON.stringify(events), last.sequence, headSequence, first.prevHash],
  );
  if (moved.length !== 1) throw new Error(`audit chain ${chain} does not end at ${headSequence}`);
}

/**
 * Locks the chain's head and returns it; creates it first when the chain is new. The update
 * changes nothing: it takes the lock and returns the row.
 */
async function lockHead(manager: EntityManager, chain: string): Promise<ChainHead> {
  const heads: ChainHead[] = await manager.query(
    `INSERT INTO audit_head (chain, sequence, hash) VALUES ($1, 0, $2)
     ON CONFLICT (chain) DO UPDATE SET chain = audit_head.chain RETURNING sequence, hash`,
    [chain, NO_HASH],
  );
  const head = heads[0];
  if (head === undefined) throw new Error(`audit chain ${chain} has no head after locking it`);
  return head;
}

/**
 * Numbers the events from the head on, and hashes each with the hash before it; without the seals,
 * which the database adds to the last one. Throws when a payload has no JSON form.
 */
export function linkEvents(
  head: ChainHead,
  chain: string,
  actor: string,
  at: Date,
  events: readonly NewAuditEvent[],
): AuditEvent[] {
  let { sequence, hash } = head;
  return events.map(({ type, payload }) => {
    sequence += 1;
    // The hash covers what is read back later: JSON drops undefined and turns dates into text.
    const stored = JSON.parse(JSON.stringify(payload)) as Record<string, unknown>;
    const event = { chain, sequence, type, actor, at, payload: stored, prevHash: hash, seals: null };
    hash = hashEvent(event);
    return { ...event, hash };
  });
}

async function insertEvents(manager: EntityManager, chain: string, events: readonly AuditEvent[]): Promise<void> {
  const last = events.at(-1);
  if (last === undefined) return;
  await manager.query(
    `WITH ${APPEND}
     UPDATE audit_head SET sequence = $3, hash = last.hash FROM last WHERE chain = $1`,
    [chain, JSON.stringify(events), last.sequence],
  );
}
