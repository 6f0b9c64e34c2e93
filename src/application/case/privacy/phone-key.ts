import { phoneOf } from '../../../domain/link/normalise.js';
import { createSubjectHash, type SubjectHash } from './subject-hash.js';

/**
 * Returns the keyed hash of a telephone number, the same however the number is written, and the same as
 * in `link_key`; null for what names no caller.
 */
export function phoneKeyOf(phone: string, hash: SubjectHash): string | null {
  const number = phoneOf(phone);
  return number === null ? null : hash('phone', number);
}

/** Returns the keyed hashes of telephone numbers that are known, each once. */
export function phoneKeysOf(
  phones: readonly (string | undefined)[],
  sign: Parameters<typeof createSubjectHash>[0],
): string[] {
  const hash = createSubjectHash(sign);
  const keys = phones.map((phone) => (phone === undefined ? null : phoneKeyOf(phone, hash)));
  return [...new Set(keys.filter((key) => key !== null))];
}
