import type { DataSource } from 'typeorm';
import { LEASE_MS } from '../contract/retry-times.js';
import { OUTGOING_KINDS, SENT_AFTER_COMMIT } from '../domain/outgoing/outgoing-kind.js';
import { sqlList } from '../persistence/sql-list.js';
import { PROBE_AFTER_MS } from '../signed-http/circuits.js';
import { isCircuitOpen, NoAnswerError, wasNotSent } from '../signed-http/no-answer.js';
import type { Message } from './kind.js';
import { KINDS } from './kinds/all.js';

/** A message that may be sent, and how often that was tried. */
export interface Due extends Message {
  attempts: number;
}

const MESSAGE = `id, kind, party, case_id AS "caseId", subject_id AS "subjectId", attempts`;

/** The place of the kind of the message `m` among the kinds: the most urgent is 1. */
const URGENCY = `array_position('{${OUTGOING_KINDS.join(',')}}'::text[], m.kind)`;

const HELD_BACK = Object.entries(KINDS).flatMap(([kind, { heldBack }]) =>
  heldBack === undefined ? [] : [`(m.kind = '${kind}' AND (${heldBack}))`],
);

/** The message `m` waits for its acknowledgement, and nobody sends it now. */
const OPEN = `m.acknowledged_at IS NULL AND (m.leased_until IS NULL OR m.leased_until <= now())`;

/** What a workflow sends again the keeper sends some seconds later, in case there is no workflow. */
const OWN_TIME_IS_OVER = `(m.attempts = 0 OR m.kind NOT IN (${sqlList([...SENT_AFTER_COMMIT])})
  OR m.next_attempt_at <= now() - interval '5 seconds')`;

/**
 * Finds at most `limit` messages whose next attempt is due, the most urgent kind first, and of one
 * kind the longest waiting. At most `ofParty` are for one party: one that is away leaves room for
 * the others.
 */
export async function dueMessages(
  db: DataSource,
  { limit, ofParty }: { limit: number; ofParty: number },
): Promise<Due[]> {
  return db.query(
    `SELECT ${MESSAGE} FROM (
       SELECT m.*, ${URGENCY} AS urgency,
              row_number() OVER (PARTITION BY m.party ORDER BY ${URGENCY}, m.next_attempt_at) AS place
         FROM outgoing_message m
        WHERE ${OPEN} AND m.next_attempt_at <= now() AND ${OWN_TIME_IS_OVER} AND NOT (${HELD_BACK.join(' OR ')})) due
      WHERE place <= $2 ORDER BY urgency, next_attempt_at LIMIT $1`,
    [limit, ofParty],
  );
}

/** Finds the messages about a subject that wait for their acknowledgement, and that nobody sends now. */
export async function messagesAbout(db: DataSource, subjectId: string): Promise<Due[]> {
  return db.query(`SELECT ${MESSAGE} FROM outgoing_message m WHERE ${OPEN} AND subject_id = $1 ORDER BY id`, [
    subjectId,
  ]);
}

/**
 * Leases a message to this process for `LEASE_MS`, counts the attempt, and sets when the next one is
 * due. Returns false when another process took it since it was read, or its party has acknowledged it.
 */
export async function take(db: DataSource, { id, kind, attempts }: Due): Promise<boolean> {
  const [, taken]: [unknown, number] = await db.query(
    `UPDATE outgoing_message m
        SET attempts = $2 + 1, sent_at = coalesce(sent_at, now()), leased_until = now() + interval '${LEASE_MS} milliseconds',
            next_attempt_at = now() + $3 * interval '1 millisecond'
      WHERE id = $1 AND attempts = $2 AND ${OPEN}`,
    [id, attempts, KINDS[kind].retryMs(attempts + 1)],
  );
  return taken === 1;
}

/** Who sends a message: its hold's workflow, or a process by itself. */
export type SentBy = 'workflow' | 'process';

/**
 * Gives a message back that its party has not acknowledged, by an answer or by silence (`error`). A
 * call that sent nothing was no attempt, and the next one is due when the party may be called again;
 * but a workflow has its own few tries in a round, and its rounds must come less often while a party
 * is away. A party that asks for time is left alone as long.
 */
export async function giveBack(
  db: DataSource,
  { id }: Message,
  { error, sentBy }: { error?: unknown; sentBy: SentBy },
): Promise<void> {
  if (sentBy === 'process' && wasNotSent(error))
    await db.query(
      `UPDATE outgoing_message SET attempts = attempts - 1, sent_at = CASE WHEN attempts > 1 THEN sent_at END,
              next_attempt_at = now() + $2 * interval '1 millisecond', leased_until = NULL
        WHERE id = $1 AND acknowledged_at IS NULL AND attempts > 0`,
      [id, isCircuitOpen(error) ? PROBE_AFTER_MS : LEASE_MS],
    );
  else
    await db.query(
      `UPDATE outgoing_message
          SET leased_until = NULL, next_attempt_at = greatest(next_attempt_at, now() + $2 * interval '1 millisecond')
        WHERE id = $1`,
      [id, error instanceof NoAnswerError ? (error.retryAfterMs ?? 0) : 0],
    );
}

/** Goes on with the leases of messages whose calls still run, or whose answers are being recorded. */
export async function renewMessageLeases(db: DataSource, ids: readonly string[]): Promise<void> {
  await db.query(
    `UPDATE outgoing_message SET leased_until = now() + interval '${LEASE_MS} milliseconds' WHERE id = ANY (ARRAY(
       SELECT id FROM outgoing_message WHERE id = ANY ($1) AND leased_until IS NOT NULL FOR UPDATE SKIP LOCKED))`,
    [ids],
  );
}
