import type { Ed25519PublicJwk, SigningKey } from '../signing/keys.js';

/** What the API needs to know of its configuration. */
export interface ApiSettings {
  environment: 'embedded' | 'test' | 'production';
  /** Address under which others reach the API; signed callbacks name its host. */
  publicUrl: string;
  oidcIssuer: string;
  oidcAudience: string;
  /** Whether a claim of the token may choose the demonstration rulebook. */
  demoRulebookAllowed: boolean;
}

/** The centre's key: signs its answers and the written records of section 8. */
export interface CentreKey extends SigningKey {
  publicJwk: Pick<Ed25519PublicJwk, 'kty' | 'crv' | 'x'>;
}

/** Injection token of `ApiSettings`. */
export const SETTINGS = Symbol('settings');
/** Injection token of `CentreKey`. */
export const CENTRE_KEY = Symbol('centre key');
/** Injection token of the pino logger. */
export const LOGGER = Symbol('logger');
