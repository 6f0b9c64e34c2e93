import { execFile } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Home } from '../../embedded/begin/home.js';
import { pidFile } from '../../embedded/begin/leftovers.js';
import { startPostgres } from '../../embedded/server/postgres.js';
import { errorText, StartRefusal } from '../../embedded/refusal.js';
import { spawnChild, waitUntilReady } from '../../embedded/process/spawn-child.js';
import type { RunningService, Supervisor } from '../../embedded/process/supervise.js';
import type { TemporalKind, TemporalPlace } from '../../embedded/temporal/temporal-service.js';
import { CLUSTER_PORTS, clusterConfig, dynamicConfig, schemaCalls, type ClusterSettings } from './cluster-config.js';
import { NAMESPACE, servesNamespace } from './namespace.js';
import type { ServerTools } from './server-tools.js';

/** A restarted server needs time: it first takes its shards back. */
const READY_WITHIN_MS = 180_000;

/**
 * Starts Temporal as docker-compose.yml does: the server on its own PostgreSQL, on a fresh home.
 */
export function temporalCluster(tools: ServerTools): TemporalKind {
  return {
    clusterPorts: CLUSTER_PORTS,
    start: async ({ supervisor, home, ports, say }: TemporalPlace) => {
      const database = await startDatabase(supervisor, home, ports.temporalCluster);
      say(`PostgreSQL for Temporal on port ${database.port}`);
      const settings = {
        database,
        frontendPort: ports.temporal,
        firstPort: ports.temporalCluster,
        dynamicConfigFile: path.join(home.runDir, 'temporal-dynamic.json'),
      };
      await makeStores(tools, settings);
      say('Schemas of Temporal made');
      const configFile = path.join(home.runDir, 'temporal-server.json');
      writeFileSync(configFile, JSON.stringify(clusterConfig(settings), null, 2), { mode: 0o600 });
      writeFileSync(settings.dynamicConfigFile, JSON.stringify(dynamicConfig()));
      const address = `127.0.0.1:${ports.temporal}`;
      const start = (signal: AbortSignal): Promise<RunningService> =>
        startServer({ program: tools.server, configFile, address, home, signal });
      await supervisor.start({ name: 'temporal', start });
      return { address, namespace: NAMESPACE };
    },
  };
}

async function startDatabase(supervisor: Supervisor, home: Home, port: number): Promise<ClusterSettings['database']> {
  let url = new URL('postgres://nobody');
  await supervisor.start({
    name: 'temporal-postgres',
    start: async () => {
      const postgres = await startPostgres({
        dataDir: home.temporalPgDir,
        binariesDir: home.pgBinariesDir,
        port,
        logFile: path.join(home.logDir, 'temporal-postgres.log'),
      });
      url = new URL(postgres.url);
      return postgres;
    },
  });
  return { port, user: url.username, password: url.password };
}

async function makeStores(tools: ServerTools, settings: ClusterSettings): Promise<void> {
  const env = { PATH: process.env['PATH'], SQL_PASSWORD: settings.database.password };
  for (const call of schemaCalls(settings)) {
    try {
      await promisify(execFile)(tools.sql, call, { env });
    } catch (error) {
      throw new StartRefusal(`Temporal's database cannot be made: ${errorText(error)}`);
    }
  }
}

interface ServerStart {
  readonly program: string;
  readonly configFile: string;
  readonly address: string;
  readonly home: Home;
  readonly signal: AbortSignal;
}

async function startServer({ program, configFile, address, home, signal }: ServerStart): Promise<RunningService> {
  const child = await spawnChild({
    name: 'temporal',
    command: program,
    args: ['--config-file', configFile, '--allow-no-auth', 'start'],
    env: { PATH: process.env['PATH'] },
    cwd: home.runDir,
    logFile: path.join(home.logDir, 'temporal.log'),
    pidFile: pidFile(home.runDir, 'temporal'),
  });
  try {
    await waitUntilReady(child, () => servesNamespace(address), { timeoutMs: READY_WITHIN_MS, signal });
  } catch (error) {
    await child.stop(2_000);
    throw error;
  }
  return child;
}
