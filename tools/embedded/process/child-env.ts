/** The variables that `npm start` gives to its processes; each gets those that it needs. */
export interface ChildEnv {
  /** The database, as the application's role. */
  readonly DATABASE_URL: string;
  /** The database, as the role that owns it. */
  readonly MIGRATE_DATABASE_URL: string;
  /** `host:port` */
  readonly TEMPORAL_ADDRESS: string;
  readonly TEMPORAL_NAMESPACE: string;
  readonly RANGAP_ENV: 'embedded';
  readonly RANGAP_API_PORT: string;
  /** Ports of the APIs behind one address, separated by commas; only the front reads it. */
  readonly RANGAP_FRONT_TARGETS: string;
  /** Origin under which people and institutions reach the API. */
  readonly RANGAP_PUBLIC_URL: string;
  readonly RANGAP_OIDC_ISSUER: string;
  readonly RANGAP_OIDC_AUDIENCE: string;
  /** JSON `{ current, keys: { id: base64 of 32 bytes } }`. */
  readonly RANGAP_CODEC_KEYS: string;
  /** File `{ keyId, privateJwk, publicJwk }` of the centre. */
  readonly RANGAP_SIGNING_KEY_FILE: string;
  /** Folder of the files of cases. */
  readonly RANGAP_ATTACHMENTS_DIR: string;
  /** Folder of the last checkpoint that a keeper saw. */
  readonly RANGAP_CHECKPOINT_DIR: string;
  /** File of the text encoder; it may be missing. */
  readonly RANGAP_ENCODER_FILE: string;
  /** File of the parties that migrate enrols. */
  readonly RANGAP_DIRECTORY_FILE: string;
  readonly RANGAP_DEMO_RULEBOOK: 'allowed';
  readonly RANGAP_SIMULATOR_CONFIG: string;
  /** Origin of the simulator's admin listener. */
  readonly RANGAP_SIMULATOR_ADMIN_URL: string;
  readonly RANGAP_WORKFLOW_BUNDLE: string;
  readonly RANGAP_SIGN_IN_PORT: string;
  /** File of the demo sign-in's private key; the sign-in writes it when it is missing. */
  readonly RANGAP_SIGN_IN_KEY_FILE: string;
  readonly RANGAP_CODEC_PORT: string;
  /**
   * Origin of Temporal's web UI, the only page that may call the codec endpoint from a browser.
   */
  readonly RANGAP_CODEC_ORIGIN: string;
}

const RECORD = ['DATABASE_URL', 'RANGAP_SIGNING_KEY_FILE'] as const;
const DRIVEN = [...RECORD, 'TEMPORAL_ADDRESS', 'TEMPORAL_NAMESPACE', 'RANGAP_ENV', 'RANGAP_CODEC_KEYS'] as const;
const TOKENS = ['RANGAP_OIDC_ISSUER', 'RANGAP_OIDC_AUDIENCE'] as const;

/**
 * What each program needs. Only those that read the record get its address and the codec's keys;
 * the simulated world and the pages beside it get neither.
 */
const NEEDED = {
  migrate: [...RECORD, 'MIGRATE_DATABASE_URL', 'RANGAP_DIRECTORY_FILE', 'RANGAP_ENV'],
  api: [
    ...DRIVEN,
    ...TOKENS,
    'RANGAP_API_PORT',
    'RANGAP_PUBLIC_URL',
    'RANGAP_DEMO_RULEBOOK',
    'RANGAP_ATTACHMENTS_DIR',
    'RANGAP_CHECKPOINT_DIR',
    'RANGAP_ENCODER_FILE',
  ],
  worker: [...DRIVEN, 'RANGAP_CHECKPOINT_DIR', 'RANGAP_WORKFLOW_BUNDLE'],
  keeper: [...DRIVEN, 'RANGAP_CHECKPOINT_DIR'],
  front: ['RANGAP_API_PORT', 'RANGAP_FRONT_TARGETS'],
  codec: ['RANGAP_CODEC_KEYS', 'RANGAP_CODEC_PORT', 'RANGAP_CODEC_ORIGIN'],
  signIn: [...TOKENS, 'RANGAP_PUBLIC_URL', 'RANGAP_SIGN_IN_PORT', 'RANGAP_SIGN_IN_KEY_FILE'],
  simulator: ['RANGAP_SIMULATOR_CONFIG'],
  stories: ['RANGAP_PUBLIC_URL', 'RANGAP_OIDC_ISSUER', 'RANGAP_SIMULATOR_ADMIN_URL'],
} as const satisfies Record<string, readonly (keyof ChildEnv)[]>;

/** A program that `npm start` runs. */
export type ChildProgram = keyof typeof NEEDED;

/**
 * Returns the environment of a child: the inherited one without the variables that could lead it
 * to another system or that hold our secrets, and those of `ours` that the program needs.
 */
export function childEnvironment(
  program: ChildProgram,
  ours: ChildEnv,
  inherited: NodeJS.ProcessEnv,
): NodeJS.ProcessEnv {
  const foreign = /^(PG[A-Z]+|(MIGRATE_)?DATABASE_URL|TEMPORAL_.*|RANGAP_.*|NODE_OPTIONS|PORT)$/;
  const kept = Object.entries(inherited).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), ...Object.fromEntries(NEEDED[program].map((name) => [name, ours[name]])) };
}
