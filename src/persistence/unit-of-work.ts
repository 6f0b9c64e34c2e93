import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';

const ATTEMPTS = 3;
const BACKOFF_MS = 20;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/**
 * Runs `work` as one READ COMMITTED transaction and returns its value after commit. When the database gave the transaction up for
 * another (deadlock, serialization) the whole of `work` runs again, three times at most, so it must change nothing outside the database.
 * Any other fault rolls back and is thrown.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Without naming the level, which would be a statement of its own: every session of ours begins in READ COMMITTED.
      return await dataSource.transaction(work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !mayRunAgain(error)) throw error;
      // Both sides of a deadlock coming back at the same instant would meet again.
      await sleep(BACKOFF_MS * attempt * (1 + Math.random()));
    }
  }
}

function mayRunAgain(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}

/** SQLSTATE of a failed query, or undefined when the error is of another kind. */
export function databaseErrorCode(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const driverError: unknown = error.driverError;
  if (!(driverError instanceof Error) || !('code' in driverError)) return undefined;
  return typeof driverError.code === 'string' ? driverError.code : undefined;
}
