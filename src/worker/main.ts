import { randomUUID } from 'node:crypto';
import { DefaultLogger, NativeConnection, Runtime } from '@temporalio/worker';
import { createRestAgencies } from '../agencies/rest-v1/rest-agencies.js';
import { loadWorkerConfig } from '../config/load.js';
import { createRestInstitutions } from '../institutions/rest-v1/rest-institutions.js';
import { createDataSource } from '../persistence/data-source.js';
import { loadPrivateKey } from '../signing/keys.js';
import { createDataConverter } from '../temporal/data-converter.js';
import { createWorkers } from './create-workers.js';

async function main(): Promise<void> {
  const config = loadWorkerConfig();
  Runtime.install({ logger: new DefaultLogger('WARN'), shutdownSignals: [] });
  const db = createDataSource({
    url: config.DATABASE_URL,
    poolSize: config.RANGAP_DATABASE_POOL,
    applicationName: 'rangap-worker',
  });
  await db.initialize();
  const connection = await NativeConnection.connect({ address: config.TEMPORAL_ADDRESS });
  const signing = {
    signingKey: { keyId: config.signingKey.keyId, privateKey: loadPrivateKey(config.signingKey.privateJwk) },
    now: () => new Date(),
    newNonce: () => randomUUID(),
  };
  const institutions = createRestInstitutions(signing);
  const agencies = createRestAgencies(signing);
  const workers = await createWorkers({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    dataConverter: createDataConverter(config.RANGAP_CODEC_KEYS),
    workflowBundle: { codePath: config.RANGAP_WORKFLOW_BUNDLE },
    db,
    institutions,
    agencies,
  });
  const stop = (): void => {
    for (const worker of workers) if (worker.getState() === 'RUNNING') worker.shutdown();
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  const running = Promise.all(workers.map((worker) => worker.run()));
  console.log('ready');
  await running;
  await Promise.all([institutions.close(), agencies.close()]);
  await connection.close();
  await db.destroy();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
});
