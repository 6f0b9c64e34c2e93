import type { DataSource } from 'typeorm';
import { LEASE_MS } from '../contract/retry-times.js';
import {
  OUTGOING_KINDS,
  type OutgoingKind,
  REPEATED_AT_ONCE,
  REPEATED_BY_WORKFLOW,
} from '../domain/outgoing/outgoing-kind.js';
import { sqlList } from '../persistence/sql-list.js';
import { PROBE_AFTER_MS } from '../signed-http/circuits.js';
import { hasAnsweredInVain, isCircuitOpen, NoAnswerError, wasNotSent } from '../signed-http/no-answer.js';
import type { Message, Times, Turn } from './kind.js';
import { KINDS } from './kinds/all.js';

/** A message that may be sent. */
export interface Due extends Message {
  /** How often that was tried. */
  attempts: number;
  /** Its next attempt is due. */
  isDue: boolean;
  ageMs: number;
  /** The database's clock when it was read, epoch ms. */
  readAtMs: number;
  /** Its party has taken it, and owes the answer. */
  isTaken: boolean;
  turn: Turn;
}

/** SQL of what the kinds say of the message `m` in one of their fields; `otherwise` for those that say nothing. */
function ofKind(field: 'heldBack' | 'isTaken' | 'turn', otherwise: string): string {
  const cases = Object.entries(KINDS).flatMap(([kind, { [field]: sql }]) =>
    sql === undefined ? [] : [`WHEN '${kind}' THEN (${sql})`],
  );
  return `CASE m.kind ${cases.join(' ')} ELSE ${otherwise} END`;
}

const IS_TAKEN = ofKind('isTaken', 'false');
const HELD_BACK = ofKind('heldBack', 'false');

const MESSAGE = `m.id, m.kind, m.party, m.case_id AS "caseId", m.subject_id AS "subjectId", m.attempts,
  m.next_attempt_at <= now() AS "isDue", extract(epoch FROM now() - m.written_at)::float8 * 1000 AS "ageMs",
  extract(epoch FROM now())::float8 * 1000 AS "readAtMs", ${IS_TAKEN} AS "isTaken", ${ofKind('turn', 'NULL')} AS turn`;

/** The place of the kind of the message `m` among the kinds: the most urgent is 1. */
const URGENCY = `array_position('{${OUTGOING_KINDS.join(',')}}'::text[], m.kind)`;

/** The message `m` waits for its acknowledgement, nothing holds it back, and nobody sends it now. */
const OPEN = `m.acknowledged_at IS NULL AND (m.leased_until IS NULL OR m.leased_until <= now()) AND NOT ${HELD_BACK}`;

/** What a workflow sends again the keeper sends some seconds later, in case there is no workflow. */
const OWN_TIME_IS_OVER = `(m.attempts = 0 OR m.kind NOT IN (${sqlList([...REPEATED_BY_WORKFLOW])})
  OR m.attempts = 1 AND m.kind IN (${sqlList([...REPEATED_AT_ONCE])}) AND NOT ${IS_TAKEN}
  OR m.next_attempt_at <= now() - interval '5 seconds')`;

/** Whose turn it is among messages of a kind that went to the same party, reporter or account as often. */
const BY_NEED = `(turn->>'canWait')::boolean, (turn->>'orderWaits')::boolean DESC, (turn->>'endsAtMs')::float8, next_attempt_at, id`;

/**
 * Finds at most `limit` messages whose next attempt is due, the most urgent kind first, and of one
 * kind the longest waiting. At most `ofParty` are for one party: one that is away leaves room for
 * the others. Those that take turns go as `nextInTurn` has it: each reporter and each account once,
 * before any of them twice. So all that is due has to be read, except what is for parties that are `away`:
 * of one that is away for long, much is due, and none of it can go.
 */
