import { z } from 'zod';

/** The addresses of the running system, from the environment. */
const Settings = z.object({
  /** Origin of the centre's API. */
  RANGAP_PUBLIC_URL: z.url(),
  /** Origin of the demo sign-in, which gives tokens at `/token`. */
  RANGAP_OIDC_ISSUER: z.url(),
  /** Origin of the simulator's admin listener. */
  RANGAP_SIMULATOR_ADMIN_URL: z.url(),
});

export interface Settings {
  readonly centreUrl: string;
  readonly signInUrl: string;
  readonly adminUrl: string;
}

/**
 * Reads the settings.
 * @throws with every missing or wrong variable in one message
 */
export function readSettings(environment: NodeJS.ProcessEnv): Settings {
  const parsed = Settings.safeParse(environment);
  if (!parsed.success)
    throw new Error(`the stories do not know where the system is:\n${z.prettifyError(parsed.error)}`);
  const { RANGAP_PUBLIC_URL, RANGAP_OIDC_ISSUER, RANGAP_SIMULATOR_ADMIN_URL } = parsed.data;
  return { centreUrl: RANGAP_PUBLIC_URL, signInUrl: RANGAP_OIDC_ISSUER, adminUrl: RANGAP_SIMULATOR_ADMIN_URL };
}
