import type { DataSource } from 'typeorm';
import type { HoldStart } from '../../../contract/outcomes.js';
import { LEASE_MS } from '../../../contract/retry-times.js';
import { LIVE_HOLD_STATES } from '../../../domain/hold/hold.js';
import { sqlList } from '../../../persistence/sql-list.js';

/**
 * Finds messages that wait longer for their effect than a live workflow would let them. Skips
 * those of locked cases.
 */
export async function waitingMessages(
  db: DataSource,
  limit: number,
): Promise<{ caseId: string; kind: string; subjectId: string; party: string }[]> {
  return db.query(
    `SELECT m.case_id AS "caseId", m.kind, m.subject_id AS "subjectId", m.party
       FROM inbox_message m JOIN case_file f ON f.id = m.case_id
      WHERE m.processed_at IS NULL AND m.received_at <= now() - interval '20 seconds'
      ORDER BY m.received_at LIMIT $1 FOR KEY SHARE OF f SKIP LOCKED`,
    [limit],
  );
}

/**
 * Finds open cases whose next deadline passed at least 30 seconds ago; a live workflow would have
 * acted by now. Skips locked cases.
 */
export async function overdueCases(db: DataSource, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM case_file WHERE closed_at IS NULL AND next_deadline_at < now() - interval '30 seconds'
      ORDER BY next_deadline_at LIMIT $1 FOR KEY SHARE SKIP LOCKED`,
    [limit],
  );
  return rows.map((row) => row.id);
}

/**
 * Finds open cases with a question about a debit that has not come to its institution, whose next
 * deadline passed two seconds ago: the urgent time must begin anew before the orders that wait for
 * the answer end (P-URG). A live workflow would have looked by now. Skips locked cases.
 */
export async function casesNotAskedInTime(db: DataSource, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT f.id FROM case_file f
      WHERE f.closed_at IS NULL AND f.next_deadline_at <= now() - interval '2 seconds' AND EXISTS (
        SELECT 1 FROM debit_confirmation d
         WHERE d.case_id = f.id AND d.state = 'asked' AND d.sent_at IS NULL AND d.reached_at IS NULL)
      ORDER BY f.next_deadline_at LIMIT $1 FOR KEY SHARE OF f SKIP LOCKED`,
    [limit],
  );
  return rows.map((row) => row.id);
}

/** How many holds a round takes: in all, and of one institution, so that it leaves room for others. */
export interface RoundLimits {
  readonly limit: number;
  readonly ofInstitution: number;
}

/**
 * Finds live holds whose order to send waits for nobody: it was never called about, or once by a
 * process that died (its lease is over and nothing came of it), or its next call is ten seconds
 * late, so that no workflow makes it. As in `orderToSend`, a later order of the hold waits until the
 * earlier ones have arrived. Oldest first. It reads orders whose next call is due, so orders that
 * wait for a silent institution cost nothing.
 */
export async function lostOrders(db: DataSource, { limit, ofInstitution }: RoundLimits): Promise<HoldStart[]> {
  return db.query(
    `SELECT hold_id AS "holdId", institution FROM (
       SELECT o.hold_id, h.institution, o.issued_at,
              row_number() OVER (PARTITION BY h.institution ORDER BY o.issued_at) AS place
         FROM hold_order o JOIN hold h ON h.id = o.hold_id
        WHERE o.answered_at IS NULL AND o.next_attempt_at <= now() AND o.sent_at IS NULL
          AND (o.attempts <= 1 OR o.next_attempt_at <= now() - interval '10 seconds')
          AND COALESCE(o.last_attempt_at, o.issued_at) <= now() - interval '${LEASE_MS} milliseconds'
          AND (o.leased_until IS NULL OR o.leased_until <= now()) AND o.expires_at > now()
          AND h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND h.expires_at > now()
          AND NOT EXISTS (SELECT 1 FROM hold_order earlier WHERE earlier.hold_id = o.hold_id AND earlier.sequence < o.sequence
                             AND earlier.sent_at IS NULL AND earlier.answered_at IS NULL AND earlier.expires_at > now())) lost
      WHERE place <= $2 ORDER BY issued_at LIMIT $1`,
    [limit, ofInstitution],
  );
}

