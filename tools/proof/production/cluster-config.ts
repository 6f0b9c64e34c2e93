/** The settings of a Temporal cluster on one machine. */
export interface ClusterSettings {
  /** Its own PostgreSQL, on loopback. */
  readonly database: { readonly port: number; readonly user: string; readonly password: string };
  /** The port for clients and workers. */
  readonly frontendPort: number;
  /** The first of the cluster's internal ports; see CLUSTER_PORTS. */
  readonly firstPort: number;
  readonly dynamicConfigFile: string;
}

/** How many ports a cluster uses: its PostgreSQL the first, its services the others. */
export const CLUSTER_PORTS = 9;
const STORES = { temporal: 'temporal', visibility: 'temporal_visibility' } as const;
const SQL_PLUGIN = 'postgres12';

/**
 * Few, for the two cores of a small machine; production has 512 (docker-compose.yml). It cannot
 * change after the first start.
 */
const HISTORY_SHARDS = 4;

/**
 * Returns the server's configuration, to be written as JSON (which is YAML too). Its shape is that
 * of config/development-postgres12.yaml in the server's source.
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

/**
 * Returns the dynamic settings of docker-compose.yml: a slow institution must not delay others.
 */
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
 * Returns the calls of the SQL tool that create both stores, as the job `temporal-schema` of
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
