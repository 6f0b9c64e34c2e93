import { databaseErrorCode } from '../../persistence/unit-of-work.js';

const UNIQUE_VIOLATION = '23505';

/** Thrown when another transaction wrote first what this one was about to write. */
export class Overtaken extends Error {
  override readonly name = 'Overtaken';
}

/**
 * Runs `work`, which opens a new transaction each time, and runs it again when another transaction
 * wrote the same meanwhile: `attempts` times at most. Throws the last fault.
 */
export async function retryWhenOvertaken<T>(attempts: number, work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      const isOvertaken = error instanceof Overtaken || databaseErrorCode(error) === UNIQUE_VIOLATION;
      if (!isOvertaken || attempt === attempts) throw error;
    }
  }
}
