import { complaintWorkflowId, holdWorkflowId, RECORD_QUEUE } from '../contract/ids.js';
import { PRIORITY } from '../contract/priorities.js';
import {
  COMPLAINT_WORKFLOW,
  HOLD_WORKFLOW,
  type ComplaintInput,
  type HoldInput,
  summaryOfHold,
} from '../contract/workflows.js';

/** Returns what every start of the workflow of a case has, whoever starts it. */
export function startOfCase(input: ComplaintInput) {
  return {
    type: COMPLAINT_WORKFLOW,
    options: {
      workflowId: complaintWorkflowId(input.caseId),
      taskQueue: RECORD_QUEUE,
      args: [input] as [ComplaintInput],
      priority: { priorityKey: PRIORITY.NEXT },
    },
  };
}

/** Returns what every start of the workflow of a hold has, whoever starts it. */
export function startOfHold(input: HoldInput) {
  return {
    type: HOLD_WORKFLOW,
    options: {
      workflowId: holdWorkflowId(input.holdId),
      taskQueue: RECORD_QUEUE,
      args: [input] as [HoldInput],
      priority: { priorityKey: PRIORITY.FIRST },
      staticSummary: summaryOfHold(input.institution),
    },
  };
}
