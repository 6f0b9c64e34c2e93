import { setTimeout as sleep } from 'node:timers/promises';
import { type DataSource, type EntityManager, EntityNotFoundError, QueryFailedError, TypeORMError } from 'typeorm';

const ATTEMPTS = 3;
/** Each `RunAgain` means that somebody else came first, so these end when the others do. */
const ATTEMPTS_AFTER_OTHERS = 20;
const BACKOFF_MS = 20;
const SERIALIZATION_FAILURE = '40001';
const DEADLOCK_DETECTED = '40P01';

/**
 * Thrown inside a transaction that must run again, because others have acted since it read the clock
 * by what it is about to write.
 */
export class RunAgain extends Error {
  override readonly name = 'RunAgain';
}

/**
 * Runs `work` as one READ COMMITTED transaction and returns its value after commit. After a
 * deadlock or a serialization failure all of `work` runs again, three times at most, and twenty times after
 * `RunAgain`; so it must change nothing outside the database. Any other error rolls back and is thrown, and so is the
 * last of these: the same may succeed later.
 */
export async function inTransaction<T>(
  dataSource: DataSource,
  work: (manager: EntityManager) => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      // Naming the isolation level would cost a statement: every session already has READ
      // COMMITTED.
      return await dataSource.transaction(work);
    } catch (error) {
      const attempts = error instanceof RunAgain ? ATTEMPTS_AFTER_OTHERS : ATTEMPTS;
      if (attempt >= attempts || !mayRunAgain(error)) throw error;
      // If both sides of a deadlock came back at the same instant, they would meet again.
      await sleep(BACKOFF_MS * Math.min(attempt, ATTEMPTS) * (1 + Math.random()));
    }
  }
}

/** Thrown inside a transaction to roll back what was written before the refusal. */
class Refused extends Error {}

/**
 * Runs `work` as `inTransaction` does, and also rolls back when its value is a refusal
 * (`ok: false`): nothing of a refused act stays in the database.
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

/**
 * SQLSTATE classes of data that no table takes, and of our own triggers (PostgreSQL appendix A).
 */
const FAULTY_DATA = /^(22|23|P0)/;

/**
 * Returns whether an error of a transaction comes from the data at hand, so that it would come
 * again: everything but a database that is away, busy, or of another version than this process.
 */
export function comesAgain(error: unknown): boolean {
  if (error instanceof QueryFailedError) return FAULTY_DATA.test(databaseErrorCode(error) ?? '');
  if (error instanceof RunAgain) return false;
  return !(error instanceof TypeORMError) || error instanceof EntityNotFoundError;
}

function mayRunAgain(error: unknown): boolean {
  const code = databaseErrorCode(error);
  return error instanceof RunAgain || code === SERIALIZATION_FAILURE || code === DEADLOCK_DETECTED;
}

/** Returns the SQLSTATE of a failed query, or undefined for an error of another kind. */
export function databaseErrorCode(error: unknown): string | undefined {
  if (!(error instanceof QueryFailedError)) return undefined;
  const driverError: unknown = error.driverError;
  if (!(driverError instanceof Error) || !('code' in driverError)) return undefined;
  return typeof driverError.code === 'string' ? driverError.code : undefined;
}
