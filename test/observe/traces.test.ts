import { existsSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client, Connection } from '@temporalio/client';
import { DefaultLogger, makeTelemetryFilterString, Runtime, Worker } from '@temporalio/worker';
import { complaintWorkflowId } from '../../src/contract/ids.js';
import { createDataConverter } from '../../src/temporal/data-converter.js';
import { complaintBody } from '../support/complaint-body.js';
import { type Collector, openCollector, type ReceivedSpan } from './support/collector.js';
import { CODEC_KEYS, Production, type WatchedProcess } from './support/production.js';
import { until } from './support/running-process.js';

const WRITES_LOADED = require.resolve('./support/write-loaded.cjs');

jest.setTimeout(240_000); // these are real processes, and the machine may be busy

let production: Production;
let collector: Collector;
const loadedFiles: string[] = [];
beforeAll(async () => {
  collector = await openCollector();
  production = await Production.open('traces');
}, 180_000);
afterAll(async () => {
  await production.close();
  await collector.close();
  for (const file of loadedFiles) rmSync(file, { force: true });
});

/** Starts the three processes; each writes at its end which files it has loaded. */
async function startAll(env: NodeJS.ProcessEnv): Promise<(WatchedProcess & { loaded(): string })[]> {
  const starting = (['api', 'worker', 'keeper'] as const).map(async (name) => {
    const file = path.join(tmpdir(), `rangap-loaded-${process.pid}-${loadedFiles.length}`);
    loadedFiles.push(file);
    const running = await production.start(name, { ...env, TEST_LOADED_FILE: file }, ['--require', WRITES_LOADED]);
    return { ...running, loaded: () => readFileSync(file, 'utf8') };
  });
  return Promise.all(starting);
}

async function complain(url: string, key: string): Promise<string> {
  const token = await production.issuer.token({ sub: 'hotline-1', name: 'Hotline One', roles: ['hotline_operator'] });
  const refused = await fetch(`${url}/v1/stats?made=up`, { headers: { authorization: `Bearer ${token}` } });
  expect(refused.status).toBe(400);
  const created = await fetch(`${url}/v1/complaints`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'idempotency-key': key },
    body: JSON.stringify(complaintBody()),
  });
  expect(created.status).toBe(201);
  const { id } = (await created.json()) as { id: string };
  const officer = await production.issuer.token({ sub: 'officer-1', name: 'Officer One', roles: ['aoc_officer'] });
  const read = await fetch(`${url}/v1/cases/${id}`, { headers: { authorization: `Bearer ${officer}` } });
  expect(read.status).toBe(200);
  return id;
}

async function historyOf(caseId: string) {
  const connection = await Connection.connect({ address: production.temporal.address });
  try {
    const client = new Client({ connection, dataConverter: createDataConverter(CODEC_KEYS) });
    return await client.workflow.getHandle(complaintWorkflowId(caseId)).fetchHistory();
  } finally {
    await connection.close();
  }
}

function spansNamed(name: string | RegExp): ReceivedSpan[] {
  return collector.spans.filter((span) => (typeof name === 'string' ? span.name === name : name.test(span.name)));
}

async function activityRan(worker: WatchedProcess): Promise<void> {
  await until(
    async () => /activity="sendHoldOrders"/.test(await (await fetch(`${worker.url}/metrics`)).text()),
    worker.output,
  );
}

