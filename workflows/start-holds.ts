import { ParentClosePolicy, startChild, TemporalFailure, WorkflowIdReusePolicy } from '@temporalio/workflow';
import type { HoldStart } from '../src/contract/activities.js';
import { holdWorkflowId, RECORD_QUEUE } from '../src/contract/ids.js';
import { PRIORITY } from '../src/contract/priorities.js';
import { HOLD_WORKFLOW, type HoldInput } from '../src/contract/workflows.js';

/**
 * Starts the workflow of each hold beside the caller's own: a hold outlives whoever started it. The
 * start is awaited, because a caller that ends before would never start it; its result is not. A
 * hold that the API, the keeper or another workflow started already is left alone.
 */
export async function startHolds(holds: readonly HoldStart[]): Promise<void> {
  await Promise.all(holds.map(startHold));
}

async function startHold(hold: HoldStart): Promise<void> {
  const input: HoldInput = hold;
  try {
    await startChild(HOLD_WORKFLOW, {
      workflowId: holdWorkflowId(hold.holdId),
      taskQueue: RECORD_QUEUE,
      args: [input],
      priority: { priorityKey: PRIORITY.FIRST },
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
    });
  } catch (error) {
    if (!(error instanceof TemporalFailure && error.name === 'WorkflowExecutionAlreadyStartedError')) throw error;
  }
}
