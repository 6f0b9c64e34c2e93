import type { EntityManager } from 'typeorm';
import { rowsOf } from '../case/work/read-rows.js';
import type { FeedPosition } from './read-event-feed.js';

/** Where a chain ends; `caseNo` is null for the chain of the system. */
export interface ChainRow {
  chain: string;
  caseNo: string | null;
  sequence: number;
  hash: string;
}

/** Reads where chains end: that of the system first, then the newest case first. */
export function selectChains(
  manager: EntityManager,
  { caseNo, after, limit }: { caseNo?: string | undefined; after?: string | undefined; limit: number },
): Promise<ChainRow[]> {
  return rowsOf<ChainRow>(
    manager,
    `SELECT h.chain, c.case_no AS "caseNo", h.sequence, h.hash FROM audit_head h LEFT JOIN case_file c ON c.id = h.chain
      WHERE ($1::text IS NULL OR c.case_no = $1) AND ($2::text IS NULL OR h.chain < $2) ORDER BY h.chain DESC LIMIT $3`,
    [caseNo ?? null, after ?? null, limit],
  );
}

/** A head of a chain under a checkpoint. */
export interface CheckpointHeadRow {
  checkpoint: number;
  sequence: number;
  hash: string;
}

/** Reads which checkpoints signed an event of a chain, from one number on to another. */
export function selectCheckpointsOver(
  manager: EntityManager,
  chain: string,
  { after, through }: { after: number; through: number },
): Promise<CheckpointHeadRow[]> {
  return rowsOf<CheckpointHeadRow>(
    manager,
    `SELECT checkpoint, sequence, hash FROM audit_checkpoint_head
      WHERE chain = $1 AND sequence > $2 AND sequence <= $3 ORDER BY sequence`,
    [chain, after, through],
  );
}

/** An event that notes a reading, at its place in the order of commits. */
interface ReadingRow extends FeedPosition {
  caseNo: string | null;
  type: string;
  actor: string;
  at: Date;
  payload: Record<string, unknown>;
}

/** So many events are looked through for one page, whatever was read among them. */
const LOOKED_THROUGH = 5_000;

/** Names of events that note a reading: nothing changed, somebody saw something. */
const READING = '[.](read|searched|revealed)$';

/** The readings of one look, and the oldest event that was looked at; null: there is none before. */
export interface FoundReadings {
  rows: ReadingRow[];
  oldest: FeedPosition | null;
}

/**
 * Reads the newest readings before a place in the order of commits. It goes back through the events
 * by the index of the feed, a bounded number of them, so that no index is needed for a question
 * that an auditor asks a few times a day.
 */
export async function selectReadings(
  manager: EntityManager,
  query: {
    person?: string | undefined;
    chain?: string | undefined;
    before: FeedPosition | undefined;
    limit: number;
  },
): Promise<FoundReadings> {
  const { person, chain, before, limit } = query;
  const looked = `SELECT xid, chain COLLATE "C" AS chain, sequence FROM audit_event
      WHERE $1::xid8 IS NULL OR (xid <= $1::xid8 AND (xid, chain COLLATE "C", sequence) < ($1::xid8, $2 COLLATE "C", $3::int))
      ORDER BY xid DESC, chain COLLATE "C" DESC, sequence DESC LIMIT ${LOOKED_THROUGH}`;
  const place = [before?.xid ?? null, before?.chain ?? '', before?.sequence ?? 0];
  const rows = await rowsOf<ReadingRow>(
    manager,
    `WITH looked AS MATERIALIZED (${looked})
     SELECT e.xid::text AS xid, e.chain, c.case_no AS "caseNo", e.sequence, e.type, e.actor, e.at, e.payload
       FROM looked JOIN audit_event e ON e.chain = looked.chain AND e.sequence = looked.sequence
       LEFT JOIN case_file c ON c.id = e.chain
      WHERE e.type ~ '${READING}' AND ($4::text IS NULL OR e.actor = $4) AND ($5::text IS NULL OR e.chain = $5)
      ORDER BY looked.xid DESC, looked.chain DESC, looked.sequence DESC LIMIT $6`,
    [...place, person ?? null, chain ?? null, limit],
  );
  const last = rows.at(-1);
  if (last !== undefined && rows.length === limit) {
    return { rows, oldest: { xid: last.xid, chain: last.chain, sequence: last.sequence } };
  }
  const [oldest] = await rowsOf<FeedPosition>(
    manager,
    `WITH looked AS MATERIALIZED (${looked})
     SELECT xid::text AS xid, chain, sequence FROM looked OFFSET ${LOOKED_THROUGH - 1}`,
    place,
  );
  return { rows, oldest: oldest ?? null };
}
