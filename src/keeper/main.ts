import { randomUUID, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import type { Logger } from 'pino';
import { ConfigurationError, restingOn } from '../config/environment.js';
import { loadKeeperConfig } from '../config/load.js';
import { createRestAgencies } from '../agencies/rest-v1/rest-agencies.js';
import { createDispatcher } from '../dispatch/create-dispatcher.js';
import { createRestInstitutions } from '../institutions/rest-v1/rest-institutions.js';
import { institutionsByWay } from '../institutions/spreadsheet/spreadsheet-institutions.js';
import { type ReadyChecks, serveHealth } from '../observe/health-server.js';
import { databaseTakesWrites } from '../observe/database-takes-writes.js';
import { endWhenStuck } from '../observe/end-when-stuck.js';
import { createLogger } from '../observe/process-log.js';
import { stopSignal } from '../observe/stop-signal.js';
import { startTracing } from '../observe/start-tracing.js';
import { databaseNow } from '../persistence/clock.js';
import { KeptCheckpoints } from '../persistence/audit/kept-checkpoint.js';
import { RecoveryGate } from '../persistence/audit/recovery-gate.js';
import { createDataSource } from '../persistence/data-source.js';
import { DatabaseRoleRefused, refuseStrongRole } from '../persistence/grant-rights.js';
import { CentreKeyRefused, refuseUnusableCentreKey } from '../persistence/party/centre.js';
import { readLateWork, readOpenWork } from '../application/overview/read-record-health.js';
import { askStatements } from '../application/statement/ask-statements.js';
import { forgetSecretTries } from '../application/case/privacy/second-secret.js';
import { forgetUsedNonces } from '../application/message/refuse-used-nonce.js';
import { forgetSessions } from '../application/session/use-session.js';
import { createSubjectHash } from '../application/case/privacy/subject-hash.js';
import { Circuits } from '../signed-http/circuits.js';
import { loadPrivateKey } from '../signing/keys.js';
import { temporalConnection } from '../temporal/connection-options.js';
import { createDataConverter } from '../temporal/data-converter.js';
import { advancerWithoutWorkflow, driverOf, lookerForWorkflow } from './advance-without-workflow.js';
import { DueDriving } from './drive-due.js';
import { KeeperMetrics } from './keeper-metrics.js';
import { relayOutbox } from './outbox-relay.js';
import { CheckpointSigner } from './sign-checkpoints.js';
import { WatchedChores } from './watched-chores.js';
import { WorkflowSearch } from './workflow-search.js';

/**
 * Runs the keeper until SIGTERM or SIGINT; prints `ready` when its chores have begun. The database
 * must be up at start, Temporal may be down.
 */
async function main(logger: Logger): Promise<void> {
  const stopping = stopSignal();
  endWhenStuck('keeper');
  const config = loadKeeperConfig();
  const tracing = await startTracing('rangap-keeper', config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const metrics = new KeeperMetrics();
  const chores = new WatchedChores(metrics, logger);
  const connections = {
    url: config.DATABASE_URL,
    applicationName: 'rangap-keeper',
    limits: 'keeper',
    onConnectionLost: (error: Error) => {
      logger.warn({ err: error }, 'a database connection was lost');
      // It begins anew, and serves nothing until a person has looked.
      void gate.doubtUntilKnown(() => process.exit(1));
    },
  } as const;
  const db = createDataSource({ ...connections, poolSize: config.RANGAP_DATABASE_POOL });
  // A connection of its own: a checkpoint that hangs must take none from the chores that release.
  const checkpoints = createDataSource({ ...connections, poolSize: 1 });
  for (const each of [db, checkpoints]) tracing?.traceQueries(each);
  const privateKey = loadPrivateKey(config.signingKey.privateJwk);
  const { keyId } = config.signingKey;
  const signBytes = (bytes: Uint8Array) => ({ signature: sign(null, bytes, privateKey).toString('base64'), keyId });
  const kept = new KeptCheckpoints(config.RANGAP_CHECKPOINT_DIR);
  const signer = new CheckpointSigner(checkpoints, signBytes, kept, logger);
  const gate = new RecoveryGate(db, kept, (words) => logger.error(words));
  const { RANGAP_HEALTH_PORT: port, RANGAP_HEALTH_HOST: host } = config;
  const ready = async (): Promise<ReadyChecks> => ({
    record: await databaseTakesWrites(db),
    'checkpoints go on': signer.stoppedBy === undefined,
    recovered: gate.wasOpen,
    ...chores.inTime(),
  });
  const { registry } = metrics;
  const health =
    port === undefined
      ? undefined
      : await restingOn('RANGAP_HEALTH_PORT', () => serveHealth({ host, port, registry, ready }));
  await restingOn('DATABASE_URL', () => Promise.all([db.initialize(), checkpoints.initialize()]));
  await refuseStrongRole(db);
  await refuseUnusableCentreKey(db.manager, config.signingKey.keyId);
  const wasClosed = !(await gate.isOpen());
  if (wasClosed) {
    console.log('ready'); // to be told that it may serve: nobody who starts it waits for that
    await gate.opened(stopping);
    if (stopping.aborted) return;
  }
  const circuits = new Circuits();
  const signing = { circuits, signingKey: { keyId, privateKey }, now: () => new Date(), newNonce: () => randomUUID() };
  const institutions = institutionsByWay(createRestInstitutions(signing));
  const agencies = createRestAgencies(signing);
  // Lazy: the keeper sweeps and releases without Temporal too.
  const connection = Connection.lazy(temporalConnection(config));
  const client = new Client({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    dataConverter: createDataConverter(config.RANGAP_CODEC_KEYS),
    interceptors: { workflow: tracing ? [tracing.client] : [] },
  });
  const subjectHash = createSubjectHash(signBytes);
  const dispatcher = createDispatcher({
    db,
    ports: { institutions, agencies },
    circuits,
    workflows: client.workflow,
    logger,
    registry: metrics.registry,
    subjectHash,
  });
  const without = {
    advance: advancerWithoutWorkflow(db, subjectHash, dispatcher),
    look: lookerForWorkflow(db, subjectHash, dispatcher),
  };

  const search = new WorkflowSearch(db, client);
  const driver = driverOf(db, without, dispatcher, (caseId) => search.miss(caseId));
  const driving = new DueDriving(driver, metrics);
  chores.add('drive what is due', 1_000, () => driving.round());
  chores.add('send messages', 1_000, () => dispatcher.sender.sendDue(circuits.away()));
  chores.add('relay the outbox', 1_000, () => relayOutbox(db, client, without));
  chores.add('find lost workflows', 10_000, () => search.round());
  // After a restore nobody waits for the time to come; at an ordinary start nobody is asked before it.
  let atOnce = wasClosed;
  chores.add('ask for statements', 60_000, async () => {
    await askStatements(db, { atOnce });
    atOnce = false;
  });
  chores.add('audit checkpoint', 60_000, async () => {
    try {
      await signer.round();
    } finally {
      metrics.checkpointsStopped.set(signer.stoppedBy === undefined ? 0 : 1);
    }
  });
  chores.add('forget', 60_000, async () => {
    await forgetSecretTries(db.manager);
    await forgetUsedNonces(db.manager);
    await forgetSessions(db.manager);
  });
  // A chore reads the measures, so that a request for them never waits for the database, and a
  // database that is down shows as a failing chore. What is late is read as often as alarms need
  // it, and what is open seldom, because it is much.
  if (health) {
    chores.add('measure what is late', 5_000, async () => {
      metrics.showLate(await readLateWork(db.manager));
      metrics.showClock(await databaseNow(db.manager));
    });
    chores.add('count what is open', 60_000, async () => metrics.showOpen(await readOpenWork(db.manager)));
  }

  const running = chores.run(stopping);
  console.log('ready');
  await running;
  await dispatcher.stop();
  // What was written since the last minute would be signed late after a long stop.
  await signer.round().catch((error: unknown) => logger.warn({ err: error }, 'the last events are not signed'));
  await institutions.close();
  await agencies.close();
  await Promise.race([connection.close(), sleep(2_000)]);
  await Promise.all([db.destroy(), checkpoints.destroy()]);
  await tracing?.stop();
  await health?.close();
}

const logger = createLogger('keeper', 'info');
main(logger).then(
  () => process.exit(0),
  (error: unknown) => {
    if (
      error instanceof ConfigurationError ||
      error instanceof DatabaseRoleRefused ||
      error instanceof CentreKeyRefused
    )
      console.error(error.message);
    else logger.fatal({ err: error }, 'the keeper stopped');
    process.exit(1);
  },
);
