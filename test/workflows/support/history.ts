import type { WorkflowHandle } from '@temporalio/client';

/** What a workflow did, in the order of its history. */
export interface Done {
  readonly events: number;
  readonly workflowTasks: number;
  /** Types of local activities, once for each event. */
  readonly locally: readonly string[];
  /** Types of ordinary activities. */
  readonly inQueue: readonly string[];
}

/** Reads the history of a workflow. */
export async function whatWasDone(handle: Pick<WorkflowHandle, 'fetchHistory'>): Promise<Done> {
  const events = (await handle.fetchHistory()).events ?? [];
  return {
    events: events.length,
    workflowTasks: events.filter(({ workflowTaskCompletedEventAttributes: task }) => task != null).length,
    locally: events.flatMap(({ markerRecordedEventAttributes: marker }) =>
      marker?.markerName === 'core_local_activity' ? typeIn(marker.details?.['data']?.payloads?.[0]?.data) : [],
    ),
    inQueue: events.flatMap(({ activityTaskScheduledEventAttributes: activity }) => activity?.activityType?.name ?? []),
  };
}

/** What the worker's core keeps of a local activity is plain JSON. */
function typeIn(data: Uint8Array | null | undefined): string {
  return (JSON.parse(Buffer.from(data ?? []).toString()) as { activity_type: string }).activity_type;
}
