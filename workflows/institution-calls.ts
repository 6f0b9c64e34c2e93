import { type ActivityFailure, ApplicationFailure, proxyActivities } from '@temporalio/workflow';
import type { ActivityOptions } from '@temporalio/workflow';
import type { InstitutionActivities } from '../src/contract/activities.js';
import { FAILURE } from '../src/contract/failures.js';
import { INSTITUTION_QUEUE } from '../src/contract/ids.js';
import { PRIORITY } from '../src/contract/priorities.js';
import type { HoldInput } from '../src/contract/workflows.js';
import { INSTITUTION_OPTIONS, RELEASE_OPTIONS } from './retry-policies.js';

/**
 * Returns the calls to the hold's institution, each with its priority
 * (src/contract/priorities.ts).
 */
export function institutionActivities(input: HoldInput) {
  const withPriority = (priorityKey: number, act: string, options: ActivityOptions) =>
    proxyActivities<InstitutionActivities>({
      ...options,
      taskQueue: INSTITUTION_QUEUE,
      summary: `${act} ${input.institution}`,
      priority: { priorityKey, fairnessKey: input.institution },
    });
  return {
    send: withPriority(PRIORITY.FIRST, 'order to', INSTITUTION_OPTIONS).sendHoldOrders,
    sendAgain: withPriority(PRIORITY.SOON, 'order again to', INSTITUTION_OPTIONS).sendHoldOrders,
    release: withPriority(PRIORITY.FIRST, 'release to', RELEASE_OPTIONS).sendReleaseOrder,
    poll: withPriority(PRIORITY.LATER, 'ask for the receipt of', INSTITUTION_OPTIONS).pollHoldOrder,
  };
}

/** Returns whether a call failed because the institution did not answer, and not by our fault. */
export function isSilence({ cause }: ActivityFailure): boolean {
  return cause instanceof ApplicationFailure && cause.type === FAILURE.NO_ANSWER;
}
