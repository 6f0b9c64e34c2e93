import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../agencies/registry.js';
import { advanceCase } from '../application/advance/advance-case.js';
import { advanceHoldInProcess } from '../application/advance/advance-holds.js';
import type { Dispatcher } from '../dispatch/dispatcher.js';
import type { SubjectHash } from '../application/link/subject-hash.js';
import type { WorkflowSubject } from './start-workflow.js';

/** Advances a case or hold without its workflow; returns true if work remains. */
export type AdvanceWithoutWorkflow = (subject: WorkflowSubject) => Promise<boolean>;

/**
 * Creates the function that advances a case or hold in this process, without Temporal. The
 * dispatcher passes on what it commits.
 */
export function advancerWithoutWorkflow(
  db: DataSource,
  hash: SubjectHash,
  dispatcher: Pick<Dispatcher, 'passOnCase' | 'passOnHold'>,
): AdvanceWithoutWorkflow {
  return async (subject) => {
    if (subject.type === 'complaint') {
      const outcome = await advanceCase(db, subject.id, AGENCY_DIALECTS, hash);
      dispatcher.passOnCase(outcome);
      return !outcome.done;
    }
    const { step, leased } = await advanceHoldInProcess(db, subject.id);
    dispatcher.passOnHold(subject.id, step, leased);
    return step.next !== 'done';
  };
}
