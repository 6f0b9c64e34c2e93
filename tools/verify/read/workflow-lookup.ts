import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { COMPLAINT_WORKFLOW, HOLD_WORKFLOW } from '../../../src/contract/workflows.js';
import { askOutside } from '../cannot-know.js';

/**
 * The executions of one workflow id, without runs that failed or that a later run of the same
 * execution continued.
 */
export interface Executions {
  running: number;
  /** When the last completed one ended. */
  lastEndedAt: Date | null;
}

/** Finds workflows in Temporal. Rejects with `CannotKnow` when Temporal does not answer. */
export interface WorkflowLookup {
  /** Returns the executions of each workflow id; an id without any may be absent. */
  executionsOf(workflowIds: readonly string[]): Promise<ReadonlyMap<string, Executions>>;
  /** Returns when the oldest workflow began that Temporal still knows; null: it knows none. */
  oldestStart(): Promise<Date | null>;
}

/** Most workflows that Temporal lists in one answer. */
const PAGE = 1_000;
/** How many workflows are asked for at the same time. */
const AT_ONCE = 20;
/**
 * How long Temporal may take for one answer. All answers together have no limit: they are as many
 * as there are workflows.
 */
const ANSWER_WITHIN_MS = 30_000;

/** Calls Temporal once. Rejects with `CannotKnow` when it does not answer in time. */
export function askTemporal<T>(client: Client, ask: () => Promise<T>): Promise<T> {
  return askOutside('Temporal', () => client.withDeadline(Date.now() + ANSWER_WITHIN_MS, ask));
}

/** Lists the workflows of cases and holds, the newest first, a page for each call. */
export async function* listWorkflows(client: Client): AsyncGenerator<WorkflowExecutionInfo> {
  const query = `WorkflowType = '${COMPLAINT_WORKFLOW}' OR WorkflowType = '${HOLD_WORKFLOW}'`;
  const list = client.workflow.list({ query, pageSize: PAGE })[Symbol.asyncIterator]();
  for (;;) {
    const next = await askTemporal(client, () => list.next());
    if (next.done === true) return;
    yield next.value;
  }
}

/**
 * Finds workflows by listing all of them once. The list lags behind, so it asks Temporal for each
 * id that is not on it.
 */
export function temporalLookup(client: Client): WorkflowLookup {
  return {
    async executionsOf(workflowIds) {
      const found: Found = new Map();
      for await (const execution of listWorkflows(client)) count(execution, found);
      const missing = workflowIds.filter((workflowId) => !found.has(workflowId));
      for (let from = 0; from < missing.length; from += AT_ONCE) {
        await Promise.all(missing.slice(from, from + AT_ONCE).map((id) => describe(client, id, found)));
      }
      return found;
    },
    async oldestStart() {
      let oldest: Date | null = null;
      for await (const { startTime } of listWorkflows(client)) {
        if (oldest === null || startTime < oldest) oldest = startTime;
      }
      return oldest;
    },
  };
}

type Found = Map<string, Executions>;

async function describe(client: Client, workflowId: string, found: Found): Promise<void> {
  const described = await askTemporal(client, async () => {
    try {
      return await client.workflow.getHandle(workflowId).describe();
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined;
      throw error;
    }
  });
  if (described !== undefined) count(described, found);
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
