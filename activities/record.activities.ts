import type { DataSource } from 'typeorm';
import { readAnswer } from '../src/agencies/registry.js';
import type { RecordActivities } from '../src/contract/activities.js';
import { advanceCase } from '../src/persistence/transactions/advance-case.js';
import { advanceHold, recordNoAnswer } from '../src/persistence/transactions/advance-hold.js';

/** Activities that only touch the record. */
export function createRecordActivities(db: DataSource): RecordActivities {
  return {
    advanceCase: ({ caseId }) => advanceCase(db, caseId, readAnswer),
    advanceHold: ({ holdId }) => advanceHold(db, holdId),
    recordNoAnswer: ({ holdId }) => recordNoAnswer(db, holdId),
  };
}
