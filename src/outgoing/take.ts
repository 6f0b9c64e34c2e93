import type { DataSource } from 'typeorm';
import { LEASE_MS } from '../contract/retry-times.js';
import { OUTGOING_KINDS } from '../domain/outgoing/outgoing-kind.js';
import { PROBE_AFTER_MS } from '../signed-http/circuits.js';
import { isCircuitOpen, NoAnswerError, wasNotSent } from '../signed-http/no-answer.js';
import type { Message } from './kind.js';
import { KINDS } from './kinds/all.js';

/** A message that may be sent, and how often that was tried. */
export interface Due extends Message {
  attempts: number;
}

/** The place of the kind of the message `m` among the kinds: the most urgent is 1. */
const URGENCY = `array_position('{${OUTGOING_KINDS.join(',')}}'::text[], m.kind)`;

const HELD_BACK = Object.entries(KINDS).flatMap(([kind, { heldBack }]) =>
  heldBack === undefined ? [] : [`(m.kind = '${kind}' AND (${heldBack}))`],
);

/** The message `m` waits for its acknowledgement, and nobody sends it now. */
const OPEN = `m.acknowledged_at IS NULL AND (m.leased_until IS NULL OR m.leased_until <= now())`;

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
    `SELECT id, kind, party, case_id AS "caseId", subject_id AS "subjectId", attempts FROM (
       SELECT m.*, ${URGENCY} AS urgency,
              row_number() OVER (PARTITION BY m.party ORDER BY ${URGENCY}, m.next_attempt_at) AS place
         FROM outgoing_message m
        WHERE ${OPEN} AND m.next_attempt_at <= now() AND NOT (${HELD_BACK.join(' OR ')})) due
      WHERE place <= $2 ORDER BY urgency, next_attempt_at LIMIT $1`,
    [limit, ofParty],
  );
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

/**
 * Gives a message back after a call that brought no answer. A call that sent nothing was no attempt,
 * and the next one is due when the party may be called again; else the party is left alone as long
 * as it asks.
 */
export async function giveBack(db: DataSource, { id }: Message, error: unknown): Promise<void> {
  if (wasNotSent(error))
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
export async function renewLeases(db: DataSource, ids: readonly string[]): Promise<void> {
  await db.query(
    `UPDATE outgoing_message SET leased_until = now() + interval '${LEASE_MS} milliseconds' WHERE id = ANY (ARRAY(
       SELECT id FROM outgoing_message WHERE id = ANY ($1) AND leased_until IS NOT NULL FOR UPDATE SKIP LOCKED))`,
    [ids],
  );
}
