import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Client } from 'pg';
import { freePort, isPortFree } from './ports.js';
import { postgresBinaries, type PostgresBinaries } from '../postgres/binaries.js';
import { CLUSTER_USER, ensureCluster } from '../postgres/init-cluster.js';
import { endLeftovers } from '../postgres/leftovers.js';
import { databaseUser, type OsUser } from '../postgres/os-user.js';
import { DATABASE, ensureRoles, type RoleUrls } from '../postgres/roles.js';
import { errorCode, errorText, StartRefusal } from '../refusal.js';
import { spawnChild, type Child } from '../process/spawn-child.js';

/** Options of startPostgres. */
export interface PostgresOptions {
  /**
   * The cluster's folder; created on the first start. Beside it lie `<dataDir>-password`,
   * `<dataDir>-roles.json` and, without `logFile`, `<dataDir>.log`.
   */
  readonly dataDir: string;
  /** A fixed port; default: any free one. */
  readonly port?: number;
  /**
   * The folder for a copy of the programs, if PostgreSQL's user cannot reach node_modules; default
   * `<dataDir>-binaries`.
   */
  readonly binariesDir?: string;
  /** False only for tests: a killed process loses nothing, but a power failure would. */
  readonly fsync?: boolean;
  readonly logFile?: string;
}

/** A running PostgreSQL, listening on 127.0.0.1 only. */
export interface RunningPostgres {
  /** URL of the database `rangap`, with the superuser's name and password. */
  readonly url: string;
  /** The same with the names and passwords of those who work on it. */
  readonly roleUrls: RoleUrls;
  readonly port: number;
  readonly pid: number;
  /** Resolves with how it ended; never rejects. */
  readonly exited: Promise<string>;
  /** Rolls back open transactions and ends; SIGKILL after `graceMs` (default 10 s). */
  stop(graceMs?: number): Promise<void>;
}

const START_WITHIN_MS = 120_000; // recovery after kill -9 replays the log
const RETRY_LOCKS_FOR_MS = 15_000; // a killed postmaster's shared memory and zombie linger

/**
 * Starts the PostgreSQL that comes with npm. Creates the cluster, its roles and its database
 * `rangap` when they are missing, and ends what an earlier, killed run left on the same folder.
 * Root may call it (PostgreSQL then runs as `postgres` or `nobody`) and a plain user too. Throws
 * StartRefusal with one line of reason and advice for a broken folder or a busy port.
 */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const dataDir = path.resolve(options.dataDir);
  const user = databaseUser();
  const binaries = postgresBinaries(options.binariesDir ?? `${dataDir}-binaries`, user !== undefined);
  await endLeftovers(dataDir);
  const password = await ensureCluster(dataDir, `${dataDir}-password`, binaries, user);
  const start = { options, dataDir, binaries, user, password };
  const retryUntil = Date.now() + RETRY_LOCKS_FOR_MS;
  for (;;) {
    const port = options.port ?? (await freePort());
    const outcome = await tryStart(start, port);
    if (outcome.ok) return outcome.running;
    const isPortTaken = outcome.fatal.includes('could not create any TCP/IP sockets');
    const mayPass = isPortTaken
      ? options.port === undefined
      : /lock file|shared memory block|database system is in use/.test(outcome.fatal);
    if (!mayPass || Date.now() > retryUntil) {
      throw new StartRefusal(
        isPortTaken ? portTaken(port) : `PostgreSQL does not start on ${dataDir}: ${outcome.fatal}`,
      );
    }
    await sleep(500);
  }
}

interface Start {
  readonly options: PostgresOptions;
  readonly dataDir: string;
  readonly binaries: PostgresBinaries;
  readonly user: OsUser | undefined;
  readonly password: string;
}

type Outcome =
  { readonly ok: true; readonly running: RunningPostgres } | { readonly ok: false; readonly fatal: string };

async function tryStart(start: Start, port: number): Promise<Outcome> {
  if (!(await isPortFree(port))) return { ok: false, fatal: 'could not create any TCP/IP sockets' };
  const child = await spawnChild({
    name: 'postgres',
    command: start.binaries.postgres,
    args: ['-D', start.dataDir, '-p', String(port), ...settings(start.options.fsync ?? true)],
    env: { PATH: process.env['PATH'], LC_ALL: 'C.UTF-8', TZ: 'UTC' },
    cwd: '/',
    logFile: start.options.logFile ?? `${start.dataDir}.log`,
    user: start.user && { uid: start.user.uid, gid: start.user.gid },
    stopSignal: 'SIGINT', // a fast shutdown; SIGTERM would wait for every client to leave
  });
  const urlOf = (database: string): string =>
    `postgres://${CLUSTER_USER}:${start.password}@127.0.0.1:${port}/${database}`;
  try {
    const outcome = await waitForConnections(child, urlOf('postgres'));
    if (outcome !== 'ready') return { ok: false, fatal: outcome };
    const roleUrls = await ensureRoles(urlOf('postgres'), `${start.dataDir}-roles.json`);
    const { pid, exited } = child;
    const stop = (graceMs = 10_000) => child.stop(graceMs);
    return { ok: true, running: { url: urlOf(DATABASE), roleUrls, port, pid, exited, stop } };
  } catch (error) {
    await child.stop(5_000);
    throw error;
  }
}

function settings(fsync: boolean): string[] {
  const values = ['listen_addresses=127.0.0.1', 'unix_socket_directories=', 'max_connections=200', 'log_timezone=UTC'];
  // the detail of a violated key may contain an account number
  values.push('log_error_verbosity=terse');
  if (!fsync) values.push('fsync=off', 'full_page_writes=off');
  return values.flatMap((value) => ['-c', value]);
}

/**
 * Waits until PostgreSQL accepts connections; resolves to `ready`, or to its own reason if it
 * ended.
 */
async function waitForConnections(child: Child, url: string): Promise<string> {
  const giveUpAt = Date.now() + START_WITHIN_MS;
  let gone: string | undefined;
  void child.exited.then((how) => {
    gone = how;
  });
  for (;;) {
    if (gone !== undefined) return fatalLine(child.output()) ?? `it ended with ${gone}`;
    const refusal = await tryConnect(url);
    if (refusal === undefined) return 'ready';
    if (Date.now() > giveUpAt) throw new StartRefusal(`PostgreSQL does not answer on its port: ${refusal}`);
    await sleep(40);
  }
}

/**
 * Tries one connection; returns undefined on success, else the reason why not yet. Throws
 * StartRefusal for a wrong password, which stays wrong.
 */
async function tryConnect(url: string): Promise<string | undefined> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 2_000 });
  // connect() or end() report it too; without a listener it would end the process
  client.on('error', () => undefined);
  try {
    await client.connect();
    return undefined;
  } catch (error) {
    if (errorCode(error) !== '28P01') return errorText(error);
    throw new StartRefusal(
      'PostgreSQL refuses the stored password: the file <data folder>-password belongs to other data. ' +
        'Restore it, or move the data folder away to begin anew.',
    );
  } finally {
    await client.end().catch(() => undefined);
  }
}

function fatalLine(output: string): string | undefined {
  const lines = output.split('\n').filter((line) => /FATAL|PANIC/.test(line));
  return lines.at(-1)?.replace(/^.*?(FATAL|PANIC):\s*/, '');
}

function portTaken(port: number): string {
  return `Port ${port}, for PostgreSQL, is in use. End what uses it, or start with RANGAP_PORT_BASE=auto npm start.`;
}
