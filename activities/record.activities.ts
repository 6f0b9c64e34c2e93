import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../src/agencies/registry.js';
import type { CaseStep, HoldStep, RecordActivities } from '../src/contract/activities.js';
import type { SubjectHash } from '../src/application/link/subject-hash.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import { advanceCase } from '../src/application/advance/advance-case.js';
import { advanceHold, recordNoAnswer } from '../src/application/advance/advance-hold.js';

/**
 * Makes the activities that use only the database. The dispatcher sends the orders that they
 * commit at once.
 */
export function createRecordActivities(
  db: DataSource,
  hash: SubjectHash,
  dispatcher: Pick<Dispatcher, 'sendOrdersOf'>,
): RecordActivities {
  const dispatched = <Step extends CaseStep | HoldStep>(step: Step): Step => {
    dispatcher.sendOrdersOf(step.startHolds);
    return step;
  };
  return {
    advanceCase: async ({ caseId }) => dispatched(await advanceCase(db, caseId, AGENCY_DIALECTS, hash)),
    advanceHold: async ({ holdId }) => dispatched(await advanceHold(db, holdId)),
    recordNoAnswer: async ({ holdId }) => dispatched(await recordNoAnswer(db, holdId)),
  };
}
