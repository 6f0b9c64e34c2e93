import { z } from 'zod';

/** Signals every fault of the configuration at once, one line each. */
export class ConfigurationError extends Error {
  constructor(readonly faults: readonly string[]) {
    super(`configuration is not usable:\n${faults.map((fault) => `  ${fault}`).join('\n')}`);
    this.name = 'ConfigurationError';
  }
}

/**
 * Reads a part of the environment by its schema. Throws `ConfigurationError` that names every
 * missing or wrong variable, never its value.
 */
export function readEnvironment<T extends z.ZodType>(
  schema: T,
  environment: NodeJS.ProcessEnv = process.env,
): z.infer<T> {
  const parsed = schema.safeParse(environment);
  if (parsed.success) return parsed.data;
  throw new ConfigurationError(
    parsed.error.issues.map((issue) => `${issue.path.join('.') || 'environment'}: ${issue.message}`),
  );
}

/** Makes the schema of a variable that contains JSON. */
export const jsonVariable = <T extends z.ZodType>(schema: T) =>
  z
    .string()
    .transform((text, context) => {
      try {
        return JSON.parse(text) as unknown;
      } catch {
        context.addIssue({ code: 'custom', message: 'is not JSON' });
        return z.NEVER;
      }
    })
    .pipe(schema);

/**
 * Makes the schema of a variable that may be absent. An empty one counts as absent: `NAME=
 * command`, or a line `NAME=` in a file.
 */
export const optional = <T extends z.ZodType>(schema: T) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional());

const Port = z.coerce.number().int().min(0).max(65535);

const PerMinute = z.coerce.number().int().min(1).max(1_000_000);

/** `embedded` and `test` may use the demonstration rulebook; `production` may not. */
export const EnvironmentName = z.enum(['embedded', 'test', 'production']).default('production');

export const DatabaseVariables = z.object({
  DATABASE_URL: z.url({ protocol: /^postgres(ql)?$/ }),
  RANGAP_DATABASE_POOL: z.coerce.number().int().min(1).max(200).default(10),
});

export const TemporalVariables = z.object({
  TEMPORAL_ADDRESS: z.string().min(1),
  TEMPORAL_NAMESPACE: z.string().min(1).default('default'),
  /** The rest is read as Temporal's own tools read it. An API key switches TLS on. */
  TEMPORAL_API_KEY: optional(z.string().min(1)),
  TEMPORAL_TLS: optional(z.enum(['true', 'false'])),
  TEMPORAL_TLS_SERVER_NAME: optional(z.string().min(1)),
  TEMPORAL_TLS_SERVER_CA_CERT_PATH: optional(z.string().min(1)),
  TEMPORAL_TLS_CLIENT_CERT_PATH: optional(z.string().min(1)),
  TEMPORAL_TLS_CLIENT_KEY_PATH: optional(z.string().min(1)),
  RANGAP_CODEC_KEYS: jsonVariable(z.object({ current: z.string(), keys: z.record(z.string(), z.string()) })),
});

export const SigningVariables = z.object({
  /** File with the centre's Ed25519 key: `{ keyId, privateJwk, publicJwk }`. */
  RANGAP_SIGNING_KEY_FILE: z.string().min(1),
});

/** The port on which a process tells its health and its measures to who operates it (docs/OPERATING.md). */
export const HealthVariables = z.object({
  /** Absent: no port is opened. */
  RANGAP_HEALTH_PORT: optional(Port.min(1)),
  RANGAP_HEALTH_HOST: z.string().min(1).default('127.0.0.1'),
});

export const TracingVariables = z.object({
  /** Collector of traces, OTLP over HTTP: spans go to `/v1/traces` below it. Absent: no traces. */
  OTEL_EXPORTER_OTLP_ENDPOINT: optional(z.url({ protocol: /^https?$/ })),
});

export const ApiVariables = z.object({
  RANGAP_ENV: EnvironmentName,
  RANGAP_API_PORT: Port.default(7410),
  RANGAP_API_HOST: z.string().default('127.0.0.1'),
  /**
   * How long a stopping API still takes requests while it reports that it is not ready, so that a
   * proxy has time to notice.
   */
  RANGAP_API_DRAIN_SECONDS: z.coerce.number().min(0).max(60).default(0),
  /**
   * Address under which officers and institutions reach the API; a signed callback must name its
   * host.
   */
  RANGAP_PUBLIC_URL: z.url(),
  /**
   * Addresses or networks (CIDR) of the proxies before the API, separated by commas, or `loopback`:
   * only their `X-Forwarded-For` names the caller. Absent: nobody's does.
   */
  RANGAP_TRUSTED_PROXIES: optional(
    z.string().regex(/^(loopback|[0-9a-fA-F.:]+(\/[0-9]{1,3})?)(,(loopback|[0-9a-fA-F.:]+(\/[0-9]{1,3})?))*$/, {
      error: 'must be addresses or networks, separated by commas',
    }),
  ).transform((list) => list?.split(',') ?? []),
  /**
   * `required`: a signed request must come with a TLS client certificate of its party, by the header
   * `Client-Cert` (RFC 9440) of a trusted proxy. Absent: none is asked for.
   */
  RANGAP_CLIENT_CERTIFICATES: optional(z.enum(['unasked', 'required'])).transform((value) => value ?? 'unasked'),
  /** Requests a minute that a route takes of one person, at one process. */
  RANGAP_LIMIT_PERSON: PerMinute.default(6_000),
  /** The same of one institution or agency. */
  RANGAP_LIMIT_PARTY: PerMinute.default(60_000),
  /** The same from one address, of callers who are not known or cannot prove who they are. */
  RANGAP_LIMIT_ADDRESS: PerMinute.default(1_200),
  /** Browsers in which one person may be signed in at the same time; one more ends the oldest. */
  RANGAP_SESSIONS_PER_PERSON: z.coerce.number().int().min(1).max(100).default(10),
  RANGAP_OIDC_ISSUER: z.url(),
  RANGAP_OIDC_AUDIENCE: z.string().min(1),
  /** Path of the claim that holds the roles, with dots: Keycloak's is `realm_access.roles`. */
  RANGAP_OIDC_ROLES_CLAIM: z.string().min(1).default('roles'),
  /** The client by which browsers sign in. Absent: it is called as the audience. */
  RANGAP_OIDC_CLIENT_ID: optional(z.string().min(1)),
  /** Its secret. Absent: a public client, which PKCE alone protects. */
  RANGAP_OIDC_CLIENT_SECRET: optional(z.string().min(1)),
  /**
   * Folder for the files of cases, appeals and drafts, which all APIs share. Absent: none are taken.
   */
  RANGAP_ATTACHMENTS_DIR: optional(z.string().min(1)),
  /** File of the text encoder that reads narratives. Absent: the lexicon reads alone. */
  RANGAP_ENCODER_FILE: optional(z.string().min(1)),
  /** `allowed`: a claim of the token may choose the demonstration rulebook. */
  RANGAP_DEMO_RULEBOOK: z.enum(['allowed', 'forbidden']).default('forbidden'),
});
