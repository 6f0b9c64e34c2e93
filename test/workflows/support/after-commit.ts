import { type Client, WorkflowNotFoundError } from '@temporalio/client';
import { complaintWorkflowId, holdWorkflowId, RECORD_QUEUE } from '../../../src/contract/ids.js';
import type { HoldStart, HoldToSignal } from '../../../src/contract/outcomes.js';
import { PRIORITY } from '../../../src/contract/priorities.js';
import { HOLD_WORKFLOW } from '../../../src/contract/workflows.js';

/** What a process does for other workflows after its commit. */
export interface AfterCommit {
  startHold(hold: HoldStart): Promise<void>;
  signalHold(hold: HoldToSignal): Promise<void>;
  /** A hold of the case has changed. */
  signalCase(caseId: string, holdId: string): Promise<void>;
}

/** Starts and signals workflows as the processes of production do after a commit. */
export function afterCommitOf({ workflow }: Client): AfterCommit {
  const signal = async (workflowId: string, name: string, rowId: string): Promise<void> => {
    try {
      await workflow.getHandle(workflowId).signal(name, rowId);
    } catch (error) {
      if (!(error instanceof WorkflowNotFoundError)) throw error; // the test runs no such workflow, or it has ended
    }
  };
  return {
    startHold: async (hold) => {
      await workflow.start(HOLD_WORKFLOW, {
        workflowId: holdWorkflowId(hold.holdId),
        taskQueue: RECORD_QUEUE,
        args: [hold],
        priority: { priorityKey: PRIORITY.FIRST },
        workflowIdConflictPolicy: 'USE_EXISTING',
      });
    },
    signalHold: ({ holdId, message, rowId }) => signal(holdWorkflowId(holdId), message, rowId),
    signalCase: (caseId, holdId) => signal(complaintWorkflowId(caseId), 'holdChanged', holdId),
  };
}
