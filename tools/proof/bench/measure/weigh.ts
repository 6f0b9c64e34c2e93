import { type Client, WorkflowNotFoundError } from '@temporalio/client';

/** What the histories of one complaint's workflows hold. */
export interface Weight {
  readonly events: number;
  readonly bytes: number;
  readonly activities: number;
  readonly workflowTasks: number;
  readonly signals: number;
  readonly timers: number;
}

const NOTHING: Weight = { events: 0, bytes: 0, activities: 0, workflowTasks: 0, signals: 0, timers: 0 };

/**
 * Adds up the histories of some workflows; bytes are as the server counts them. A hold that ended
 * with its first receipt has no workflow.
 */
export async function weigh(client: Client, workflowIds: readonly string[]): Promise<Weight> {
  const weights = await Promise.all(workflowIds.map((id) => weighOne(client, id)));
  return weights.reduce(add, NOTHING);
}

async function weighOne(client: Client, workflowId: string): Promise<Weight> {
  const handle = client.workflow.getHandle(workflowId);
  const described = await handle.describe().catch((error: unknown) => {
    if (error instanceof WorkflowNotFoundError) return undefined;
    throw error;
  });
  if (described === undefined) return NOTHING;
  const { historyLength, historySize } = described;
  const { events } = await handle.fetchHistory();
  const having = (attributes: string): number =>
    (events ?? []).filter((event) => (event as Record<string, unknown>)[attributes] != null).length;
  return {
    events: historyLength,
    bytes: historySize ?? 0,
    activities: having('activityTaskScheduledEventAttributes'),
    workflowTasks: having('workflowTaskCompletedEventAttributes'),
    signals: having('workflowExecutionSignaledEventAttributes'),
    timers: having('timerStartedEventAttributes'),
  };
}

function add(a: Weight, b: Weight): Weight {
  return {
    events: a.events + b.events,
    bytes: a.bytes + b.bytes,
    activities: a.activities + b.activities,
    workflowTasks: a.workflowTasks + b.workflowTasks,
    signals: a.signals + b.signals,
    timers: a.timers + b.timers,
  };
}

/** Returns the mean weight, rounded to tenths. */
export function meanWeight(weights: readonly Weight[]): Weight {
  const { events, bytes, activities, workflowTasks, signals, timers } = weights.reduce(add, NOTHING);
  const mean = (sum: number): number => Math.round((sum / Math.max(1, weights.length)) * 10) / 10;
  return {
    events: mean(events),
    bytes: Math.round(mean(bytes)),
    activities: mean(activities),
    workflowTasks: mean(workflowTasks),
    signals: mean(signals),
    timers: mean(timers),
  };
}
