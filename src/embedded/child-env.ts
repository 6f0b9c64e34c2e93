/** Every variable that the processes of `npm start` get from us; each takes of it what it needs. */
export interface ChildEnv {
  readonly DATABASE_URL: string;
  /** `host:port` */
  readonly TEMPORAL_ADDRESS: string;
  readonly TEMPORAL_NAMESPACE: string;
  readonly RANGAP_ENV: 'embedded';
  readonly RANGAP_API_PORT: string;
  /** Ports of the APIs behind one address, separated by commas; for the front alone. */
  readonly RANGAP_FRONT_TARGETS: string;
  /** Origin under which people and institutions reach the API. */
  readonly RANGAP_PUBLIC_URL: string;
  readonly RANGAP_OIDC_ISSUER: string;
  readonly RANGAP_OIDC_AUDIENCE: string;
  /** JSON `{ current, keys: { id: base64 of 32 bytes } }`. */
  readonly RANGAP_CODEC_KEYS: string;
  /** File `{ keyId, privateJwk, publicJwk }` of the centre. */
  readonly RANGAP_SIGNING_KEY_FILE: string;
  /** File of the parties to enrol. */
  readonly RANGAP_DIRECTORY_FILE: string;
  readonly RANGAP_DEMO_RULEBOOK: 'allowed';
  readonly RANGAP_SIMULATOR_CONFIG: string;
  /** Origin at which the simulated world is arranged and looked at. */
  readonly RANGAP_SIMULATOR_ADMIN_URL: string;
  readonly RANGAP_WORKFLOW_BUNDLE: string;
  readonly RANGAP_SIGN_IN_PORT: string;
  /** File of the demo sign-in's private key, made by it when missing. */
  readonly RANGAP_SIGN_IN_KEY_FILE: string;
  readonly RANGAP_CODEC_PORT: string;
  /** Origin of Temporal's web UI, which alone may ask the codec endpoint from a browser. */
  readonly RANGAP_CODEC_ORIGIN: string;
}

/**
 * The environment of a child: what we were started with, minus what would lead it elsewhere, plus
 * ours.
 */
export function childEnvironment(ours: ChildEnv, inherited: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const foreign = /^(PG[A-Z]+|TEMPORAL_.*|RANGAP_.*|NODE_OPTIONS|PORT)$/;
  const kept = Object.entries(inherited).filter(([name]) => !foreign.test(name));
  return { ...Object.fromEntries(kept), ...ours };
}
