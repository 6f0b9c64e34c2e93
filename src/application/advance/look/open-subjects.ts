import type { DataSource } from 'typeorm';

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
