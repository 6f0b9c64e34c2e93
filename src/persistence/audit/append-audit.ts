import type { EntityManager } from 'typeorm';
import { type AuditEvent, hashEvent, NO_HASH } from './hash-event.js';

/** Names the chain of events that belong to no case. */
export const SYSTEM_CHAIN = 'system';

/** SQL that appends the events `$2` to the chain `$1`. */
const APPEND = `
  INSERT INTO audit_event (chain, sequence, type, actor, at, payload, prev_hash, hash)
  SELECT $1, event.sequence, event.type, event.actor, event.at, event.payload, event."prevHash", event.hash
    FROM jsonb_to_recordset($2::jsonb) AS event
         (sequence integer, type text, actor text, at timestamptz, payload jsonb, "prevHash" text, hash text)`;

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
 * number. Call it in the transaction of the change that they record, and late: writers of one
 * chain queue on its head until commit. Throws when a payload has no JSON form.
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

/** The last event of a chain: its number and its hash. */
export interface ChainHead {
  readonly sequence: number;
  readonly hash: string;
}

/** The head of a chain that has no event yet. */
export const NEW_CHAIN: ChainHead = { sequence: 0, hash: NO_HASH };

/**
 * Appends events as `appendAudit` does, but by one statement: the caller has held a lock against
 * all other writers of the chain since it read `head`. Throws when the chain does not end at
 * `head`, which means that the lock was not held (a bug).
 */
export async function appendToLockedChain(
  manager: EntityManager,
  chain: string,
  head: ChainHead,
  actor: string,
  at: Date,
  events: readonly NewAuditEvent[],
): Promise<void> {
  const linked = linkEvents(head, chain, actor, at, events);
  const last = linked.at(-1);
  if (last === undefined) return;
  const moved: unknown[] = await manager.query(
    `WITH appended AS (${APPEND})
     INSERT INTO audit_head (chain, sequence, hash) VALUES ($1, $3, $4)
     ON CONFLICT (chain) DO UPDATE SET sequence = $3, hash = $4
      WHERE audit_head.sequence = $5 AND audit_head.hash = $6 RETURNING chain`,
    [chain, JSON.stringify(linked), last.sequence, last.hash, head.sequence, head.hash],
  );
  if (moved.length !== 1) throw new Error(`audit chain ${chain} does not end at ${head.sequence}`);
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

/** Numbers the events from the head on, and hashes each with the hash before it. */
function linkEvents(
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
    const event = { chain, sequence, type, actor, at, payload: stored, prevHash: hash };
    hash = hashEvent(event);
    return { ...event, hash };
  });
}

async function insertEvents(manager: EntityManager, chain: string, events: readonly AuditEvent[]): Promise<void> {
  const last = events.at(-1);
  if (last === undefined) return;
  await manager.query(
    `WITH appended AS (${APPEND})
     UPDATE audit_head SET sequence = $3, hash = $4 WHERE chain = $1`,
    [chain, JSON.stringify(events), last.sequence, last.hash],
  );
}
