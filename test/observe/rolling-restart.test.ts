import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { createDataConverter } from '../../src/temporal/data-converter.js';
import { buildIdOf, productVersion } from '../../src/worker/build-id.js';
import { complaintBody } from '../support/complaint-body.js';
import { itInFullRun } from '../support/full-run.js';
import { CODEC_KEYS, Production, type WatchedProcess } from './support/production.js';
import { until } from './support/running-process.js';

jest.setTimeout(240_000); // these are real processes, and the machine may be busy

/** Two builds: the code of the second differs in a comment, so it replays what the first wrote. */
interface Build {
  readonly id: string;
  readonly bundle: string;
}

let production: Production;
let client: Client;
let [before, after]: [Build | undefined, Build | undefined] = [undefined, undefined];

beforeAll(async () => {
  production = await Production.open('rolling');
  const code = readFileSync(production.mains.workflowBundle, 'utf8');
  const bundle = path.join(production.dir, 'next-bundle.js');
  const nextCode = `// the next build\n${code}`; // its end is a source map, which is read
  writeFileSync(bundle, nextCode);
  before = { id: buildIdOf(productVersion(), code), bundle: production.mains.workflowBundle };
  after = { id: buildIdOf(productVersion(), nextCode), bundle };
  const connection = await Connection.connect({ address: production.temporal.address });
  client = new Client({ connection, dataConverter: createDataConverter(CODEC_KEYS) });
}, 180_000);
afterAll(async () => {
  await client.connection.close();
  await production.close();
});

const startWorker = (build: Build | undefined): Promise<WatchedProcess> =>
  production.start('worker', { RANGAP_WORKFLOW_BUNDLE: build?.bundle });

/** Returns the build that completed each workflow task, in order. */
async function builds(workflow: WorkflowHandle): Promise<(string | undefined)[]> {
  const { events } = await workflow.fetchHistory();
  return (events ?? []).flatMap(({ workflowTaskCompletedEventAttributes: completed }) =>
    completed ? [completed.deploymentVersion?.buildId ?? undefined] : [],
  );
}

/** Sends a workflow news that says nothing, and returns the build that took them. */
async function takerOfNews(workflow: WorkflowHandle, workers: readonly WatchedProcess[]): Promise<string | undefined> {
  const tasksBefore = (await builds(workflow)).length;
  await workflow.signal('caseMoved', 'nothing-new');
  await until(
    async () => (await builds(workflow)).length > tasksBefore,
    () => workers.map(({ output }) => output()).join('\n'),
  );
  return (await builds(workflow)).at(-1);
}

/**
 * What an operator does by `temporal worker deployment set-current-version`. Temporal refuses until
 * the new workers have asked for tasks of every queue.
 */
async function makeCurrent(build: Build | undefined): Promise<void> {
  const request = { namespace: 'default', deploymentName: 'rangap', buildId: build?.id ?? '' };
  let refusal = '';
  const isAccepted = async (): Promise<boolean> => {
    try {
      await client.workflowService.setWorkerDeploymentCurrentVersion(request);
      return true;
    } catch (error) {
      refusal = String(error);
      return false;
    }
  };
  await until(isAccepted, () => refusal);
}

async function isCurrent(worker: WatchedProcess): Promise<boolean> {
  const metrics = await (await fetch(`${worker.url}/metrics`)).text();
  return /^rangap_worker_build_current\{build="[^"]+"\} 1$/m.test(metrics);
}

async function becomesCurrent(worker: WatchedProcess): Promise<void> {
  await until(() => isCurrent(worker), worker.output);
}

async function postComplaint(api: WatchedProcess): Promise<WorkflowHandle> {
  const token = await production.issuer.token({ sub: 'hotline-1', name: 'Hotline One', roles: ['hotline_operator'] });
  const response = await fetch(`${api.url}/v1/complaints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': 'rolling-1' },
    body: JSON.stringify(complaintBody()),
  });
  expect(response.status).toBe(201);
  const { id } = (await response.json()) as { id: string };
  return client.workflow.getHandle(`complaint-${id}`);
}

describe('a rolling restart of the workers', () => {
  itInFullRun(
    'moves waiting cases to the new build when it is made current, and back, and loses none',
    async () => {
      const api = await production.start('api');
      // On an empty Temporal nobody has to do anything, not even before the first worker.
      const workflow = await postComplaint(api);
      const old = await startWorker(before);
      await becomesCurrent(old);
      await until(async () => (await builds(workflow)).length > 0, old.output);
      expect(new Set(await builds(workflow))).toEqual(new Set([before?.id]));

      // The next build is ready, and gets nothing.
      const next = await startWorker(after);
      await until(() => next.output().includes('gets no task until it is made current'), next.output);
      expect(await takerOfNews(workflow, [old, next])).toBe(before?.id);
      expect(await isCurrent(next)).toBe(false);

      await makeCurrent(after);
      // Temporal's queues learn of it one after the other, so the first news may still be for the old.
      await until(
        async () => (await takerOfNews(workflow, [old, next])) === after?.id,
        () => `${old.output()}\n${next.output()}`,
      );
      old.stop();
      expect(await old.ended).toEqual({ code: 0, signal: null });
      expect(await takerOfNews(workflow, [next])).toBe(after?.id);

      // The way back: the old build beside the new one, made current again; the new one is killed.
      const oldAgain = await startWorker(before);
      await until(() => oldAgain.output().includes('gets no task until it is made current'), oldAgain.output);
      await makeCurrent(before);
      next.stop('SIGKILL');
      await next.ended;
      expect(await takerOfNews(workflow, [oldAgain])).toBe(before?.id);

      // The same build started again needs nobody.
      oldAgain.stop('SIGKILL');
      await oldAgain.ended;
      const restarted = await startWorker(before);
      expect(await takerOfNews(workflow, [restarted])).toBe(before?.id);
      await becomesCurrent(restarted);
      expect(await workflow.describe()).toMatchObject({ status: { name: 'RUNNING' } });
    },
    240_000,
  );
});
