import type { DataSource } from 'typeorm';
import { noteTooLarge } from '../application/advance/receive/keep-unreadable.js';
import { isTooLarge } from '../signed-http/no-answer.js';

/**
 * Calls an institution about a hold. An answer that is larger than any may be is no answer, as before;
 * a person is told of it once.
 */
export async function notingTooLarge<T>(db: DataSource, holdId: string, call: () => Promise<T>): Promise<T> {
  try {
    return await call();
  } catch (error) {
    if (isTooLarge(error)) await noteTooLarge(db, holdId);
    throw error;
  }
}
