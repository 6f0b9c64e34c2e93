import 'reflect-metadata';
import { randomUUID, sign } from 'node:crypto';
import { collectDefaultMetrics } from 'prom-client';
import { ConfigurationError, restingOn } from '../config/environment.js';
import { type ApiConfig, loadApiConfig } from '../config/load.js';
import { databaseTakesWrites } from '../observe/database-takes-writes.js';
import { endWhenStuck } from '../observe/end-when-stuck.js';
import { type ReadyChecks, serveHealth } from '../observe/health-server.js';
import { stopSignal, whenStopped } from '../observe/stop-signal.js';
import { startTracing } from '../observe/start-tracing.js';
import { createRestAgencies } from '../agencies/rest-v1/rest-agencies.js';
import { createRestInstitutions } from '../institutions/rest-v1/rest-institutions.js';
import { institutionsByWay } from '../institutions/spreadsheet/spreadsheet-institutions.js';
import { createSubjectHash } from '../application/case/privacy/subject-hash.js';
import { createDispatcher } from '../dispatch/create-dispatcher.js';
import { FileAttachmentStore } from '../persistence/attachment/file-store.js';
import { KeptCheckpoints } from '../persistence/audit/kept-checkpoint.js';
import { RecoveryGate } from '../persistence/audit/recovery-gate.js';
import { createDataSource } from '../persistence/data-source.js';
import { DatabaseRoleRefused, refuseStrongRole } from '../persistence/grant-rights.js';
import { CentreKeyRefused, refuseUnusableCentreKey } from '../persistence/party/centre.js';
import { Circuits } from '../signed-http/circuits.js';
import { loadPrivateKey } from '../signing/keys.js';
import { temporalConnection } from '../temporal/connection-options.js';
import { NarrativeThread } from './advice/narrative-thread.js';
import type { ApiSettings, CentreKey } from './dependencies.js';
import { createApp } from './create-app.js';
import { createLogger } from '../observe/process-log.js';
import { Metrics } from './observe/metrics.js';
import { WorkbookThread } from './party/workbook-thread.js';
import { Serving } from './observe/serving.js';
import { stopServing } from './stop-serving.js';
import { createTemporalLink } from './temporal/temporal-client.js';

/**
 * Runs the API until SIGTERM or SIGINT; prints `ready` when it listens. Temporal may be down at
 * start, the database may not.
 */