describe('traces', () => {
  it('are off while no collector is named: no tracing code is loaded, and nothing is sent along', async () => {
    const [api, worker, keeper] = await startAll({});
    if (!api || !worker || !keeper) throw new Error('not started');
    const caseId = await complain(api.url, 'traces-off');
    await activityRan(worker);
    for (const process of [api, worker, keeper]) process.stop();
    for (const process of [api, worker, keeper]) {
      expect(await process.ended).toEqual({ code: 0, signal: null });
      expect(process.loaded()).toContain('/node_modules/prom-client/');
      // prom-client loads the interface of OpenTelemetry, which does nothing by itself.
      expect(process.loaded()).not.toMatch(/@opentelemetry\/(?!api\/)|\/observe\/tracing\//);
    }
    expect(JSON.stringify(await historyOf(caseId))).not.toContain('rangap-trace');
    expect(collector.spans).toEqual([]);
  });

  it('follow a complaint from the request through its workflow to database and bank, without its data', async () => {
    const [api, worker, keeper] = await startAll({ OTEL_EXPORTER_OTLP_ENDPOINT: collector.url });
    if (!api || !worker || !keeper) throw new Error('not started');
    const caseId = await complain(api.url, 'traces-on');
    // The workflow of the earlier case runs too, in its own traces. An attempt calls nobody while the
    // API still sends the order.
    const callsToBanks = (): ReceivedSpan[] => {
      const traceId = spansNamed('POST /v1/complaints')[0]?.traceId;
      const sending = spansNamed('sendHoldOrders').filter((span) => span.traceId === traceId);
      return collector.spans.filter(
        ({ parentSpanId, name }) => name.startsWith('POST ') && sending.some(({ spanId }) => spanId === parentSpanId),
      );
    };
    await until(() => callsToBanks().length > 0 && spansNamed('GET /v1/cases/:id').length > 0, worker.output);
    for (const process of [api, worker, keeper]) process.stop();
    for (const { ended } of [api, worker, keeper]) expect(await ended).toEqual({ code: 0, signal: null });

    const [request] = spansNamed('POST /v1/complaints');
    if (request === undefined) throw new Error(JSON.stringify(collector.spans.map(({ name }) => name)));
    expect(request).toMatchObject({
      service: 'rangap-api',
      attributes: { 'http.route': '/v1/complaints', 'http.response.status_code': 201 },
    });
    expect(spansNamed('GET /v1/cases/:id')).toHaveLength(1);
    const ofRequest = collector.spans.filter(({ traceId }) => traceId === request.traceId);
    const start = ofRequest.find(({ name }) => name === 'start complaintWorkflow');
    expect(start).toMatchObject({ service: 'rangap-api', parentSpanId: request.spanId });
    const asking = ofRequest.filter(({ name }) => name === 'askAgency');
    expect(asking[0]).toMatchObject({ service: 'rangap-worker', parentSpanId: start?.spanId });
    // One of those that begin together reads the questions of all: the others may have no statement.
    const inActivities = ofRequest.filter(({ parentSpanId }) => asking.some(({ spanId }) => spanId === parentSpanId));
    expect(inActivities.map(({ attributes }) => attributes['db.system.name'])).toContain('postgresql');
    expect(callsToBanks()[0]?.name).toMatch(/^POST th-\d+\.example$/);

    expect(spansNamed(/health|metrics/)).toEqual([]);
    expect(collector.text()).not.toMatch(/[0-7][0-9A-HJKMNP-TV-Z]{25}|Somying|9000000001|made=up|Bearer/);
    expect(collector.text()).not.toContain(caseId);
    await expectReplay(caseId);
  });
});

/** Checks that a history made with tracing replays with the same code without tracing. */
async function expectReplay(caseId: string): Promise<void> {
  Runtime.install({
    logger: new DefaultLogger('ERROR'),
    telemetryOptions: { logging: { filter: makeTelemetryFilterString({ core: 'ERROR', other: 'ERROR' }) } },
  });
  const history = await historyOf(caseId);
  expect(JSON.stringify(history)).toContain('rangap-trace');
  const { workflowBundle } = production.mains;
  expect(existsSync(workflowBundle)).toBe(true);
  const options = {
    workflowBundle: { codePath: workflowBundle },
    dataConverter: createDataConverter(CODEC_KEYS),
  };
  await Worker.runReplayHistory(options, history, complaintWorkflowId(caseId));
}
