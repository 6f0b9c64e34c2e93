import { activityInfo } from '@temporalio/activity';
import { bulkhead, BulkheadRejectedError } from 'cockatiel';
import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../src/agencies/registry.js';
import type { RecordActivities } from '../src/contract/activities.js';
import { caseStepOf, type HoldOutcome, holdStepOf } from '../src/contract/outcomes.js';
import type { SubjectHash } from '../src/application/case/privacy/subject-hash.js';
import type { Dispatcher } from '../src/dispatch/dispatcher.js';
import { advanceCase } from '../src/application/advance/look/advance-case.js';
import { advanceHold } from '../src/application/advance/look/advance-hold.js';
import { recordNoAnswer } from '../src/application/advance/send/record-no-answer.js';
import { noRoom } from './no-room.js';

/**
 * Makes the activities that use only the database. The dispatcher passes on what they commit. At
 * most `localSteps` run within workflow tasks at a time and as many wait for a
 * moment; one more fails there, and then waits in the queue, which knows priorities.
 */
export function createRecordActivities(
  db: DataSource,
  hash: SubjectHash,
  dispatcher: Pick<Dispatcher, 'passOnCase' | 'passOnHold'>,
  localSteps: number,
): RecordActivities {
  const room = bulkhead(localSteps, localSteps);
  const inRoom = async <T>(step: () => Promise<T>): Promise<T> => {
    if (!activityInfo().isLocal) return step();
    try {
      return await room.execute(step);
    } catch (error) {
      throw error instanceof BulkheadRejectedError ? noRoom() : error;
    }
  };
  const ofHold = async (holdId: string, work: () => Promise<HoldOutcome>) => {
    const outcome = await inRoom(work);
    dispatcher.passOnHold(holdId, outcome);
    return holdStepOf(outcome);
  };
  return {
    advanceCase: async ({ caseId }) => {
      const outcome = await inRoom(() => advanceCase(db, caseId, AGENCY_DIALECTS, hash));
      dispatcher.passOnCase(outcome);
      return caseStepOf(outcome);
    },
    advanceHold: ({ holdId }) => ofHold(holdId, () => advanceHold(db, holdId)),
    recordNoAnswer: ({ holdId }) => ofHold(holdId, () => recordNoAnswer(db, holdId)),
  };
}
