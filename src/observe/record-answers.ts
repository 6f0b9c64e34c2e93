import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** Whoever asks for readiness waits no longer himself. */
const LIMIT_MS = 2_000;

/**
 * Whether the record answers a question within two seconds, waiting for a free connection included.
 * Never rejects.
 */
export async function recordAnswers(db: DataSource, limitMs = LIMIT_MS): Promise<boolean> {
  const answered = db.query('SELECT 1').then(
    () => true,
    () => false, // a failure is the answer
  );
  const limit = new AbortController();
  const late = sleep(limitMs, false, { signal: limit.signal, ref: false }).catch(() => false);
  const answer = await Promise.race([answered, late]);
  limit.abort();
  return answer;
}
