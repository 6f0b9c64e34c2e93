import type { Client, WorkflowExecutionInfo } from '@temporalio/client';
import { WorkflowNotFoundError } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import type { CodecKeys } from '../../../src/temporal/codec.js';
import { createDataConverter } from '../../../src/temporal/data-converter.js';
import { WORKFLOW_BUNDLE_PATH } from '../../../src/worker/build-workflow-bundle.js';
import { askTemporal, listWorkflows } from './workflow-lookup.js';

/** A run of a workflow as Temporal keeps it. */
export interface RecordedHistory {
  readonly workflowId: string;
  /** Memo and search attributes, which Temporal shows beside the history. */
  readonly shown: unknown;
  readonly history: { events?: unknown[] | null };
}

/**
 * Reads histories that Temporal keeps, and replays them on today's code. Reading rejects with
 * `CannotKnow` when Temporal does not answer.
 */
export interface HistoryLookup {
  /** Reads this many of the newest histories, and as many of the oldest. */
  newestAndOldest(each: number): Promise<RecordedHistory[]>;
  /** Returns a line for each that cannot be replayed; absent without the keys of the payloads. */
  replay?(histories: readonly RecordedHistory[]): Promise<string[]>;
}

/** Reads the workflows' histories from Temporal. Without `codecKeys` nothing can be replayed. */
export function temporalHistories(client: Client, codecKeys: CodecKeys | undefined): HistoryLookup {
  return {
    newestAndOldest: (each) => readHistories(client, each),
    ...(codecKeys !== undefined && { replay: (histories) => replay(histories, codecKeys) }),
  };
}

/** Reads the histories of both ends of Temporal's list, which begins with the newest. */
async function readHistories(client: Client, each: number): Promise<RecordedHistory[]> {
  const newest: WorkflowExecutionInfo[] = [];
  let oldest: WorkflowExecutionInfo[] = [];
  for await (const execution of listWorkflows(client)) {
    if (newest.length < each) newest.push(execution);
    else oldest = [...oldest, execution].slice(-each);
  }
  const histories = await Promise.all([...newest, ...oldest].map((execution) => readHistory(client, execution)));
  return histories.filter((history) => history !== undefined);
}

async function readHistory(
  client: Client,
  { workflowId, runId, memo, searchAttributes }: WorkflowExecutionInfo,
): Promise<RecordedHistory | undefined> {
  return askTemporal(client, async () => {
    try {
      const history = await client.workflow.getHandle(workflowId, runId).fetchHistory();
      return { workflowId, shown: { memo, searchAttributes }, history };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return undefined; // removed since it was listed
      throw error;
    }
  });
}

async function replay(histories: readonly RecordedHistory[], codecKeys: CodecKeys): Promise<string[]> {
  if (Runtime._instance === undefined) {
    Runtime.install({
      logger: new DefaultLogger('ERROR', () => undefined), // the report names what fails
      telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
    });
  }
  const options = { workflowBundle: { codePath: WORKFLOW_BUNDLE_PATH }, dataConverter: createDataConverter(codecKeys) };
  const failed: string[] = [];
  for await (const { workflowId, error } of Worker.runReplayHistories(options, histories.filter(hasBegun))) {
    if (error !== undefined) failed.push(`${workflowId}: ${error.name}`);
  }
  return failed;
}

/**
 * Returns whether a workflow has made a decision. One that sleeps before its start has none, and
 * its replay would wait for the first one forever.
 */
export function hasBegun({ history }: RecordedHistory): boolean {
  return (history.events ?? []).some((event) => (event as HistoryEvent).workflowTaskCompletedEventAttributes != null);
}

/** An event of a history, as far as it matters here. */
interface HistoryEvent {
  workflowTaskCompletedEventAttributes?: unknown;
}
