import { phoneOf } from '../../domain/link/normalise.js';
import type { SubjectHash } from './subject-hash.js';

/**
 * Returns the keyed hash of a telephone number, the same however the number is written, and the same as
 * in `link_key`; null for what names no caller.
 */
export function phoneKeyOf(phone: string, hash: SubjectHash): string | null {
  const number = phoneOf(phone);
  return number === null ? null : hash('phone', number);
}
