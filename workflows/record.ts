import { proxyActivities, proxyLocalActivities } from '@temporalio/workflow';
import type { CaseStep, HoldStep, RecordActivities } from '../src/contract/activities.js';
import { PRIORITY } from '../src/contract/priorities.js';
import { localFirst } from './local-first.js';
import type { LocalTurns } from './local-turns.js';
import { LOCAL_OPTIONS, recordOptions } from './retry-policies.js';

const local = proxyLocalActivities<RecordActivities>(LOCAL_OPTIONS);
const first = proxyActivities<RecordActivities>(recordOptions(PRIORITY.FIRST));
const soon = proxyActivities<RecordActivities>(recordOptions(PRIORITY.SOON));
const next = proxyActivities<RecordActivities>(recordOptions(PRIORITY.NEXT));
const later = proxyActivities<RecordActivities>(recordOptions(PRIORITY.LATER));

/*
 * The steps on the database. Each is tried once within the workflow task. When the worker has no
 * connection free for it, or it fails or takes too long, it is an ordinary activity: it waits in
 * the queue by its priority and is retried without end, so that an outage of the database costs no
 * workflow tasks. Every step may run twice.
 */

/** Does what is due on a case; `isUrgent`: a person waits for it. */
export function advanceCase(caseId: string, isUrgent: boolean, turns: LocalTurns): Promise<CaseStep> {
  const inQueue = isUrgent ? soon : later;
  return localFirst(
    () => turns.take(() => local.advanceCase({ caseId })),
    () => inQueue.advanceCase({ caseId }),
  );
}

/** Does what is due on a hold. */
export function advanceHold(holdId: string): Promise<HoldStep> {
  return localFirst(
    () => local.advanceHold({ holdId }),
    () => first.advanceHold({ holdId }),
  );
}

/** Writes down that an institution answered none of the attempts. */
export function recordNoAnswer(holdId: string): Promise<HoldStep> {
  return localFirst(
    () => local.recordNoAnswer({ holdId }),
    () => next.recordNoAnswer({ holdId }),
  );
}
