import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../src/agencies/registry.js';
import type { RecordActivities } from '../src/contract/activities.js';
import type { SubjectHash } from '../src/persistence/subject-hash.js';
import { advanceCase } from '../src/persistence/transactions/advance-case.js';
import { advanceHold, recordNoAnswer } from '../src/persistence/transactions/advance-hold.js';

/** Activities that only touch the record. */
export function createRecordActivities(db: DataSource, hash: SubjectHash): RecordActivities {
  return {
    advanceCase: ({ caseId }) => advanceCase(db, caseId, AGENCY_DIALECTS, hash),
    advanceHold: ({ holdId }) => advanceHold(db, holdId),
    recordNoAnswer: ({ holdId }) => recordNoAnswer(db, holdId),
  };
}
