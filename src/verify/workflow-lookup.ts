import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { COMPLAINT_WORKFLOW, HOLD_WORKFLOW } from '../contract/workflows.js';

/**
 * The executions of one workflow id, without runs that failed or that a later run of the same
 * execution continued.
 */
export interface Executions {
  running: number;
  /** When the last completed one ended. */
  lastEndedAt: Date | null;
}

/** Finds workflows in Temporal. */
export interface WorkflowLookup {
  /** Returns the executions of each workflow id; an id without any may be absent. */
  executionsOf(workflowIds: readonly string[]): Promise<ReadonlyMap<string, Executions>>;
}

/**
 * Finds workflows by listing all of them once. The list lags behind, so it asks Temporal for each
 * id that is not on it.
 */
export function temporalLookup(client: Client): WorkflowLookup {
  return {
    async executionsOf(workflowIds) {
      const found = await listExecutions(client);
      for (const workflowId of workflowIds) {
        if (!found.has(workflowId)) await describe(client, workflowId, found);
      }
      return found;
    },
  };
}

type Found = Map<string, Executions>;

async function listExecutions(client: Client): Promise<Found> {
  const found: Found = new Map();
  const query = `WorkflowType = '${COMPLAINT_WORKFLOW}' OR WorkflowType = '${HOLD_WORKFLOW}'`;
  for await (const execution of client.workflow.list({ query })) count(execution, found);
  return found;
}

async function describe(client: Client, workflowId: string, found: Found): Promise<void> {
  try {
    count(await client.workflow.getHandle(workflowId).describe(), found);
  } catch (error) {
    if (!(error instanceof WorkflowNotFoundError)) throw error;
  }
}

function count(
  { workflowId, status, closeTime }: Pick<WorkflowExecutionInfo, 'workflowId' | 'status' | 'closeTime'>,
  found: Found,
): void {
  const known = found.get(workflowId) ?? { running: 0, lastEndedAt: null };
  if (status.name === 'RUNNING' || status.name === 'PAUSED') {
    found.set(workflowId, { ...known, running: known.running + 1 });
  } else if (status.name === 'COMPLETED' && closeTime !== undefined) {
    const isLater = known.lastEndedAt === null || closeTime > known.lastEndedAt;
    found.set(workflowId, isLater ? { ...known, lastEndedAt: closeTime } : known);
  }
}
