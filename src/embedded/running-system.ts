import { readFileSync } from 'node:fs';
import type { ChildEnv } from './child-env.js';
import type { Home } from './home.js';
import { lockHolder } from './lock.js';
import { isRunning } from './process-identity.js';
import { errorCode } from './refusal.js';

/**
 * Where the parts of a running system are found: the content of `run/ports.json`. Holds secrets;
 * the folder is 0700.
 */
export interface RunningSystem {
  /** The pid of `npm start`'s supervisor. */
  readonly pid: number;
  readonly apiUrl: string;
  /** The address of each API by itself; the same as `apiUrl` while there is one. */
  readonly apiUrls: readonly string[];
  /** Where each worker and each keeper says how it is: `/health/ready`, `/metrics`. */
  readonly healthUrls: readonly string[];
  readonly signInUrl: string;
  readonly simulatorAdminUrl: string;
  readonly databaseUrl: string;
  readonly temporalAddress: string;
  /** Absent when TEMPORAL_ADDRESS names a server that is not ours. */
  readonly temporalUiUrl?: string;
  /** The variables its processes were given. */
  readonly env: ChildEnv;
}

/** The system that now runs on this home and is ready, or undefined. */
export function readRunningSystem(home: Home): RunningSystem | undefined {
  const holder = lockHolder(home.lockDir);
  if (!holder || !isRunning(holder)) return undefined;
  try {
    // Written by this very program under this very lock, so its shape is known.
    const system = JSON.parse(readFileSync(home.portsFile, 'utf8')) as RunningSystem;
    // else the killed predecessor's: this one still starts
    return system.pid === holder.pid ? system : undefined;
  } catch (error) {
    if (errorCode(error) === 'ENOENT') return undefined;
    throw error;
  }
}
