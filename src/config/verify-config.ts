import { z } from 'zod';
import { DatabaseVariables, readEnvironment, refuseHalfACertificate, TemporalVariables } from './environment.js';
import { FolderToRead } from './named-content.js';

const Verify = z
  .object({
    ...TemporalVariables.shape,
    /** The database to verify; when absent, that of RANGAP_HOME. */
    DATABASE_URL: DatabaseVariables.shape.DATABASE_URL.optional(),
    /** Temporal that drives the database of DATABASE_URL; when absent, workflows are not checked. */
    TEMPORAL_ADDRESS: TemporalVariables.shape.TEMPORAL_ADDRESS.optional(),
    /** The folder of attachments; when absent, that of RANGAP_HOME. */
    RANGAP_ATTACHMENTS_DIR: FolderToRead.optional(),
    /** The folder of the keepers' last checkpoint; when absent, that of RANGAP_HOME. */
    RANGAP_CHECKPOINT_DIR: FolderToRead.optional(),
    /** The keys of the payloads, with which histories are replayed. */
    RANGAP_CODEC_KEYS: TemporalVariables.shape.RANGAP_CODEC_KEYS.optional(),
  })
  .superRefine(refuseHalfACertificate);
export type VerifyConfig = z.infer<typeof Verify>;

/** Reads the configuration of the verifier. Throws `ConfigurationError` with every fault. */
export function loadVerifyConfig(environment: NodeJS.ProcessEnv = process.env): VerifyConfig {
  return readEnvironment(Verify, environment);
}
