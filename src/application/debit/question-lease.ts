import type { DataSource } from 'typeorm';
import { debitRetryMs, lateDebitRetryMs, LEASE_MS } from '../../contract/retry-times.js';

/**
 * SQL of the condition that nobody looks any longer for the transfer that the question `d` searches:
 * its institution is told nothing of a complaint that was withdrawn.
 */
const SEARCHED_NO_MORE = `EXISTS (
  SELECT 1 FROM incomplete_transfer i JOIN case_file f ON f.id = i.case_id
   WHERE i.id = d.incomplete_transfer_id AND (i.state <> 'open' OR f.withdrawn_at IS NOT NULL))`;

/**
 * SQL of the condition that the question `d` has run out of its time while somebody still claims
 * the transfer. A confirmation that comes late has the money held again, so its institution is
 * still asked; of a transfer that nobody claims any more it is told nothing.
 */
const ASKED_LATE = `(d.state = 'unknown' AND d.reason = 'deadline' AND EXISTS (
  SELECT 1 FROM stolen_sum s JOIN claim k ON k.stolen_sum_id = s.id JOIN case_file f ON f.id = k.case_id
   WHERE s.transfer_id = d.transfer_id AND k.ended_at IS NULL AND f.withdrawn_at IS NULL))`;

/** SQL of the condition that the question `d` is to be asked, and that nobody asks it now. */
export const TO_ASK = `(d.state = 'asked' OR ${ASKED_LATE}) AND d.sent_at IS NULL AND (d.leased_until IS NULL OR d.leased_until <= now()) AND NOT ${SEARCHED_NO_MORE}`;

/**
 * SQL of a WITH that leases the question `$1` to this process, counts the attempt, and gives the id
 * when it may be asked now. Its first call is always due.
 */
export const LEASE_QUESTION = `leased AS (
  UPDATE debit_confirmation d SET attempts = d.attempts + 1, leased_until = now() + interval '${LEASE_MS} milliseconds'
   WHERE d.id = $1 AND ${TO_ASK} AND (d.next_attempt_at <= now() OR d.attempts = 0)
  RETURNING d.id)`;

/** Goes on with the leases of questions, because their calls still run. */
export async function renewQuestionLeases(db: DataSource, ids: readonly string[]): Promise<void> {
  await db.query(
    `UPDATE debit_confirmation SET leased_until = now() + interval '${LEASE_MS} milliseconds' WHERE id = ANY (ARRAY(
       SELECT id FROM debit_confirmation WHERE id = ANY ($1) AND leased_until IS NOT NULL FOR UPDATE SKIP LOCKED))`,
    [ids],
  );
}

/**
 * Gives the lease of a question back after a call that brought no answer. The next call is due
 * after a pause that leaves room for more of them within the time of the question, and after that
 * time each hour for seven days; not before `waitMs`, because its institution asks for it or
 * cannot be called before.
 */
export async function giveBackQuestion(db: DataSource, id: string, waitMs = 0): Promise<void> {
  const [row] = await db.query<{ attempts: number; leftMs: number; ageMs: number }[]>(
    `SELECT attempts, extract(epoch FROM deadline_at - now())::float8 * 1000 AS "leftMs",
            extract(epoch FROM now() - asked_at)::float8 * 1000 AS "ageMs"
       FROM debit_confirmation WHERE id = $1`,
    [id],
  );
  if (row === undefined) throw new Error(`no question ${id}`);
  const pauseMs = row.leftMs > 0 ? debitRetryMs(row.attempts, row.leftMs) : lateDebitRetryMs(row.ageMs);
  await db.query(
    `UPDATE debit_confirmation SET leased_until = NULL, next_attempt_at = now() + $2 * interval '1 millisecond'
      WHERE id = $1 AND state IN ('asked', 'unknown') AND sent_at IS NULL`,
    [id, Math.max(waitMs, pauseMs)],
  );
}
