import type { DataSource } from 'typeorm';

/** Finds messages that wait longer for their effect than a live workflow would let them. */
export async function waitingMessages(
  db: DataSource,
  limit: number,
): Promise<{ caseId: string; kind: string; subjectId: string; party: string }[]> {
  return db.query(
    `SELECT case_id AS "caseId", kind, subject_id AS "subjectId", party FROM inbox_message
      WHERE processed_at IS NULL AND received_at <= now() - interval '20 seconds' ORDER BY received_at LIMIT $1`,
    [limit],
  );
}

/**
 * Finds open cases whose next deadline passed at least 30 seconds ago; a live workflow would have
 * acted by now.
 */
export async function overdueCases(db: DataSource, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM case_file WHERE closed_at IS NULL AND next_deadline_at < now() - interval '30 seconds'
      ORDER BY next_deadline_at LIMIT $1`,
    [limit],
  );
  return rows.map((row) => row.id);
}
