import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, type EntityManager, QueryFailedError } from 'typeorm';

const ATTEMPTS = 3;
const BACKOFF_MS = 20;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/**
 * Runs `work` as one READ COMMITTED transaction and returns its value after commit. When the
 * database gave the transaction up for another (deadlock, serialization) the whole of `work` runs
 * again, three times at most, so it must change nothing outside the database. Any other fault rolls
 * back and is thrown.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Without naming the level, which would be a statement of its own: every session of ours
      // begins in READ COMMITTED.
      return await dataSource.transaction(work);
    } catch (error) {
      if (attempt >= ATTEMPTS || !mayRunAgain(error)) throw error;
      // Both sides of a deadlock coming back at the same instant would meet again.
      await sleep(BACKOFF_MS * attempt * (1 + Math.random()));
    }
  }
}

/**
 * Ends a transaction that was refused, so that whatever was written before it was found is rolled
 * back.
 */
class Refused extends Error {}

/**
 * Like `inTransaction`, but a refusal (`ok: false`) rolls back as well: nothing of a refused act
 * stays on record.
 */
export async function inTransactionUnlessRefused<T extends { ok: boolean }>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  let refused: T | undefined;
  try {
    return await inTransaction(dataSource, async (manager) => {
      const value = await work(manager);
      if (value.ok) return value;
      refused = value;
      throw new Refused();
    });
  } catch (error) {
    if (error instanceof Refused && refused !== undefined) return refused;
    throw error;
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
