import { createHash, createHmac } from 'node:crypto';
import type { LinkKind } from '../../../domain/link/subject.js';

/**
 * Turns a subject that is personal data into a text that may be stored. The same subject of the
 * same kind always gives the same text.
 */
export type SubjectHash = (kind: LinkKind, value: string) => string;

/** What the centre's key signs once to make the key of the hashes. */
const PURPOSE = 'rangap: subjects that cases are compared by';

/**
 * Creates a hash under a key that only the centre can make: its own signature, which Ed25519
 * always makes the same. Without the key nobody finds a number by trying all numbers. With a new
 * signing key, an open case gets new hashes beside the old ones when it is next advanced.
 */
export function createSubjectHash(sign: (bytes: Uint8Array) => { signature: string }): SubjectHash {
  const key = createHash('sha256')
    .update(sign(Buffer.from(PURPOSE)).signature)
    .digest();
  return (kind, value) => createHmac('sha256', key).update(`${kind}\n${value}`).digest('hex');
}
