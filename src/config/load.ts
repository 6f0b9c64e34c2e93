import { readFileSync } from 'node:fs';
import { z } from 'zod';
import {
  ApiVariables,
  ConfigurationError,
  DatabaseVariables,
  EnvironmentName,
  HealthVariables,
  optional,
  readEnvironment,
  SigningVariables,
  TemporalVariables,
  TracingVariables,
} from './environment.js';

const KeyFile = z.object({
  keyId: z.string().min(1),
  privateJwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string(), d: z.string() }).loose(),
  publicJwk: z.object({ kty: z.literal('OKP'), crv: z.literal('Ed25519'), x: z.string() }).loose(),
});
/** The content of the file with the centre's signing key. */
export type SigningKeyFile = z.infer<typeof KeyFile>;

/** Reads and checks the file with the signing key. Throws `ConfigurationError`. */
export function readSigningKeyFile(path: string): SigningKeyFile {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    const fault = error instanceof SyntaxError ? 'is not JSON' : 'cannot be read';
    throw new ConfigurationError([`RANGAP_SIGNING_KEY_FILE: ${path} ${fault}`]);
  }
  const parsed = KeyFile.safeParse(content);
  if (!parsed.success) throw new ConfigurationError([`RANGAP_SIGNING_KEY_FILE: ${path} is not an Ed25519 key file`]);
  return parsed.data;
}

/** The folder in which keepers keep the last checkpoint that they saw; absent: this process looks at the database alone. */
const CheckpointFolder = z.object({ RANGAP_CHECKPOINT_DIR: optional(z.string().min(1)) });

const Api = z
  .object({
    ...ApiVariables.shape,
    ...HealthVariables.shape,
    ...DatabaseVariables.shape,
    ...TemporalVariables.shape,
    ...SigningVariables.shape,
    ...CheckpointFolder.shape,
    ...TracingVariables.shape,
  })
  .refine((v) => v.RANGAP_ENV !== 'production' || v.RANGAP_DEMO_RULEBOOK === 'forbidden', {
    path: ['RANGAP_DEMO_RULEBOOK'],
    error: 'must be forbidden in production: demonstration deadlines are not law',
  })
  .refine((v) => v.RANGAP_CLIENT_CERTIFICATES === 'unasked' || v.RANGAP_TRUSTED_PROXIES.length > 0, {
    path: ['RANGAP_CLIENT_CERTIFICATES'],
    error: 'is required, and RANGAP_TRUSTED_PROXIES names no proxy that could hand certificates on',
  })
  .superRefine((v, context) => {
    // Over http, whoever is on the way reads the tokens, or supplies the keys that verify them.
    for (const name of ['RANGAP_PUBLIC_URL', 'RANGAP_OIDC_ISSUER'] as const) {
      if (v.RANGAP_ENV === 'production' && !v[name].startsWith('https://'))
        context.addIssue({ code: 'custom', path: [name], message: 'must be https in production' });
    }
  });
export type ApiConfig = z.infer<typeof Api> & { signingKey: SigningKeyFile };

/** Reads the configuration of the API. Throws `ConfigurationError` with every fault. */
export function loadApiConfig(environment: NodeJS.ProcessEnv = process.env): ApiConfig {
  const values = readEnvironment(Api, environment);
  return { ...values, signingKey: readSigningKeyFile(values.RANGAP_SIGNING_KEY_FILE) };
}

const Worker = z.object({
  RANGAP_ENV: EnvironmentName,
  ...DatabaseVariables.shape,
  ...TemporalVariables.shape,
  ...SigningVariables.shape,
  ...HealthVariables.shape,
  ...CheckpointFolder.shape,
  ...TracingVariables.shape,
  /** Address on which Temporal's library serves its metrics; absent: nowhere. */
  RANGAP_TEMPORAL_METRICS_ADDRESS: optional(z.string().regex(/^[^\s:]+:\d{1,5}$/, { error: 'must be host:port' })),
  /** Workflow bundle made at build time. */
  RANGAP_WORKFLOW_BUNDLE: z.string().min(1),
});
export type WorkerConfig = z.infer<typeof Worker> & { signingKey: SigningKeyFile };

/** Reads the configuration of the worker. Throws `ConfigurationError` with every fault. */
export function loadWorkerConfig(environment: NodeJS.ProcessEnv = process.env): WorkerConfig {
  const values = readEnvironment(Worker, environment);
  return { ...values, signingKey: readSigningKeyFile(values.RANGAP_SIGNING_KEY_FILE) };
}

const Keeper = z.object({
  RANGAP_ENV: EnvironmentName,
  ...DatabaseVariables.shape,
  ...TemporalVariables.shape,
  ...SigningVariables.shape,
  ...HealthVariables.shape,
  ...TracingVariables.shape,
  /** Folder, outside the database, of the last checkpoint that this keeper saw; several may share it. */
  RANGAP_CHECKPOINT_DIR: z.string().min(1),
});
export type KeeperConfig = z.infer<typeof Keeper> & { signingKey: SigningKeyFile };

/** Reads the configuration of the keeper. Throws `ConfigurationError` with every fault. */
export function loadKeeperConfig(environment: NodeJS.ProcessEnv = process.env): KeeperConfig {
  const values = readEnvironment(Keeper, environment);
  return { ...values, signingKey: readSigningKeyFile(values.RANGAP_SIGNING_KEY_FILE) };
}
