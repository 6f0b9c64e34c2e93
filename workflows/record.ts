import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { CaseStep, HoldStep, RecordActivities } from '../src/contract/activities.js';
import { PRIORITY } from '../src/contract/priorities.js';
import { localFirst } from './local-first.js';
import type { LocalTurns } from './local-turns.js';
import { LOCAL_OPTIONS, recordOptions } from './retry-policies.js';

/** A step within the workflow task; Temporal's UI shows it by its summary. */
const localStep = (summary: string) => proxyLocalActivities<RecordActivities>({ ...LOCAL_OPTIONS, summary });

/** A step that waits in the queue. */
const queuedStep = (priority: number, summary: string) =>
  proxyActivities<RecordActivities>({ ...recordOptions(priority), summary });

const LOOK_AT_CASE = 'look at the case';
const LOOK_AT_HOLD = 'look at the hold';
const NOTE_SILENCE = 'note that the bank gave no answer';

const localCase = localStep(LOOK_AT_CASE);
const caseSoon = queuedStep(PRIORITY.SOON, LOOK_AT_CASE);
const caseLater = queuedStep(PRIORITY.LATER, LOOK_AT_CASE);
const localHold = localStep(LOOK_AT_HOLD);
const holdFirst = queuedStep(PRIORITY.FIRST, LOOK_AT_HOLD);
const localSilence = localStep(NOTE_SILENCE);
const silenceNext = queuedStep(PRIORITY.NEXT, NOTE_SILENCE);

/*
 * The steps on the database. Each is tried once within the workflow task. When the worker has no
 * connection free for it, or it fails or takes too long, it is an ordinary activity: it waits in
 * the queue by its priority and is retried without end, so that an outage of the database costs no
 * workflow tasks. Every step may run twice.
 */

/** Does what is due on a case; `isUrgent`: a person waits for it. */
export function advanceCase(caseId: string, isUrgent: boolean, turns: LocalTurns): Promise<CaseStep> {
  const inQueue = isUrgent ? caseSoon : caseLater;
  return localFirst(
    () => turns.take(() => localCase.advanceCase({ caseId })),
    () => inQueue.advanceCase({ caseId }),
  );
}

/** Does what is due on a hold. */
export function advanceHold(holdId: string): Promise<HoldStep> {
  return localFirst(
    () => localHold.advanceHold({ holdId }),
    () => holdFirst.advanceHold({ holdId }),
  );
}

/** Writes down that an institution answered none of the attempts. */
export function recordNoAnswer(holdId: string): Promise<HoldStep> {
  return localFirst(
    () => localSilence.recordNoAnswer({ holdId }),
    () => silenceNext.recordNoAnswer({ holdId }),
  );
}
