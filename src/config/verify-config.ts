import { z } from 'zod';
import { ApiVariables, DatabaseVariables, optional, readEnvironment, TemporalVariables } from './environment.js';

const Verify = z.object({
  ...TemporalVariables.shape,
  /** The database to verify; when absent, that of RANGAP_HOME. */
  DATABASE_URL: optional(DatabaseVariables.shape.DATABASE_URL),
  /** Temporal that drives the database of DATABASE_URL; when absent, workflows are not checked. */
  TEMPORAL_ADDRESS: optional(TemporalVariables.shape.TEMPORAL_ADDRESS),
  /** The folder of attachments; when absent, that of RANGAP_HOME. */
  RANGAP_ATTACHMENTS_DIR: ApiVariables.shape.RANGAP_ATTACHMENTS_DIR,
  /** The folder of the keepers' last checkpoint; when absent, that of RANGAP_HOME. */
  RANGAP_CHECKPOINT_DIR: optional(z.string().min(1)),
  /** The keys of the payloads, with which histories are replayed. */
  RANGAP_CODEC_KEYS: optional(TemporalVariables.shape.RANGAP_CODEC_KEYS),
});
export type VerifyConfig = z.infer<typeof Verify>;

/** Reads the configuration of the verifier. Throws `ConfigurationError` with every fault. */
export function loadVerifyConfig(environment: NodeJS.ProcessEnv = process.env): VerifyConfig {
  return readEnvironment(Verify, environment);
}