export async function dueMessages(
  db: DataSource,
  { limit, ofParty }: { limit: number; ofParty: number },
  away: readonly string[] = [],
): Promise<Due[]> {
  return db.query(
    `WITH due AS (
       SELECT ${MESSAGE}, m.next_attempt_at, ${URGENCY} AS urgency FROM outgoing_message m
        WHERE ${OPEN} AND m.next_attempt_at <= now() AND m.party <> ALL ($3) AND ${OWN_TIME_IS_OVER}),
          turns AS (
       SELECT due.*, CASE WHEN turn IS NULL THEN 1 ELSE
                greatest(row_number() OVER (PARTITION BY party, kind, turn->>'reporter' ORDER BY ${BY_NEED}),
                         row_number() OVER (PARTITION BY party, kind, turn->>'account' ORDER BY ${BY_NEED})) END AS round
         FROM due),
          placed AS (
       SELECT turns.*, row_number() OVER (PARTITION BY party ORDER BY urgency, round, ${BY_NEED}) AS place FROM turns)
     SELECT id, kind, party, "caseId", "subjectId", attempts, "isDue", "ageMs", "readAtMs", "isTaken", turn
       FROM placed WHERE place <= $2 ORDER BY urgency, round, next_attempt_at, id LIMIT $1`,
    [limit, ofParty, away],
  );
}

/**
 * Finds the subjects of messages of a kind whose next attempt was due 30 seconds ago; a live workflow would
 * have made it by now. The choice is random, so that none is always left out.
 */
