import { loadClientConnectConfig } from '@temporalio/envconfig';

/** How Temporal is reached, by the variables that all of Temporal's tools read. */
interface ConnectionVariables {
  readonly TEMPORAL_ADDRESS: string;
  readonly TEMPORAL_API_KEY?: string | undefined;
  readonly TEMPORAL_TLS?: string | undefined;
  readonly TEMPORAL_TLS_SERVER_NAME?: string | undefined;
  readonly TEMPORAL_TLS_SERVER_CA_CERT_PATH?: string | undefined;
  readonly TEMPORAL_TLS_CLIENT_CERT_PATH?: string | undefined;
  readonly TEMPORAL_TLS_CLIENT_KEY_PATH?: string | undefined;
}

const NAMES = [
  'TEMPORAL_API_KEY',
  'TEMPORAL_TLS',
  'TEMPORAL_TLS_SERVER_NAME',
  'TEMPORAL_TLS_SERVER_CA_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_CERT_PATH',
  'TEMPORAL_TLS_CLIENT_KEY_PATH',
] as const;

type Loaded = ReturnType<typeof loadClientConnectConfig>['connectionOptions'];

/** The address of a Temporal server, and how a client proves itself to it and it to the client. */
export interface TemporalConnection extends Pick<Loaded, 'tls' | 'apiKey'> {
  address: string;
}

/**
 * Returns how to connect: in the clear, by TLS, by TLS with a client's certificate, or with an API
 * key, which needs TLS. Reads the files that the variables name, and no configuration file. Throws
 * when a file cannot be read.
 */
export function temporalConnection(variables: ConnectionVariables): TemporalConnection {
  const given = NAMES.flatMap((name) => (variables[name] === undefined ? [] : [[name, variables[name]] as const]));
  const { tls, apiKey } = loadClientConnectConfig({
    disableFile: true,
    overrideEnvVars: Object.fromEntries(given),
  }).connectionOptions;
  const address = variables.TEMPORAL_ADDRESS;
  return { address, ...(tls === undefined ? {} : { tls }), ...(apiKey === undefined ? {} : { apiKey }) };
}
