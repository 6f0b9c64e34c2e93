import { isIP } from 'node:net';
import { z } from 'zod';
import {
  belongTogether,
  CertificateFile,
  CodecKeysText,
  DatabaseUrl,
  FolderToWrite,
  KeyFile,
  SigningKeyFile,
} from './named-content.js';

/** Signals every fault of the settings at once, one line each. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(faults.map((fault) => `a setting is not usable: ${fault}`).join('\n'));
    this.name = 'ConfigurationError';
  }
}

/**
 * Reads a part of the environment by its schema, with the files that it names. An empty variable
 * counts as absent: `NAME= command`, or a line `NAME=` in a file. Throws `ConfigurationError` that
 * names every missing or wrong variable, never its value.
 */
export function readEnvironment<T extends z.ZodObject>(
  schema: T,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<T> {
  const given = new Map(
    Object.keys(schema.shape).flatMap((name) => {
      const text = environment[name];
      return text === undefined || text === '' ? [] : [[name, text] as const];
    }),
  );
  // As from a file that ends with a line break: a password or a key would be another.
  const spaced = [...given].filter(([, text]) => text !== text.trim()).map(([name]) => name);
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success && spaced.length === 0) return parsed.data;
  const faults = (parsed.error?.issues ?? [])
    .map(({ path: [name = ''], message }) => [String(name), message] as const)
    .filter(([name]) => !spaced.includes(name))
    .map(([name, message]) => `${name}: ${given.has(name) ? message : 'is missing'}`);
  throw new ConfigurationError([...spaced.map((name) => `${name}: begins or ends with a space`), ...new Set(faults)]);
}

/**
 * Does a step of a start that rests on a setting. Throws `ConfigurationError` that names the setting
 * and says in one line why the step failed.
 */
export async function restingOn<T>(setting: string, step: () => T | Promise<T>): Promise<T> {
  try {
    return await step();
  } catch (error) {
    if (error instanceof ConfigurationError) throw error;
    throw new ConfigurationError([`${setting}: ${reasonOf(error)}`]);
  }
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed, and nothing says why';
  // Of an address with several numbers, each of which failed, the message is empty.
  const [first] = error instanceof AggregateError ? (error.errors as unknown[]) : [];
  if (first !== undefined) return reasonOf(first);
  return error.message.replace(/\s+/g, ' ').trim() || error.name;
}

/** Makes the schema of a whole number, written in digits. */
const numberFrom = (least: number, most: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, { error: 'must be a whole number, in digits' })
    .transform(Number)
    .pipe(z.number().min(least).max(most));

const Port = numberFrom(0, 65_535);

const PerMinute = numberFrom(1, 1_000_000);

const OneWord = z.string().regex(/^\S+$/, { error: 'must be one word' });

const isHost = (text: string): boolean =>
  isIP(text) !== 0 || /^(?=.*[a-z])[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?$/i.test(text);

/** An address of this machine to listen on. */
const Host = z.string().refine(isHost, { error: 'must be an address or the name of a host, without a port' });

/** `host:port`; an address of version 6 stands in brackets. */
export const HostAndPort = z.string().refine(
  (text) => {
    const [, inBrackets, host = inBrackets ?? '', port] = /^(?:\[([^\]]+)\]|([^:]+)):(\d{1,5})$/.exec(text) ?? [];
    return isHost(host) && Number(port) >= 1 && Number(port) <= 65_535;
  },
  { error: 'must be host:port' },
);

const HttpUrl = z
  .url({
    protocol: /^https?$/,
    hostname: /./,
    abort: true,
    error: 'must be an address that begins with https:// or http://',
  })
  .refine((text) => new URL(text).username + new URL(text).password === '', {
    error: 'must name no person and no password',
  });

function isNetwork(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/');
  const version = isIP(address);
  if (text === 'loopback') return true;
  if (version === 0 || rest.length > 0) return false;
  return prefix === undefined || (/^\d{1,3}$/.test(prefix) && Number(prefix) <= (version === 4 ? 32 : 128));
}

/** `embedded` and `test` may use the demonstration rulebook; `production` may not. */
export const EnvironmentName = z.enum(['embedded', 'test', 'production']).default('production');

export const DatabaseVariables = z.object({
  DATABASE_URL: DatabaseUrl,
  RANGAP_DATABASE_POOL: numberFrom(1, 200).default(10),
});

export const TemporalVariables = z.object({
  TEMPORAL_ADDRESS: HostAndPort,
  TEMPORAL_NAMESPACE: OneWord.default('default'),
  /** The rest is read as Temporal's own tools read it. An API key switches TLS on. */
  TEMPORAL_API_KEY: OneWord.optional(),
  TEMPORAL_TLS: z.enum(['true', 'false']).optional(),
  TEMPORAL_TLS_SERVER_NAME: Host.optional(),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: CertificateFile.optional(),
  TEMPORAL_TLS_CLIENT_CERT_PATH: CertificateFile.optional(),
  TEMPORAL_TLS_CLIENT_KEY_PATH: KeyFile.optional(),
  RANGAP_CODEC_KEYS: CodecKeysText,
});

