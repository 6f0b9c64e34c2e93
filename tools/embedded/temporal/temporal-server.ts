import path from 'node:path';
import { Connection } from '@temporalio/client';
import { SEARCH_ATTRIBUTES } from '../../../src/contract/search-attributes.js';
import { freePort } from '../server/ports.js';
import { spawnChild, waitUntilReady } from '../process/spawn-child.js';

/** How to run a Temporal development server. */
export interface TemporalOptions {
  /** The program, from findTemporalCli. */
  readonly cli: string;
  /** Its SQLite file, with which open workflows and their timers survive a restart. */
  readonly dbFile: string;
  readonly port?: number;
  readonly uiPort?: number;
  /** The origin that decodes payloads for the web UI, for instance `http://127.0.0.1:7412`. */
  readonly codecEndpoint?: string;
  readonly logFile: string;
  readonly pidFile?: string;
  readonly signal?: AbortSignal;
}

/** A running Temporal server with the namespace `default`, on 127.0.0.1 only. */
export interface RunningTemporal {
  /** `host:port` for clients and workers. */
  readonly address: string;
  readonly uiUrl: string;
  readonly pid: number;
  /** Resolves with how it ended; never rejects. */
  readonly exited: Promise<string>;
  stop(graceMs?: number): Promise<void>;
}

/** Types of search attributes in the words of the program. */
const CLI_TYPES = { KEYWORD: 'Keyword', DATETIME: 'Datetime' } as const;

const READY_WITHIN_MS = 180_000;

/**
 * Starts the server and resolves when its namespace can be used. Rejects with the end of its log
 * if it does not start.
 */
export async function startTemporal(options: TemporalOptions): Promise<RunningTemporal> {
  const port = options.port ?? (await freePort());
  const uiPort = options.uiPort ?? (await freePort());
  const child = await spawnChild({
    name: 'temporal',
    command: options.cli,
    args: serverArguments(options, port, uiPort),
    env: process.env,
    cwd: path.dirname(options.dbFile),
    logFile: options.logFile,
    pidFile: options.pidFile,
    givesWay: true,
  });
  const address = `127.0.0.1:${port}`;
  try {
    await waitUntilReady(child, () => temporalAnswers(address), { timeoutMs: READY_WITHIN_MS, signal: options.signal });
  } catch (error) {
    await child.stop(2_000);
    throw error;
  }
  const { pid, exited } = child;
  const uiUrl = `http://127.0.0.1:${uiPort}`;
  return { address, uiUrl, pid, exited, stop: (graceMs = 5_000) => child.stop(graceMs) };
}

function serverArguments(options: TemporalOptions, port: number, uiPort: number): string[] {
  return [
    'server',
    'start-dev',
    '--ip',
    '127.0.0.1',
    '--port',
    String(port),
    '--ui-port',
    String(uiPort),
    '--db-filename',
    options.dbFile,
    '--ui-disable-news-fetch',
    '--log-level',
    'warn',
    // Takes the tasks of a queue in turn by fairness key, so that one slow bank does not hold up
    // the others.
    '--dynamic-config-value',
    'matching.enableFairness=true',
    // What workflows are listed by; the worker registers it on other servers.
    ...SEARCH_ATTRIBUTES.flatMap(({ name, type }) => ['--search-attribute', `${name}=${CLI_TYPES[type]}`]),
    ...(options.codecEndpoint ? ['--ui-codec-endpoint', options.codecEndpoint] : []),
  ];
}

/** Returns true if a Temporal with the namespace `default` answers at `host:port`. */
export async function temporalAnswers(address: string): Promise<boolean> {
  try {
    const connection = await Connection.connect({ address, connectTimeout: 2_000 });
    try {
      await connection.withDeadline(Date.now() + 2_000, () =>
        connection.workflowService.describeNamespace({ namespace: 'default' }),
      );
    } finally {
      await connection.close();
    }
    return true;
  } catch {
    return false; // not listening yet, or still creating its namespace
  }
}
