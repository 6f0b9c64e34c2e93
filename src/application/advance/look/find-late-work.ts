import type { DataSource } from 'typeorm';

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
