import { readFileSync } from 'node:fs';
import type { ChildEnv } from '../process/child-env.js';
import type { Home } from './home.js';
import { lockHolder } from './lock.js';
import { isRunning } from '../process/process-identity.js';
import { errorCode } from '../refusal.js';

/**
 * The addresses of a running system, as `run/ports.json` holds them. Contains secrets; the
 * folder's mode is 0700.
 */
export interface RunningSystem {
  /** The pid of `npm start`'s supervisor. */
  readonly pid: number;
  readonly apiUrl: string;
  /** The address of each API; equal to `apiUrl` when there is one API. */
  readonly apiUrls: readonly string[];
  /** The origins of `/health/ready` and `/metrics` of each API, worker and keeper. */
  readonly healthUrls: readonly string[];
  readonly signInUrl: string;
  readonly simulatorAdminUrl: string;
  /** The database, as a role that may read all of it; `env` has those of the processes. */
  readonly databaseUrl: string;
  /** The same as the superuser; absent when DATABASE_URL names the operator's own server. */
  readonly superuserDatabaseUrl?: string;
  readonly temporalAddress: string;
  /** Absent when TEMPORAL_ADDRESS names the operator's own server. */
  readonly temporalUiUrl?: string;
  /** The variables that its processes got. */
  readonly env: ChildEnv;
}

/** Returns the system that runs on this home and is ready, or undefined. */
export function readRunningSystem(home: Home): RunningSystem | undefined {
  const holder = lockHolder(home.lockDir);
  if (!holder || !isRunning(holder)) return undefined;
  try {
    // This program wrote it under the same lock, so its shape is known.
    const system = JSON.parse(readFileSync(home.portsFile, 'utf8')) as RunningSystem;
    // else it is of a killed predecessor, and the new system is still starting
    return system.pid === holder.pid ? system : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
