import { randomUUID, sign } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { Client } from '@temporalio/client';
import { NativeConnection, Runtime, type Worker } from '@temporalio/worker';
import type { Logger } from 'pino';
import { modelsInUse } from '../analysis/models-in-use.js';
import { readModelAlarms } from '../application/advice/read-models.js';
import { createRestAgencies } from '../agencies/rest-v1/rest-agencies.js';
import { ConfigurationError, restingOn } from '../config/environment.js';
import { loadWorkerConfig, type WorkerConfig } from '../config/load.js';
import type { CaseToAnalyse } from '../contract/analysis.js';
import { createDispatcher } from '../dispatch/create-dispatcher.js';
import type { AdviceDraft } from '../domain/advice/advice.js';
import { createRestInstitutions } from '../institutions/rest-v1/rest-institutions.js';
import { institutionsByWay } from '../institutions/spreadsheet/spreadsheet-institutions.js';
import { type ReadyChecks, serveHealth } from '../observe/health-server.js';
import { databaseTakesWrites } from '../observe/database-takes-writes.js';
import { endWhenStuck } from '../observe/end-when-stuck.js';
import { createLogger } from '../observe/process-log.js';
import { stopSignal } from '../observe/stop-signal.js';
import { startTracing } from '../observe/start-tracing.js';
import { KeptCheckpoints } from '../persistence/audit/kept-checkpoint.js';
import { RecoveryGate } from '../persistence/audit/recovery-gate.js';
import { createDataSource } from '../persistence/data-source.js';
import { DatabaseRoleRefused, refuseStrongRole } from '../persistence/grant-rights.js';
import { CentreKeyRefused, refuseUnusableCentreKey } from '../persistence/party/centre.js';
import { createSubjectHash } from '../application/case/privacy/subject-hash.js';
import { SideThread } from '../side-thread/side-thread.js';
import { Circuits } from '../signed-http/circuits.js';
import { loadPrivateKey } from '../signing/keys.js';
import { temporalConnection } from '../temporal/connection-options.js';
import { createDataConverter } from '../temporal/data-converter.js';
import { AdviceWatch } from './advice-watch.js';
import { buildIdOf, productVersion } from './build-id.js';
import { createWorkers } from './create-workers.js';
import { runWorkers } from './run-workers.js';
import { registerSearchAttributes } from './search-attributes.js';
import { temporalLog } from './temporal-log.js';
import { deploymentOf, WorkerBuild } from './worker-build.js';
import { WorkerMetrics } from './worker-metrics.js';