/** Refuses a client's certificate for Temporal without its key, and a key without its certificate. */
export function refuseHalfACertificate(
  values: Pick<z.infer<typeof TemporalVariables>, 'TEMPORAL_TLS_CLIENT_CERT_PATH' | 'TEMPORAL_TLS_CLIENT_KEY_PATH'>,
  told: { addIssue(issue: { code: 'custom'; path: string[]; message: string }): void },
): void {
  const { TEMPORAL_TLS_CLIENT_CERT_PATH: certificate, TEMPORAL_TLS_CLIENT_KEY_PATH: key } = values;
  const refuse = (name: string, message: string): void => told.addIssue({ code: 'custom', path: [name], message });
  if (certificate !== undefined && key === undefined)
    refuse('TEMPORAL_TLS_CLIENT_CERT_PATH', 'is of no use without TEMPORAL_TLS_CLIENT_KEY_PATH');
  if (key !== undefined && certificate === undefined)
    refuse('TEMPORAL_TLS_CLIENT_KEY_PATH', 'is of no use without TEMPORAL_TLS_CLIENT_CERT_PATH');
  if (certificate !== undefined && key !== undefined && !belongTogether(certificate, key))
    refuse('TEMPORAL_TLS_CLIENT_KEY_PATH', 'names the key of another certificate');
}

export const SigningVariables = z.object({
  /** File with the centre's Ed25519 key: `{ keyId, privateJwk, publicJwk }`. */
  RANGAP_SIGNING_KEY_FILE: SigningKeyFile,
});

/** The port on which a process tells its health and its measures to who operates it (docs/OPERATING.md). */
export const HealthVariables = z.object({
  /** Absent: no port is opened. */
  RANGAP_HEALTH_PORT: numberFrom(1, 65_535).optional(),
  RANGAP_HEALTH_HOST: Host.default('127.0.0.1'),
});

export const TracingVariables = z.object({
  /** Collector of traces, OTLP over HTTP: spans go to `/v1/traces` below it. Absent: no traces. */
  OTEL_EXPORTER_OTLP_ENDPOINT: HttpUrl.optional(),
});

export const ApiVariables = z.object({
  RANGAP_ENV: EnvironmentName,
  RANGAP_API_PORT: Port.default(7410),
  RANGAP_API_HOST: Host.default('127.0.0.1'),
  /**
   * How long a stopping API still takes requests while it reports that it is not ready, so that a
   * proxy has time to notice.
   */
  RANGAP_API_DRAIN_SECONDS: numberFrom(0, 60).default(0),
  /**
   * Address under which officers and institutions reach the API; a signed callback must name its
   * host.
   */
  RANGAP_PUBLIC_URL: HttpUrl.refine((text) => !/[?#]/.test(text), { error: 'must end with its host or path' }),
  /**
   * Addresses or networks (CIDR) of the proxies before the API, separated by commas, or `loopback`:
   * only their `X-Forwarded-For` names the caller. Absent: nobody's does.
   */
  RANGAP_TRUSTED_PROXIES: z
    .string()
    .default('')
    .transform((list) => (list === '' ? [] : list.split(',')))
    .refine((list) => list.every(isNetwork), { error: 'must be addresses or networks, separated by commas' }),
  /**
   * `required`: a signed request must come with a TLS client certificate of its party, by the header
   * `Client-Cert` (RFC 9440) of a trusted proxy. Absent: none is asked for.
   */
  RANGAP_CLIENT_CERTIFICATES: z.enum(['unasked', 'required']).default('unasked'),
  /** Requests a minute that a route takes of one person, at one process. */
  RANGAP_LIMIT_PERSON: PerMinute.default(6_000),
  /** The same of one institution or agency. */
  RANGAP_LIMIT_PARTY: PerMinute.default(60_000),
  /** The same from one address, of callers who are not known or cannot prove who they are. */
  RANGAP_LIMIT_ADDRESS: PerMinute.default(1_200),
  /** Browsers in which one person may be signed in at the same time; one more ends the oldest. */
  RANGAP_SESSIONS_PER_PERSON: numberFrom(1, 100).default(10),
  RANGAP_OIDC_ISSUER: HttpUrl,
  RANGAP_OIDC_AUDIENCE: OneWord,
  /** Path of the claim that holds the roles, with dots: Keycloak's is `realm_access.roles`. */
  RANGAP_OIDC_ROLES_CLAIM: z
    .string()
    .regex(/^[^\s.]+(\.[^\s.]+)*$/, { error: 'must be the name of a claim, or names with dots' })
    .default('roles'),
  /** The client by which browsers sign in. Absent: it is called as the audience. */
  RANGAP_OIDC_CLIENT_ID: OneWord.optional(),
  /** Its secret. Absent: a public client, which PKCE alone protects. */
  RANGAP_OIDC_CLIENT_SECRET: z.string().optional(),
  /**
   * Folder for the files of cases, appeals and drafts, which all APIs share. Absent: none are taken.
   */
  RANGAP_ATTACHMENTS_DIR: FolderToWrite.optional(),
  /** File of the text encoder that reads narratives. Absent, or not usable: the lexicon reads alone. */
  RANGAP_ENCODER_FILE: z.string().optional(),
  /** `allowed`: a claim of the token may choose the demonstration rulebook. */
  RANGAP_DEMO_RULEBOOK: z.enum(['allowed', 'forbidden']).default('forbidden'),
});
