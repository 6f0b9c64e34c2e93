import { z } from 'zod';
import {
  ApiVariables,
  DatabaseVariables,
  EnvironmentName,
  HealthVariables,
  HostAndPort,
  readEnvironment,
  refuseHalfACertificate,
  SigningVariables,
  TemporalVariables,
  TracingVariables,
} from './environment.js';
import { FolderToRead, FolderToWrite, ReadableFile, type SigningKeyPair } from './named-content.js';

/** Settings with the centre's key, which its file held. */
type WithKey<T> = Omit<T, 'RANGAP_SIGNING_KEY_FILE'> & { signingKey: SigningKeyPair };

function withKey<T extends { RANGAP_SIGNING_KEY_FILE: SigningKeyPair }>(read: T): WithKey<T> {
  const { RANGAP_SIGNING_KEY_FILE: signingKey, ...values } = read;
  return { ...values, signingKey };
}

/** The folder in which keepers keep the last checkpoint that they saw; absent: this process looks at the database alone. */
const CheckpointFolder = z.object({ RANGAP_CHECKPOINT_DIR: FolderToRead.optional() });

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
  .superRefine(refuseHalfACertificate)
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
export type ApiConfig = WithKey<z.infer<typeof Api>>;

/** Reads the configuration of the API. Throws `ConfigurationError` with every fault. */
export function loadApiConfig(environment: NodeJS.ProcessEnv = process.env): ApiConfig {
  return withKey(readEnvironment(Api, environment));
}

const Worker = z
  .object({
    RANGAP_ENV: EnvironmentName,
    ...DatabaseVariables.shape,
    ...TemporalVariables.shape,
    ...SigningVariables.shape,
    ...HealthVariables.shape,
    ...CheckpointFolder.shape,
    ...TracingVariables.shape,
    /** Address on which Temporal's library serves its metrics; absent: nowhere. */
    RANGAP_TEMPORAL_METRICS_ADDRESS: HostAndPort.optional(),
    /** Workflow bundle made at build time. */
    RANGAP_WORKFLOW_BUNDLE: ReadableFile,
  })
  .superRefine(refuseHalfACertificate);
export type WorkerConfig = WithKey<z.infer<typeof Worker>>;

/** Reads the configuration of the worker. Throws `ConfigurationError` with every fault. */
export function loadWorkerConfig(environment: NodeJS.ProcessEnv = process.env): WorkerConfig {
  return withKey(readEnvironment(Worker, environment));
}

const Keeper = z
  .object({
    RANGAP_ENV: EnvironmentName,
    ...DatabaseVariables.shape,
    ...TemporalVariables.shape,
    ...SigningVariables.shape,
    ...HealthVariables.shape,
    ...TracingVariables.shape,
    /** Folder, outside the database, of the last checkpoint that this keeper saw; several may share it. */
    RANGAP_CHECKPOINT_DIR: FolderToWrite,
  })
  .superRefine(refuseHalfACertificate);
export type KeeperConfig = WithKey<z.infer<typeof Keeper>>;

/** Reads the configuration of the keeper. Throws `ConfigurationError` with every fault. */
export function loadKeeperConfig(environment: NodeJS.ProcessEnv = process.env): KeeperConfig {
  return withKey(readEnvironment(Keeper, environment));
}