async function main(): Promise<void> {
  const stopping = stopSignal();
  endWhenStuck('api');
  const config = loadApiConfig();
  const logger = createLogger('api', 'info');
  const metrics = new Metrics();
  collectDefaultMetrics({ register: metrics.registry });
  const tracing = await startTracing('rangap-api', config.OTEL_EXPORTER_OTLP_ENDPOINT);
  const db = createDataSource({
    url: config.DATABASE_URL,
    poolSize: config.RANGAP_DATABASE_POOL,
    applicationName: 'rangap-api',
    onConnectionLost: (error) => {
      logger.warn({ err: error }, 'a database connection was lost');
      recovery.doubt();
    },
  });
  const folder = config.RANGAP_CHECKPOINT_DIR;
  const kept = folder === undefined ? undefined : new KeptCheckpoints(folder);
  const recovery = new RecoveryGate(db, kept, (words) => logger.error(words));
  tracing?.traceQueries(db);
  await restingOn('DATABASE_URL', () => db.initialize());
  await refuseStrongRole(db);
  await refuseUnusableCentreKey(db.manager, config.signingKey.keyId);
  const temporal = createTemporalLink({
    connect: temporalConnection(config),
    namespace: config.TEMPORAL_NAMESPACE,
    codecKeys: config.RANGAP_CODEC_KEYS,
    interceptors: tracing ? [tracing.client] : [],
  });
  const key = keyOf(config);
  const circuits = new Circuits();
  const signing = { circuits, signingKey: key, now: () => new Date(), newNonce: () => randomUUID() };
  const institutions = institutionsByWay(createRestInstitutions(signing));
  const agencies = createRestAgencies(signing);
  const dispatcher = createDispatcher({
    db,
    ports: { institutions, agencies },
    circuits,
    workflows: temporal.client.workflow,
    logger,
    registry: metrics.registry,
    subjectHash: createSubjectHash((bytes) => ({ signature: sign(null, bytes, key.privateKey).toString('base64') })),
  });
  const narratives = new NarrativeThread(config.RANGAP_ENCODER_FILE);
  const workbooks = new WorkbookThread();
  const app = await createApp({
    settings: settingsOf(config),
    key,
    logger,
    metrics,
    db,
    recovery,
    afterCommit: dispatcher,
    temporalAnswers: temporal.answers,
    attachments: storeOf(config),
    narratives,
    workbooks,
    around: tracing ? [tracing.requests] : [],
  });
  const { RANGAP_HEALTH_PORT: port, RANGAP_HEALTH_HOST: host } = config;
  const ready = async (): Promise<ReadyChecks> => ({
    record: await databaseTakesWrites(db),
    recovered: await recovery.isOpen(),
    serving: !app.get(Serving).isStopping,
  });
  const { registry } = metrics;
  const health =
    port === undefined
      ? undefined
      : await restingOn('RANGAP_HEALTH_PORT', () => serveHealth({ host, port, registry, ready }));
  await recovery.isOpen(); // says at once that it serves nothing
  void recovery.watch(stopping, () => logger.error('the API serves nothing any more'));
  await restingOn('RANGAP_API_PORT', () => app.listen(config.RANGAP_API_PORT, config.RANGAP_API_HOST));
  console.log('ready');

  await whenStopped(stopping);
  logger.info({ signal: stopping.reason as unknown }, 'stopping');
  await stopServing(app, config.RANGAP_API_DRAIN_SECONDS * 1000);
  await Promise.all([narratives.stop(), workbooks.stop()]);
  await dispatcher.stop();
  await Promise.all([institutions.close(), agencies.close()]);
  await temporal.close();
  await db.destroy();
  await health?.close();
  await tracing?.stop();
}

function storeOf({ RANGAP_ATTACHMENTS_DIR: folder, RANGAP_CODEC_KEYS: keys }: ApiConfig): FileAttachmentStore | null {
  return folder === undefined ? null : new FileAttachmentStore(folder, keys);
}

function settingsOf(config: ApiConfig): ApiSettings {
  return {
    environment: config.RANGAP_ENV,
    publicUrl: config.RANGAP_PUBLIC_URL,
    oidcIssuer: config.RANGAP_OIDC_ISSUER,
    oidcAudience: config.RANGAP_OIDC_AUDIENCE,
    oidcRolesClaim: config.RANGAP_OIDC_ROLES_CLAIM,
    oidcClientId: config.RANGAP_OIDC_CLIENT_ID ?? config.RANGAP_OIDC_AUDIENCE,
    oidcClientSecret: config.RANGAP_OIDC_CLIENT_SECRET,
    demoRulebookAllowed: config.RANGAP_DEMO_RULEBOOK === 'allowed',
    trustedProxies: config.RANGAP_TRUSTED_PROXIES,
    clientCertificates: config.RANGAP_CLIENT_CERTIFICATES,
    sessionsPerPerson: config.RANGAP_SESSIONS_PER_PERSON,
    limits: {
      personPerMinute: config.RANGAP_LIMIT_PERSON,
      partyPerMinute: config.RANGAP_LIMIT_PARTY,
      addressPerMinute: config.RANGAP_LIMIT_ADDRESS,
    },
  };
}

function keyOf({ signingKey }: ApiConfig): CentreKey {
  const { kty, crv, x } = signingKey.publicJwk;
  return { keyId: signingKey.keyId, privateKey: loadPrivateKey(signingKey.privateJwk), publicJwk: { kty, crv, x } };
}

/** Prints one line that a person can act on, and never the stack; then ends the process. */
function fail(error: unknown): void {
  const reason = error instanceof Error ? error.message : 'unknown fault';
  const expected = [ConfigurationError, DatabaseRoleRefused, CentreKeyRefused];
  console.error(expected.some((kind) => error instanceof kind) ? reason : `the API stopped: ${reason}`);
  process.exit(1);
}

if (require.main === module) main().then(() => process.exit(0), fail);
