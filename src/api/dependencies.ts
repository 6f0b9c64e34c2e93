import type { Ed25519PublicJwk, SigningKey } from '../signing/keys.js';

/** The part of the configuration that the API uses. */
export interface ApiSettings {
  environment: 'embedded' | 'test' | 'production';
  /** Address under which others reach the API; signed callbacks sign its host. */
  publicUrl: string;
  oidcIssuer: string;
  oidcAudience: string;
  /** The claim that holds the roles, by its path: `roles`, or `realm_access.roles`. */
  oidcRolesClaim: string;
  /** The client at the provider by which browsers sign in, and its secret if it has one. */
  oidcClientId: string;
  oidcClientSecret: string | undefined;
  /** Whether a token's claim may choose the demonstration rulebook. */
  demoRulebookAllowed: boolean;
  /** Addresses or networks of the proxies whose `X-Forwarded-For` counts. */
  trustedProxies: readonly string[];
  /** Whether a signed request must come with a TLS client certificate of its party, which a trusted proxy hands on. */
  clientCertificates: 'unasked' | 'required';
  /** Browsers in which one person may be signed in at the same time. */
  sessionsPerPerson: number;
  /** How often a route may be called in a minute at one process. */
  limits: {
    /** By one person. */
    personPerMinute: number;
    /** By one institution or agency. */
    partyPerMinute: number;
    /** From one address, by callers who are not known or cannot prove who they are. */
    addressPerMinute: number;
  };
}

/** The centre's key. It signs the API's answers and the written records of section 8. */
export interface CentreKey extends SigningKey {
  publicJwk: Pick<Ed25519PublicJwk, 'kty' | 'crv' | 'x'>;
}

/** Injection token of the store of attachments; null: none is configured. */
export const ATTACHMENTS = Symbol('attachments');
/** Injection token of `ApiSettings`. */
export const SETTINGS = Symbol('settings');
/** Injection token of `CentreKey`. */
export const CENTRE_KEY = Symbol('centre key');
/** Injection token of the pino logger. */
export const LOGGER = Symbol('logger');
/** Injection token of `RecoveryWatch`. */
export const RECOVERY = Symbol('recovery');
