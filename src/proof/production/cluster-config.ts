/** What a Temporal cluster on one machine is told. */
export interface ClusterSettings {
  /** Of its own PostgreSQL, on loopback. */
  readonly database: { readonly port: number; readonly user: string; readonly password: string };
  /** Where clients and workers reach it. */
  readonly frontendPort: number;
  /** The first of the ports that its services use among themselves; see CLUSTER_PORTS. */
  readonly firstPort: number;
  readonly dynamicConfigFile: string;
}

/**
 * Ports that a cluster takes from its first on: its PostgreSQL has the first, its services the
 * others.
 */
export const CLUSTER_PORTS = 9;
export const STORES = { temporal: 'temporal', visibility: 'temporal_visibility' } as const;
export const SQL_PLUGIN = 'postgres12';

/**
 * Few, for the two cores of a small machine; a cluster for a country has 512 (docker-compose.yml).
 * Cannot be changed once it has run.
 */
const HISTORY_SHARDS = 4;

/**
 * The server's configuration, to be written as JSON, which YAML includes. The shape is that of
 * config/development-postgres12.yaml in its source.
 */
export function clusterConfig(settings: ClusterSettings): object {
  const { frontendPort, firstPort } = settings;
  const service = (grpcPort: number, membershipPort: number): object => ({
    rpc: { grpcPort, membershipPort, bindOnLocalHost: true },
  });
  return {
    log: { stdout: true, level: 'warn' },
    persistence: {
      defaultStore: 'default',
      visibilityStore: 'visibility',
      numHistoryShards: HISTORY_SHARDS,
      datastores: {
        default: store(settings, STORES.temporal, 20),
        visibility: store(settings, STORES.visibility, 5),
      },
    },
    global: { membership: { maxJoinDuration: '30s', broadcastAddress: '127.0.0.1' } },
    services: {
      frontend: service(frontendPort, firstPort + 1),
      history: service(firstPort + 2, firstPort + 3),
      matching: service(firstPort + 4, firstPort + 5),
      worker: service(firstPort + 6, firstPort + 7),
    },
    clusterMetadata: {
      enableGlobalNamespace: false,
      failoverVersionIncrement: 10,
      masterClusterName: 'active',
      currentClusterName: 'active',
      clusterInformation: {
        active: {
          enabled: true,
          initialFailoverVersion: 1,
          rpcName: 'frontend',
          rpcAddress: `127.0.0.1:${frontendPort}`,
        },
      },
    },
    dcRedirectionPolicy: { policy: 'noop' },
    dynamicConfigClient: { filepath: settings.dynamicConfigFile, pollInterval: '10s' },
  };
}

/** What docker-compose.yml sets: one slow institution must not hold up the others. */
export function dynamicConfig(): object {
  return { 'matching.enableFairness': [{ value: true }] };
}

function store({ database }: ClusterSettings, databaseName: string, connections: number): object {
  return {
    sql: {
      pluginName: SQL_PLUGIN,
      databaseName,
      connectProtocol: 'tcp',
      connectAddr: `127.0.0.1:${database.port}`,
      user: database.user,
      password: database.password,
      maxConns: connections,
      maxIdleConns: connections,
      maxConnLifetime: '1h',
    },
  };
}

/**
 * The calls of the SQL tool that make both stores, as the job `temporal-schema` of
 * docker-compose.yml does.
 */
export function schemaCalls({ database }: Pick<ClusterSettings, 'database'>): string[][] {
  const schemas = { [STORES.temporal]: 'postgresql/v12/temporal', [STORES.visibility]: 'postgresql/v12/visibility' };
  return Object.entries(schemas).flatMap(([name, schema]) => {
    const at = ['--plugin', SQL_PLUGIN, '--ep', '127.0.0.1', '--port', String(database.port), '--user', database.user];
    const call = (...args: string[]): string[] => [...at, '--db', name, ...args];
    return [call('create'), call('setup-schema', '--version', '0.0'), call('update-schema', '--schema-name', schema)];
  });
}
