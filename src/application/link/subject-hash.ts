import { createHash, createHmac } from 'node:crypto';
import type { LinkKind } from '../../domain/link/subject.js';

/**
 * Turns a subject that is personal data into what may be kept of it. The same subject of the same
 * kind always gives the same text.
 */
export type SubjectHash = (kind: LinkKind, value: string) => string;

/** What the centre's key signs once to make the key of the hashes. */
const PURPOSE = 'rangap: subjects that cases are compared by';

/**
 * Hashes under a key that only the centre can make, as the reporter's key is: its own signature,
 * which Ed25519 always makes the same. Without it a number cannot be found by trying all numbers.
 * With a new signing key, open cases get their hashes anew when they are next advanced, beside the
 * old ones.
 */
export function createSubjectHash(sign: (bytes: Uint8Array) => { signature: string }): SubjectHash {
  const key = createHash('sha256')
    .update(sign(Buffer.from(PURPOSE)).signature)
    .digest();
  return (kind, value) => createHmac('sha256', key).update(`${kind}\n${value}`).digest('hex');
}
