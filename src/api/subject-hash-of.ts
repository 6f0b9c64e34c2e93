import { sign } from 'node:crypto';
import { createSubjectHash, type SubjectHash } from '../application/case/privacy/subject-hash.js';
import type { CentreKey } from './dependencies.js';

/** Returns the hash of subjects under the centre's key. */
export function subjectHashOf({ privateKey }: Pick<CentreKey, 'privateKey'>): SubjectHash {
  return createSubjectHash((bytes) => ({ signature: sign(null, bytes, privateKey).toString('base64') }));
}
