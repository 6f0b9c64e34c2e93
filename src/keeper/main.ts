import { randomUUID, sign } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { loadKeeperConfig } from '../config/load.js';
import { createRestInstitutions } from '../institutions/rest-v1/rest-institutions.js';
import { writeCheckpoint } from '../persistence/audit/checkpoint.js';
import { databaseNow } from '../persistence/clock.js';
import { createDataSource } from '../persistence/data-source.js';
import { inTransaction } from '../persistence/unit-of-work.js';
import { loadPrivateKey } from '../signing/keys.js';
import { createDataConverter } from '../temporal/data-converter.js';
import { relayHints } from './relay.js';
import { every } from './every.js';
import { applyLateMessages, latePath, redriveOverdue, sendDueReleases, sweepExpired } from './sweeper.js';

async function main(): Promise<void> {
  const config = loadKeeperConfig();
  const db = createDataSource({
    url: config.DATABASE_URL,
    poolSize: config.RANGAP_DATABASE_POOL,
    applicationName: 'rangap-keeper',
  });
  await db.initialize();
  const privateKey = loadPrivateKey(config.signingKey.privateJwk);
  const { keyId } = config.signingKey;
  const institutions = createRestInstitutions({
    signingKey: { keyId, privateKey },
    now: () => new Date(),
    newNonce: () => randomUUID(),
  });
  // Lazy: without Temporal the keeper still sweeps and releases.
  const connection = Connection.lazy({ address: config.TEMPORAL_ADDRESS });
  const client = new Client({
    connection,
    namespace: config.TEMPORAL_NAMESPACE,
    dataConverter: createDataConverter(config.RANGAP_CODEC_KEYS),
  });
  const signBytes = (bytes: Uint8Array) => ({ signature: sign(null, bytes, privateKey).toString('base64'), keyId });

  const stopping = new AbortController();
  process.once('SIGTERM', () => stopping.abort());
  process.once('SIGINT', () => stopping.abort());
  const chores = [
    every('relay hints', 1_000, stopping.signal, () =>
      client.withDeadline(Date.now() + 10_000, () => relayHints(db, client, latePath(db))),
    ),
    every('sweep expired holds', 1_000, stopping.signal, () => sweepExpired(db)),
    every('send due releases', 2_000, stopping.signal, () => sendDueReleases(db, institutions)),
    every('drive overdue cases', 10_000, stopping.signal, () =>
      client.withDeadline(Date.now() + 10_000, () => redriveOverdue(db, client)),
    ),
    every('apply late messages', 5_000, stopping.signal, () => applyLateMessages(db)),
    every('audit checkpoint', 60_000, stopping.signal, () =>
      inTransaction(db, async (manager) => writeCheckpoint(manager, signBytes, await databaseNow(manager))),
    ),
    every('forget nonces', 60_000, stopping.signal, () => db.query('DELETE FROM used_nonce WHERE expires_at < now()')),
  ];
  console.log('ready');
  await Promise.all(chores);
  await institutions.close();
  await Promise.race([connection.close(), sleep(2_000)]);
  await db.destroy();
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? (error.stack ?? error.message) : error);
  process.exit(1);
});
