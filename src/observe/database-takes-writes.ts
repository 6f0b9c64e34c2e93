import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';

/** A client that asks for readiness does not wait longer. */
const LIMIT_MS = 2_000;

/** A standby is in recovery; a session may be read-only by a setting of its role or database. */
const IS_WRITABLE = `SELECT NOT pg_is_in_recovery() AND current_setting('transaction_read_only') = 'off' AS "isWritable"`;

/**
 * Returns whether the database takes changes, and says so within two seconds, which includes the wait
 * for a free connection. A standby that is only read takes none. Never rejects.
 */
export async function databaseTakesWrites(db: DataSource, limitMs = LIMIT_MS): Promise<boolean> {
  const answered = db.query<{ isWritable: boolean }[]>(IS_WRITABLE).then(
    ([row]) => row?.isWritable === true,
    () => false,
  );
  const limit = new AbortController();
  const timedOut = sleep(limitMs, false, { signal: limit.signal, ref: false }).catch(() => false);
  const answer = await Promise.race([answered, timedOut]);
  limit.abort();
  return answer;
}
