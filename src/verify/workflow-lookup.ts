import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { COMPLAINT_WORKFLOW, HOLD_WORKFLOW } from '../contract/workflows.js';

/**
 * The executions of one workflow id. Runs that failed, or that a later run of the same execution
 * continued, do not count.
 */
export interface Executions {
  running: number;
  /** When the last one that came to its end did so. */
  lastEndedAt: Date | null;
}

/** What Temporal knows of our workflows. */
export interface WorkflowLookup {
  /** The executions of each workflow id; an id without any may be left out. */
  executionsOf(workflowIds: readonly string[]): Promise<ReadonlyMap<string, Executions>>;
}

/**
 * Looks workflows up by listing them all once; what the list, which lags behind, does not have is
 * asked for one by one.
 */
export function temporalLookup(client: Client): WorkflowLookup {
  return {
    async executionsOf(workflowIds) {
      const found = await listed(client);
      for (const workflowId of workflowIds) {
        if (!found.has(workflowId)) await describe(client, workflowId, found);
      }
      return found;
    },
  };
}

type Found = Map<string, Executions>;

async function listed(client: Client): Promise<Found> {
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