/**
 * Finds live holds with an order that its institution took (202) or refused, and about which it
 * should have been asked ten seconds ago, so that no workflow does. As in `orderToPoll`, the newest
 * such order counts. The longest waiting first.
 */
export async function lateAnswers(db: DataSource, { limit, ofInstitution }: RoundLimits): Promise<HoldStart[]> {
  return db.query(
    `SELECT hold_id AS "holdId", institution FROM (
       SELECT o.hold_id, h.institution, o.next_attempt_at,
              row_number() OVER (PARTITION BY h.institution ORDER BY o.next_attempt_at) AS place
         FROM hold_order o JOIN hold h ON h.id = o.hold_id
        WHERE o.answered_at IS NULL AND o.sent_at IS NOT NULL AND o.next_attempt_at <= now() - interval '10 seconds'
          AND h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND h.expires_at > now()
          AND NOT EXISTS (SELECT 1 FROM hold_order later WHERE later.hold_id = o.hold_id AND later.sequence > o.sequence
                             AND later.sent_at IS NOT NULL AND later.answered_at IS NULL)) late
      WHERE place <= $2 ORDER BY next_attempt_at LIMIT $1`,
    [limit, ofInstitution],
  );
}

/**
 * Finds live holds whose next call to the institution was due 30 seconds ago; a live workflow
 * would have made it by now. As in `nextHoldStep`, the oldest order that has not arrived and the
 * newest that waits for its receipt count. It begins at the calls that are due, and not at the
 * holds. The choice is random, so that none is always left out.
 */
export async function overdueHolds(db: DataSource, limit: number): Promise<string[]> {
  const rows: { hold_id: string }[] = await db.query(
    `SELECT hold_id FROM (
       SELECT DISTINCT o.hold_id FROM hold_order o JOIN hold h ON h.id = o.hold_id
        WHERE o.answered_at IS NULL AND o.next_attempt_at < now() - interval '30 seconds'
          AND (o.sent_at IS NOT NULL OR o.expires_at > now())
          AND h.state IN (${sqlList(LIVE_HOLD_STATES)}) AND h.expires_at > now()
          AND NOT EXISTS (SELECT 1 FROM hold_order other WHERE other.hold_id = o.hold_id AND other.answered_at IS NULL
                             AND CASE WHEN o.sent_at IS NULL
                                 THEN other.sent_at IS NULL AND other.expires_at > now() AND other.sequence < o.sequence
                                 ELSE other.sent_at IS NOT NULL AND other.sequence > o.sequence END)) late
      ORDER BY random() LIMIT $1`,
    [limit],
  );
  return rows.map((row) => row.hold_id);
}

/** An open case or a live hold, which a workflow drives. */
export interface OpenSubject {
  type: 'complaint' | 'hold';
  id: string;
  /** Opened within the last minute, so that its workflow may not have started yet. */
  isNew: boolean;
}

/** Finds the next open cases and live holds after an id, in order of id. */
export async function openSubjects(db: DataSource, after: string, limit: number): Promise<OpenSubject[]> {
  return db.query(
    `SELECT type, id, at > now() - interval '60 seconds' AS "isNew" FROM (
       (SELECT 'complaint' AS type, id, opened_at AS at FROM case_file WHERE closed_at IS NULL AND id > $1 ORDER BY id LIMIT $2)
       UNION ALL
       (SELECT 'hold', id, ordered_at FROM hold WHERE ended_at IS NULL AND id > $1 ORDER BY id LIMIT $2)) open
      ORDER BY id LIMIT $2`,
    [after, limit],
  );
}
