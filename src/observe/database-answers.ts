import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** A client that asks for readiness does not wait longer. */
const LIMIT_MS = 2_000;

/**
 * Returns whether the database answers a query within two seconds, which includes the wait for a
 * free connection. Never rejects.
 */
export async function databaseAnswers(db: DataSource, limitMs = LIMIT_MS): Promise<boolean> {
  const answered = db.query('SELECT 1').then(
    () => true,
    () => false,
  );
  const limit = new AbortController();
  const timedOut = sleep(limitMs, false, { signal: limit.signal, ref: false }).catch(() => false);
  const answer = await Promise.race([answered, timedOut]);
  limit.abort();
  return answer;
}
