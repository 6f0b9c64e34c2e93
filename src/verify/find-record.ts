import { existsSync } from 'node:fs';
import path from 'node:path';
import type { VerifyConfig } from '../config/verify-config.js';
import { homeLayout } from '../embedded/home.js';
import { takeLock } from '../embedded/lock.js';
import { startPostgres } from '../embedded/postgres.js';
import { StartRefusal } from '../embedded/refusal.js';
import { readRunningSystem, type RunningSystem } from '../embedded/running-system.js';
import { readSettings } from '../embedded/settings.js';
import type { CodecKeys } from '../temporal/codec.js';

/** The Temporal that drives a record. */
export interface FoundTemporal {
  readonly address: string;
  readonly namespace: string;
  /** Keys of the payloads, where they are at hand. */
  readonly codecKeys?: CodecKeys;
}

/** A record that can be read now. */
export interface FoundRecord {
  readonly databaseUrl: string;
  readonly temporal?: FoundTemporal;
  /** Where the books of the simulated institutions are read; nobody else shows his to us. */
  readonly booksUrl?: string;
  /** Where the log files of its embedded home lie. */
  readonly logDir?: string;
  /** The record lies still: nothing works on it besides us. */
  readonly isAtRest: boolean;
  /** Stops what was started to read it. */
  close(): Promise<void>;
}

/**
 * The record of DATABASE_URL, else of the system that runs on RANGAP_HOME, else of RANGAP_HOME at
 * rest: then its PostgreSQL is started, under the home's lock, until `close`. Throws `StartRefusal`
 * when there is none, or when a system is just starting there.
 */
export async function findRecord(config: VerifyConfig): Promise<FoundRecord> {
  const { DATABASE_URL, TEMPORAL_ADDRESS, TEMPORAL_NAMESPACE: namespace, RANGAP_CODEC_KEYS: codecKeys } = config;
  if (DATABASE_URL !== undefined) {
    const temporal = TEMPORAL_ADDRESS === undefined ? undefined : { address: TEMPORAL_ADDRESS, namespace, codecKeys };
    return { databaseUrl: DATABASE_URL, temporal, isAtRest: false, close: () => Promise.resolve() };
  }
  const home = homeLayout(readSettings().homeDir);
  const running = readRunningSystem(home);
  if (running !== undefined) {
    const { databaseUrl, simulatorAdminUrl: booksUrl } = running;
    const found = { databaseUrl, temporal: temporalOf(running), booksUrl, logDir: home.logDir };
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
    return { databaseUrl: postgres.url, logDir: home.logDir, isAtRest: true, close };
  } catch (error) {
    lock.release();
    throw error;
  }
}

/** The Temporal of a running system, with the keys that its processes were given. */
export function temporalOf({ temporalAddress, env }: RunningSystem): FoundTemporal {
  const codecKeys = JSON.parse(env.RANGAP_CODEC_KEYS) as CodecKeys; // written by the system itself
  return { address: temporalAddress, namespace: env.TEMPORAL_NAMESPACE, codecKeys };
}
