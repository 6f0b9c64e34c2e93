import { ParentClosePolicy, startChild, TemporalFailure, WorkflowIdReusePolicy } from '@temporalio/workflow';
import type { HoldStart } from '../src/contract/activities.js';
import { holdWorkflowId, RECORD_QUEUE } from '../src/contract/ids.js';
import { PRIORITY } from '../src/contract/priorities.js';
import { HOLD_WORKFLOW, type HoldInput, summaryOfHold } from '../src/contract/workflows.js';

/**
 * Starts the workflow of each hold, unless the API, the keeper or another workflow started it
 * before. The start is awaited, because a caller that ends before would never start it; the result
 * is not, because a hold outlives the workflow that started it.
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
      staticSummary: summaryOfHold(hold.institution),
      parentClosePolicy: ParentClosePolicy.ABANDON,
      workflowIdReusePolicy: WorkflowIdReusePolicy.ALLOW_DUPLICATE_FAILED_ONLY,
    });
  } catch (error) {
    if (!(error instanceof TemporalFailure && error.name === 'WorkflowExecutionAlreadyStartedError')) throw error;
  }
}
