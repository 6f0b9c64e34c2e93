import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../agencies/registry.js';
import { advanceCase, advanceCaseInProcess } from '../application/advance/look/advance-case.js';
import { advanceHoldInProcess } from '../application/advance/look/advance-holds.js';
import type { Driver } from '../application/due/due-kind.js';
import type { Dispatcher } from '../dispatch/dispatcher.js';
import type { SubjectHash } from '../application/case/privacy/subject-hash.js';
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
  dispatcher: Pick<Dispatcher, 'passOnCase' | 'passOnHold' | 'sendAboutHolds'>,
): AdvanceWithoutWorkflow {
  return async (subject) => {
    if (subject.type === 'complaint') {
      const outcome = await advanceCase(db, subject.id, AGENCY_DIALECTS, hash);
      dispatcher.passOnCase(outcome);
      return !outcome.done;
    }
    const { step, leased } = await advanceHoldInProcess(db, subject.id);
    dispatcher.passOnHold(subject.id, step, leased);
    if (step.next === 'release') dispatcher.sendAboutHolds([subject.id]);
    return step.next !== 'done';
  };
}

/**
 * Looks at a case in this process, and leaves to its workflow what only the workflow does; returns
 * true if work remains.
 */
export type LookForWorkflow = (caseId: string) => Promise<boolean>;

/** What the keeper does itself: `advance` when a workflow is gone, `look` when it may still come. */
export interface WithoutWorkflow {
  readonly advance: AdvanceWithoutWorkflow;
  readonly look: LookForWorkflow;
}

/**
 * Creates the function that carries out what was done on a case while its workflow cannot be told:
 * it still has to send questions and to keep its clocks. Its start and what persons did stay
 * unread, for it.
 */
export function lookerForWorkflow(
  db: DataSource,
  hash: SubjectHash,
  dispatcher: Pick<Dispatcher, 'passOnCase'>,
): LookForWorkflow {
  return async (caseId) => {
    const { step } = await advanceCaseInProcess(db, caseId, AGENCY_DIALECTS, hash, []);
    dispatcher.passOnCase(step);
    return !step.done;
  };
}

/** Puts together what drives what is due in this process; `missesWorkflow` is told of cases whose workflow seems to be gone. */
export function driverOf(
  db: DataSource,
  { advance, look }: WithoutWorkflow,
  dispatcher: Pick<Dispatcher, 'sendAboutHolds'>,
  missesWorkflow: Driver['missesWorkflow'],
): Driver {
  return {
    db,
    look,
    advanceHold: (id) => advance({ type: 'hold', id }),
    sendAboutHolds: (holdIds) => dispatcher.sendAboutHolds(holdIds),
    missesWorkflow,
  };
}