export async function subjectsCalledLate(db: DataSource, kind: OutgoingKind, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM (SELECT DISTINCT m.subject_id AS id FROM outgoing_message m
        WHERE m.kind = $1 AND m.next_attempt_at < now() - interval '30 seconds' AND ${OPEN}) late
      ORDER BY random() LIMIT $2`,
    [kind, limit],
  );
  return rows.map(({ id }) => id);
}

/** Finds the messages about subjects that wait for their acknowledgement, and that nobody sends now. */
export async function messagesAbout(db: DataSource, subjectIds: readonly string[]): Promise<Due[]> {
  if (subjectIds.length === 0) return [];
  return db.query(`SELECT ${MESSAGE} FROM outgoing_message m WHERE ${OPEN} AND m.subject_id = ANY ($1) ORDER BY m.id`, [
    subjectIds,
  ]);
}

/**
 * Finds what a party still owes an answer to, the most urgent kind first: for a person of it, who takes it all at
 * once. Questions what became of an order are left out: the order itself is among them.
 */
export async function owedBy(db: DataSource, party: string): Promise<Due[]> {
  return db.query(
    `SELECT ${MESSAGE} FROM outgoing_message m
      WHERE m.party = $1 AND m.acknowledged_at IS NULL AND NOT ${HELD_BACK} AND m.kind <> 'order.poll'
      ORDER BY ${URGENCY}, m.written_at, m.id`,
    [party],
  );
}

/**
 * Leases messages to this process for `LEASE_MS` by one statement, counts the attempts, and sets when the
 * next ones are due. Returns the ids of those that it took: another process may have taken one since it was
 * read, its party may have acknowledged it, or it is not needed any more.
 */
export async function takeTogether(db: DataSource, messages: readonly Due[]): Promise<ReadonlySet<string>> {
  const pauses = messages.map((message) => KINDS[message.kind].retryMs(message.attempts + 1, timesOf(message)));
  const [taken]: [{ id: string }[], number] = await db.query(
    `WITH wanted AS MATERIALIZED (
       SELECT m.id, w.attempts, w.pause_ms FROM outgoing_message m
         JOIN unnest($1::text[], $2::int[], $3::float8[]) AS w (id, attempts, pause_ms) ON w.id = m.id
        ORDER BY m.id FOR UPDATE OF m)
     UPDATE outgoing_message m
        SET attempts = w.attempts + 1, sent_at = coalesce(m.sent_at, now()), leased_until = now() + interval '${LEASE_MS} milliseconds',
            next_attempt_at = now() + w.pause_ms * interval '1 millisecond'
       FROM wanted w WHERE m.id = w.id AND m.attempts = w.attempts AND ${OPEN} RETURNING m.id`,
    [messages.map(({ id }) => id), messages.map(({ attempts }) => attempts), pauses],
  );
  return new Set(taken.map(({ id }) => id));
}

/**
 * Returns the ids of messages that this process took and that it is still to send: the lease runs, nobody took
 * them since, their parties have not acknowledged them, and nothing holds them back.
 */
export async function stillToSend(
  db: DataSource,
  messages: readonly Pick<Due, 'id' | 'attempts'>[],
): Promise<ReadonlySet<string>> {
  const found: { id: string }[] = await db.query(
    `SELECT m.id FROM outgoing_message m JOIN unnest($1::text[], $2::int[]) AS w (id, attempts) ON w.id = m.id
      WHERE m.attempts = w.attempts AND m.leased_until > now() AND m.acknowledged_at IS NULL AND NOT ${HELD_BACK}`,
    [messages.map(({ id }) => id), messages.map(({ attempts }) => attempts)],
  );
  return new Set(found.map(({ id }) => id));
}

/** So many attempts at least have pauses of their own in the statement that takes several messages. */
const ATTEMPTS_WITH_PAUSES = 100;

/**
 * Leases the messages of a kind about subjects to this process, for the workflow that sends them, by
 * one statement: as `takeTogether`, but nobody need have read them. `isTaken`: those that their party has
 * taken, to ask for the answer. Returns those that nobody else sends.
 */
export async function takeAbout(
  db: DataSource,
  kind: OutgoingKind,
  subjectIds: readonly string[],
  isTaken = false,
): Promise<Due[]> {
  const pauses = Array.from({ length: ATTEMPTS_WITH_PAUSES }, (_, attempts) =>
    KINDS[kind].retryMs(attempts + 1, { ageMs: 0, leftMs: null, isTaken }),
  );
  const [taken]: [Due[], number] = await db.query(
    `UPDATE outgoing_message m
        SET attempts = m.attempts + 1, sent_at = coalesce(m.sent_at, now()), leased_until = now() + interval '${LEASE_MS} milliseconds',
            next_attempt_at = now() + ($3::float8[])[least(m.attempts + 1, ${ATTEMPTS_WITH_PAUSES})] * interval '1 millisecond'
      WHERE m.kind = $1 AND m.subject_id = ANY ($2) AND ${OPEN} AND ${IS_TAKEN} = $4 RETURNING ${MESSAGE}`,
    [kind, subjectIds, pauses, isTaken],
  );
  return taken;
}

/**
 * Gives a message back that was taken and that nobody was called with: that was no attempt. `attempts`: only
 * while it has so many, because another process may have taken it since.
 */
export async function giveBackUntried(
  db: DataSource,
  { id }: Message,
  inMs: number,
  attempts: number | null = null,
): Promise<void> {
  await db.query(
    `UPDATE outgoing_message SET attempts = attempts - 1, sent_at = CASE WHEN attempts > 1 THEN sent_at END,
            next_attempt_at = now() + $2 * interval '1 millisecond', leased_until = NULL
      WHERE id = $1 AND acknowledged_at IS NULL AND attempts > 0 AND attempts = coalesce($3, attempts)`,
    [id, inMs, attempts],
  );
}

function timesOf({ ageMs, readAtMs, isTaken, turn }: Due): Times {
  return { ageMs, leftMs: turn === null ? null : turn.endsAtMs - readAtMs, isTaken };
}

/** Who sends a message: its hold's workflow, or a process by itself. */
export type SentBy = 'workflow' | 'process';

/**
 * Gives a message back that its party has not acknowledged, by an answer or by silence (`error`). A
 * call that sent nothing was no attempt, and the next one is due when the party may be called again;
 * but a workflow has its own few tries in a round, and its rounds must come less often while a party
 * is away. A party that asks for time is left alone as long, and one that answered in vain as long as its kind
 * says (`retryAnsweredMs`).
 */
export async function giveBack(
  db: DataSource,
  message: Due,
  { error, sentBy }: { error?: unknown; sentBy: SentBy },
): Promise<void> {
  const hasAnswered = error === undefined || hasAnsweredInVain(error);
  const answeredMs = hasAnswered ? (KINDS[message.kind].retryAnsweredMs?.(timesOf(message)) ?? 0) : 0;
  const askedForMs = error instanceof NoAnswerError ? (error.retryAfterMs ?? 0) : 0;
  if (sentBy === 'process' && wasNotSent(error))
    await giveBackUntried(db, message, isCircuitOpen(error) ? PROBE_AFTER_MS : LEASE_MS);
  else
    await db.query(
      `UPDATE outgoing_message
          SET leased_until = NULL, next_attempt_at = greatest(next_attempt_at, now() + $2 * interval '1 millisecond')
        WHERE id = $1`,
      [message.id, Math.max(answeredMs, askedForMs)],
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
