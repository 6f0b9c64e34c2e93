import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../src/agencies/registry.js';
import type { RecordActivities } from '../src/contract/activities.js';
import type { SubjectHash } from '../src/application/link/subject-hash.js';
import { advanceCase } from '../src/application/advance/advance-case.js';
import { advanceHold, recordNoAnswer } from '../src/application/advance/advance-hold.js';

/** Makes the activities that use only the database. */
export function createRecordActivities(db: DataSource, hash: SubjectHash): RecordActivities {
  return {
    advanceCase: ({ caseId }) => advanceCase(db, caseId, AGENCY_DIALECTS, hash),
    advanceHold: ({ holdId }) => advanceHold(db, holdId),
    recordNoAnswer: ({ holdId }) => recordNoAnswer(db, holdId),
  };
}