/** Runs the workers until SIGTERM or SIGINT; prints `ready` when all of them take tasks. */
async function main(logger: Logger): Promise<void> {
  const stopping = stopSignal();
  endWhenStuck('worker');
  const config = loadWorkerConfig();
  const tracing = await startTracing('rangap-worker', config.OTEL_EXPORTER_OTLP_ENDPOINT);
  await restingOn('RANGAP_TEMPORAL_METRICS_ADDRESS', () => installRuntime(config, logger));
  const metrics = new WorkerMetrics();
  const db = createDataSource({
    url: config.DATABASE_URL,
    poolSize: config.RANGAP_DATABASE_POOL,
    applicationName: 'rangap-worker',
    onConnectionLost: (error) => {
      logger.warn({ err: error }, 'a database connection was lost');
      // It begins anew, and serves nothing until a person has looked.
      void gate.doubtUntilKnown(() => process.exit(1));
    },
  });
  const folder = config.RANGAP_CHECKPOINT_DIR;
  const kept = folder === undefined ? undefined : new KeptCheckpoints(folder);
  const gate = new RecoveryGate(db, kept, (words) => logger.error(words));
  tracing?.traceQueries(db);
  const workers: Worker[] = [];
  const ready = async (): Promise<ReadyChecks> => ({
    record: await databaseTakesWrites(db),
    recovered: gate.wasOpen,
    workers: workers.length > 0 && workers.every((worker) => worker.getState() === 'RUNNING'),
  });
  const { RANGAP_HEALTH_PORT: port, RANGAP_HEALTH_HOST: host } = config;
  const { registry } = metrics;
  const health =
    port === undefined
      ? undefined
      : await restingOn('RANGAP_HEALTH_PORT', () => serveHealth({ host, port, registry, ready }));
  await restingOn('DATABASE_URL', () => db.initialize());
  await refuseStrongRole(db);
  await refuseUnusableCentreKey(db.manager, config.signingKey.keyId);
  if (!(await gate.isOpen())) {
    console.log('ready'); // to be told that it may serve: nobody who starts it waits for that
    await gate.opened(stopping);
    if (stopping.aborted) return;
  }
  void gate.watch(stopping, () => process.exit(1));
  const connection = await restingOn('TEMPORAL_ADDRESS', () => NativeConnection.connect(temporalConnection(config)));
  const namespace = config.TEMPORAL_NAMESPACE;
  const prepareNamespace = (): Promise<void> => registerSearchAttributes(connection, namespace);
  await restingOn('TEMPORAL_NAMESPACE', prepareNamespace);
  const privateKey = loadPrivateKey(config.signingKey.privateJwk);
  const circuits = new Circuits();
  const signing = {
    circuits,
    signingKey: { keyId: config.signingKey.keyId, privateKey },
    now: () => new Date(),
    newNonce: () => randomUUID(),
  };
  const institutions = institutionsByWay(createRestInstitutions(signing));
  const agencies = createRestAgencies(signing);
  const dataConverter = createDataConverter(config.RANGAP_CODEC_KEYS);
  const client = new Client({
    connection,
    namespace,
    dataConverter,
    interceptors: { workflow: tracing ? [tracing.client] : [] },
  });
  const subjectHash = createSubjectHash((bytes) => ({ signature: sign(null, bytes, privateKey).toString('base64') }));
  const dispatcher = createDispatcher({
    db,
    ports: { institutions, agencies },
    circuits,
    workflows: client.workflow,
    logger,
    registry: metrics.registry,
    subjectHash,
  });
  const code = await readFile(config.RANGAP_WORKFLOW_BUNDLE, 'utf8');
  const buildId = buildIdOf(productVersion(), code);
  const { workflowService } = connection;
  // The embedded system has workers of one build only.
  const takesOver = config.RANGAP_ENV === 'embedded';
  const build = new WorkerBuild({ buildId, workflowService, namespace, logger, prepareNamespace, takesOver });
  const analyst = new SideThread<CaseToAnalyse, AdviceDraft[]>(path.join(__dirname, 'analyst-thread.js'));
  workers.push(
    ...(await createWorkers({
      connection,
      namespace,
      dataConverter,
      workflowBundle: { code },
      deployment: deploymentOf(buildId),
      activityInterceptors: [metrics.interceptor, ...(tracing ? [tracing.activities] : [])],
      db,
      institutions,
      agencies,
      dispatcher,
      subjectHash,
      analyse: (input, signal) => analyst.ask(input, signal),
    })),
  );
  metrics.watch(workers);
  metrics.watchBuild(buildId, build);
  const adviceWatch = new AdviceWatch(() => readModelAlarms(db.manager, modelsInUse()), metrics.registry, logger);
  const running = runWorkers(workers, stopping);
  const watching = [build.watch(stopping), adviceWatch.watch(stopping)];
  console.log('ready');
  await running;
  await Promise.all(watching);
  await dispatcher.stop();
  await analyst.stop();
  await Promise.all([institutions.close(), agencies.close()]);
  await connection.close();
  await db.destroy();
  await tracing?.stop();
  await health?.close();
}

/**
 * Turns off Temporal's own signal handling, writes its messages into our log, and serves its
 * metrics when an address is given.
 */
function installRuntime(config: WorkerConfig, logger: Logger): void {
  const bindAddress = config.RANGAP_TEMPORAL_METRICS_ADDRESS;
  const metrics =
    bindAddress === undefined
      ? undefined
      : { prometheus: { bindAddress, countersTotalSuffix: true, unitSuffix: true, useSecondsForDurations: true } };
  Runtime.install({
    logger: temporalLog(logger),
    shutdownSignals: [],
    telemetryOptions: {
      logging: { forward: {}, filter: { core: 'WARN', other: 'ERROR' } },
      ...(metrics && { metrics }),
    },
  });
}

const logger = createLogger('worker', 'info');
main(logger).then(
  () => process.exit(0),
  (error: unknown) => {
    if (
      error instanceof ConfigurationError ||
      error instanceof DatabaseRoleRefused ||
      error instanceof CentreKeyRefused
    )
      console.error(error.message);
    else logger.fatal({ err: error }, 'the worker stopped');
    process.exit(1);
  },
);
