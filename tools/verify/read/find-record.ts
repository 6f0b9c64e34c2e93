import { existsSync } from 'node:fs';
import path from 'node:path';
import type { VerifyConfig } from '../../../src/config/verify-config.js';
import { homeLayout } from '../../embedded/begin/home.js';
import { takeLock } from '../../embedded/begin/lock.js';
import { startPostgres } from '../../embedded/server/postgres.js';
import { StartRefusal } from '../../embedded/refusal.js';
import { readRunningSystem, type RunningSystem } from '../../embedded/begin/running-system.js';
import { readSettings } from '../../embedded/begin/settings.js';
import type { CodecKeys } from '../../../src/temporal/codec.js';
import { type TemporalConnection, temporalConnection } from '../../../src/temporal/connection-options.js';

/** The Temporal server of a database. */
export interface FoundTemporal {
  readonly connect: TemporalConnection;
  readonly namespace: string;
  /** The keys of the payloads, if they are known. */
  readonly codecKeys?: CodecKeys;
}

/** A database that can be read now. */
export interface FoundRecord {
  readonly databaseUrl: string;
  readonly temporal?: FoundTemporal;
  /** Where to read the books of the simulated institutions; no other institution shows its own. */
  readonly booksUrl?: string;
  /** The folder with the log files of its embedded home. */
  readonly logDir?: string;
  /** The folder of the files of cases. */
  readonly attachmentsDir?: string;
  /** The folder in which its keepers keep the last checkpoint that they saw. */
  readonly checkpointsDir?: string;
  /** True when no system runs on it. */
  readonly isAtRest: boolean;
  /** Stops the PostgreSQL that was started to read it. */
  close(): Promise<void>;
}

/**
 * Finds the database of DATABASE_URL, or else of the system that runs on RANGAP_HOME. When none
 * runs there, it starts the home's PostgreSQL, under the home's lock, until `close`. Throws
 * `StartRefusal` when there is no database, or when a system is just starting there.
 */
export async function findRecord(config: VerifyConfig): Promise<FoundRecord> {
  const { DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: namespace, RANGAP_CODEC_KEYS: codecKeys } = config;
  if (DATABASE_URL !== undefined) {
    const temporal =
      TEMPORAL_ADDRESS === undefined
        ? undefined
        : { connect: temporalConnection({ ...config, TEMPORAL_ADDRESS }), namespace, codecKeys };
    const attachmentsDir = config.RANGAP_ATTACHMENTS_DIR;
    const checkpointsDir = config.RANGAP_CHECKPOINT_DIR;
    const found = { databaseUrl: DATABASE_URL, temporal, attachmentsDir, checkpointsDir };
    return { ...found, isAtRest: false, close: () => Promise.resolve() };
  }
  const home = homeLayout(readSettings().homeDir);
  const { logDir, attachmentsDir, checkpointsDir } = home;
  const running = readRunningSystem(home);
  if (running !== undefined) {
    const { databaseUrl, simulatorAdminUrl: booksUrl } = running;
    const found = { databaseUrl, temporal: temporalOf(running), booksUrl, logDir, attachmentsDir, checkpointsDir };
    return { ...found, isAtRest: false, close: () => Promise.resolve() };
  }
  if (!existsSync(home.pgDir)) {
    throw new StartRefusal(
      `There is no record in ${home.dir}: name one by DATABASE_URL or RANGAP_HOME, or run npm start first.`,
    );
  }
  const lock = takeLock(home.lockDir);
  if (!lock.ok) throw new StartRefusal(`Rangap is just starting on ${home.dir}: try again when it is ready.`);
  try {
    const postgres = await startPostgres({
      dataDir: home.pgDir,
      binariesDir: home.pgBinariesDir,
      logFile: path.join(home.logDir, 'postgres.log'),
    });
    const close = async (): Promise<void> => {
      await postgres.stop();
      lock.release();
    };
    const databaseUrl = postgres.roleUrls.reader;
    return { databaseUrl, logDir, attachmentsDir, checkpointsDir, isAtRest: true, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** Returns the Temporal of a running system, with the keys that its processes were given. */
export function temporalOf({ temporalAddress, env }: RunningSystem): FoundTemporal {
  const codecKeys = JSON.parse(env.RANGAP_CODEC_KEYS) as CodecKeys; // written by the system itself
  return { connect: { address: temporalAddress }, namespace: env.TEMPORAL_NAMESPACE, codecKeys };
}
