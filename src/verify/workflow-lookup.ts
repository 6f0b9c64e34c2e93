import type { Client } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { COMPLAINT_WORKFLOW, HOLD_WORKFLOW } from '../contract/workflows.js';

/** What Temporal knows of our workflows. */
export interface WorkflowLookup {
  /** How many executions each workflow id has. Runs that a later run of the same execution replaced, or that failed, are not counted. */
  countExecutions(workflowIds: readonly string[]): Promise<ReadonlyMap<string, number>>;
}

/** One execution may have many runs: those that were continued, and those that failed and were started anew, are not another one. */
const NOT_COUNTED = new Set(['CONTINUED_AS_NEW', 'FAILED', 'TERMINATED', 'CANCELLED', 'TIMED_OUT']);

/** Looks workflows up by listing them all once; what the list, which lags behind, does not have is asked for one by one. */
export function temporalLookup(client: Client): WorkflowLookup {
  return {
    async countExecutions(workflowIds) {
      const counts = await listed(client);
      for (const workflowId of workflowIds) {
        if (!counts.has(workflowId)) counts.set(workflowId, (await exists(client, workflowId)) ? 1 : 0);
      }
      return counts;
    },
  };
}

async function listed(client: Client): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  const query = `WorkflowType = '${COMPLAINT_WORKFLOW}' OR WorkflowType = '${HOLD_WORKFLOW}'`;
  for await (const { workflowId, status } of client.workflow.list({ query })) {
    if (NOT_COUNTED.has(status.name)) continue;
    counts.set(workflowId, (counts.get(workflowId) ?? 0) + 1);
  }
  return counts;
}

async function exists(client: Client, workflowId: string): Promise<boolean> {
  try {
    const { status } = await client.workflow.getHandle(workflowId).describe();
    return !NOT_COUNTED.has(status.name);
  } catch (error) {
    if (error instanceof WorkflowNotFoundError) return false;
    throw error;
  }
}
