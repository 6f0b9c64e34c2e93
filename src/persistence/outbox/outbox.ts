import { type EntityManager, type FindOptionsWhere, IsNull } from 'typeorm';
import { OutboxRow } from '../entities/traffic/outbox.entities.js';
import { parseWorkflowId } from '../../contract/ids.js';
import { newId } from '../ids.js';

/** The first signal follows the commit at once; these are the times of the repeats. */
const FIRST_RETRY_MS = 5_000;
/**
 * A hold's workflow is its clock, and no more is lost without it meanwhile: the keeper sends what
 * nobody has sent, and sweeps expiries. So many starts of a long trail may wait for their turn, and
 * for the look that notes them.
 */
const FIRST_RETRY_OF_HOLD_START_MS = 15_000;
export const LONGEST_RETRY_MS = 60_000;

/** The message that a process has looked at a case, and its workflow must look too. */
export const CASE_MOVED = 'caseMoved';

/** A message for a workflow. */
export interface OutboxEntry {
  workflowId: string;
  kind: OutboxRow['kind'];
  /** Name of the signal. */
  message: string;
  /** The row that the workflow reads again. */
  rowId: string;
}

/**
 * Returns the rows of entries, to insert in the transaction that gives the reason. The process that
 * commits signals the workflows at once. Some seconds after `now` the keeper repeats it until the
 * entries are marked read.
 */
export function outboxRows(manager: EntityManager, entries: readonly OutboxEntry[], now: Date): OutboxRow[] {
  return entries.map((entry) => {
    const nextAttemptAt = new Date(now.getTime() + firstRetryMs(entry));
    return manager.create(OutboxRow, {
      ...entry,
      id: newId(),
      createdAt: now,
      attempts: 0,
      nextAttemptAt,
      readAt: null,
    });
  });
}

function firstRetryMs({ kind, workflowId }: OutboxEntry): number {
  const isHoldStart = kind === 'start' && parseWorkflowId(workflowId)?.type === 'hold';
  return isHoldStart ? FIRST_RETRY_OF_HOLD_START_MS : FIRST_RETRY_MS;
}

/**
 * SQL of a part of a WITH that adds the entry of a look, first due again as `outboxRows` says, for
 * each row of `from`. Every value is SQL; `at` is its instant.
 */
export function addLookSql(
  { id, workflowId, message, rowId, at }: Record<'id' | 'workflowId' | 'message' | 'rowId' | 'at', string>,
  from: string,
): string {
  return `told AS (
    INSERT INTO outbox (id, workflow_id, kind, message, row_id, created_at, attempts, next_attempt_at)
    SELECT ${id}, ${workflowId}, 'look', ${message}, ${rowId}, ${at}, 0,
           ${at} + ${FIRST_RETRY_MS} * interval '1 millisecond' FROM ${from})`;
}

/**
 * Marks the entries of a workflow as read, all of them or those that are `which`. Call it first in
 * the transaction and read the rows after it: an entry that commits in between then stays unread,
 * and no change is overlooked.
 */
export async function markOutboxRead(
  manager: EntityManager,
  workflowId: string,
  /** `now`: the database's time at the start of the transaction. */
  at: Date | 'now',
  which: Pick<FindOptionsWhere<OutboxRow>, 'kind' | 'message'> = {},
): Promise<void> {
  await manager.update(
    OutboxRow,
    { ...which, workflowId, readAt: IsNull() },
    { readAt: at === 'now' ? () => 'now()' : at },
  );
}

/**
 * SQL of a part of a WITH that does what `markOutboxRead` does, at the instant `at` (SQL), in the
 * statement that reads the rows: one view of the database for both. `workflowId` is SQL too.
 */
export function markReadSql(workflowId: string, at: string, which = 'true'): string {
  return `marked AS (UPDATE outbox SET read_at = ${at} WHERE workflow_id = ${workflowId} AND read_at IS NULL AND ${which})`;
}

/**
 * Marks an entry about a case as read because a process has carried it out, and writes the entry
 * that still tells the workflow that the case moved.
 */
export async function noteCarriedOut(
  manager: EntityManager,
  { id, workflowId }: Pick<DueEntry, 'id' | 'workflowId'>,
  { caseId, now }: { caseId: string; now: Date },
): Promise<void> {
  const marked = await manager.update(OutboxRow, { id, readAt: IsNull() }, { readAt: now });
  if (marked.affected === 0) return;
  const moved = { workflowId, kind: 'look', message: CASE_MOVED, rowId: caseId } as const;
  await manager.insert(OutboxRow, outboxRows(manager, [moved], now));
}

/** An entry that is due. */
export interface DueEntry extends OutboxEntry {
  id: string;
  /** The number of attempts, this one included. */
  attempts: number;
}

/**
 * Takes up to `limit` unread entries that are due at an instant, or `now` by the database's clock, oldest
 * first, and sets when each is due next: later with every attempt. Several keepers may take entries at once; none waits for
 * another, and no entry is taken twice.
 */
export async function takeDueEntries(manager: EntityManager, limit: number, at: Date | 'now'): Promise<DueEntry[]> {
  const [entries]: [DueEntry[], number] = await manager.query(
    // MATERIALIZED: a plan that runs the inner query more than once would take more than `limit`.
    `WITH due AS MATERIALIZED (
       SELECT id FROM outbox WHERE read_at IS NULL AND next_attempt_at <= coalesce($1, now())
        ORDER BY next_attempt_at LIMIT $2 FOR UPDATE SKIP LOCKED)
     UPDATE outbox
        SET attempts = attempts + 1,
            next_attempt_at = coalesce($1::timestamptz, now())
              + LEAST($3::float8 * power(2, LEAST(attempts, 16)), $4::float8) * interval '1 millisecond'
       FROM due WHERE outbox.id = due.id
     RETURNING outbox.id, workflow_id AS "workflowId", kind, message, row_id AS "rowId", attempts`,
    [at === 'now' ? null : at, limit, FIRST_RETRY_MS, LONGEST_RETRY_MS],
  );
  return entries.sort((a, b) => (a.id < b.id ? -1 : 1));
}
