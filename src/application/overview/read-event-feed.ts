import type { EntityManager } from 'typeorm';
import { rowsOf } from '../case/work/read-rows.js';

/**
 * A place in the order of commits: transaction id, then chain and sequence within the transaction.
 */
export interface FeedPosition {
  /** PostgreSQL `xid8` in decimal. */
  xid: string;
  chain: string;
  sequence: number;
}

/** An audit event without its payload. */
export interface FeedEvent extends FeedPosition {
  type: string;
  at: Date;
}

/**
 * Reads the end of the feed: the oldest transaction that may still run. Everything that commits
 * from now on comes after it. A few events that were just committed may come after it too, but
 * none is missed.
 */
export async function feedEnd(manager: EntityManager): Promise<FeedPosition> {
  const [row] = await rowsOf<{ xid: string }>(
    manager,
    'SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xid',
    [],
  );
  if (row === undefined) throw new Error('the database has no snapshot');
  return { xid: row.xid, chain: '', sequence: 0 };
}

/**
 * Reads up to `limit` audit events after a place, in the order of commits. It reads only
 * transactions before the oldest one that still runs, because an earlier sequence number may
 * commit later, and a reader that went by sequence numbers would miss that event for ever.
 */
export async function readFeed(manager: EntityManager, after: FeedPosition, limit: number): Promise<FeedEvent[]> {
  return rowsOf<FeedEvent>(
    manager,
    `SELECT xid::text AS xid, chain, sequence, type, at
       FROM audit_event
      WHERE xid < pg_snapshot_xmin(pg_current_snapshot()) AND xid >= $1::xid8
        AND (xid, chain COLLATE "C", sequence) > ($1::xid8, $2 COLLATE "C", $3::int)
      ORDER BY xid, chain COLLATE "C", sequence LIMIT $4`,
    [after.xid, after.chain, after.sequence, limit],
  );
}
