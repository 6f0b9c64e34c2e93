import { types } from 'node:util';
import { Inject, Injectable } from '@nestjs/common';
import {
  authorizationCodeGrant,
  buildAuthorizationUrl,
  buildEndSessionUrl,
  calculatePKCECodeChallenge,
  ClientError,
  type Configuration,
  randomNonce,
  randomPKCECodeVerifier,
  randomState,
  refreshTokenGrant,
  ResponseBodyError,
  tokenRevocation,
} from 'openid-client';
import { z } from 'zod';
import type { SessionPerson } from '../../application/session/session-person.js';
import type { SubjectHash } from '../../application/case/privacy/subject-hash.js';
import { type ApiSettings, CENTRE_KEY, type CentreKey, SETTINGS } from '../dependencies.js';
import { subjectHashOf } from '../subject-hash-of.js';
import { personOf } from './person-claims.js';
import { issuerUnreachable, Provider } from './provider.js';

/** The route to which the provider sends the browser back. */
export const CALLBACK_PATH = '/v1/session/callback';
const SCOPE = 'openid profile';
/** Asked for where the provider says that it knows it: by the telephone number, nobody decides about the own money. */
const SCOPE_OF_PHONE = 'phone';
/** Codes of the library for a provider that is away, or behind a proxy that answers for it. */
const NO_ANSWER = ['OAUTH_TIMEOUT', 'OAUTH_RESPONSE_IS_NOT_CONFORM'];

const Attempt = z.object({ state: z.string(), nonce: z.string(), verifier: z.string(), returnTo: z.string() });
/** A browser's attempt to sign in; it lies in the browser's cookie while it is at the provider. */
type SignInAttempt = z.infer<typeof Attempt>;

/** What the provider says of a person, and with what it is asked again. */
export interface ProviderWord {
  /** Undefined: the provider's word lacks a usable subject, name or roles. */
  person: SessionPerson | undefined;
  /** The provider's own session (`sid`); undefined: the provider named none. */
  providerSession: string | undefined;
  /** The refresh token; undefined: the provider gave none. */
  grant: string | undefined;
  /** When the word ends, by what it says itself. */
  endsAt: Date;
}

type Tokens = Pick<Awaited<ReturnType<typeof refreshTokenGrant>>, 'claims' | 'refresh_token'>;

/**
 * Signs people in at the provider by authorization code with PKCE (OpenID Connect Core 1.0 section
 * 3.1, RFC 7636), and asks it again later (section 12). Every method throws `ApiProblem`
 * `AUTH.ISSUER_UNREACHABLE` when the provider cannot be reached.
 */
@Injectable()
export class SignIn {
  private readonly hash: SubjectHash;

  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly provider: Provider,
    @Inject(CENTRE_KEY) key: CentreKey,
  ) {
    this.hash = subjectHashOf(key);
  }

  /** Begins an attempt; returns it and the page of the provider where the person goes on. */
  async begin(returnTo: string): Promise<{ attempt: SignInAttempt; page: URL }> {
    const client = await this.provider.configuration();
    const attempt = { state: randomState(), nonce: randomNonce(), verifier: randomPKCECodeVerifier(), returnTo };
    const page = buildAuthorizationUrl(client, {
      redirect_uri: this.callbackUrl(''),
      scope: scopeOf(client),
      state: attempt.state,
      nonce: attempt.nonce,
      code_challenge: await calculatePKCECodeChallenge(attempt.verifier),
      code_challenge_method: 'S256',
    });
    return { attempt, page };
  }

  /**
   * Ends an attempt with what the provider sent the browser back with (`query`, from `?` on).
   * Undefined: it is not the answer to this attempt, the provider refused, or its code is used up.
   */
  async complete(attempt: SignInAttempt, query: string): Promise<ProviderWord | undefined> {
    const client = await this.provider.configuration();
    const checks = {
      expectedState: attempt.state,
      expectedNonce: attempt.nonce,
      pkceCodeVerifier: attempt.verifier,
      idTokenExpected: true,
    };
    const tokens = await unlessRefused(() => authorizationCodeGrant(client, new URL(this.callbackUrl(query)), checks));
    return tokens === undefined ? undefined : this.wordOf(tokens);
  }

  /**
   * Asks the provider who the person is now. Undefined: it says no more, or speaks of another.
   */
  async ask(grant: string, subject: string): Promise<ProviderWord | undefined> {
    const client = await this.provider.configuration();
    const tokens = await unlessRefused(() => refreshTokenGrant(client, grant));
    const word = tokens === undefined ? undefined : this.wordOf(tokens);
    if (word?.person?.subject !== subject) return undefined;
    return { ...word, grant: word.grant ?? grant };
  }

  /** Tells the provider that nobody asks with this grant any more; who cannot be told, is not. */
  async forget(grant: string): Promise<void> {
    try {
      await tokenRevocation(await this.provider.configuration(), grant, { token_type_hint: 'refresh_token' });
    } catch {
      // The session has ended here all the same, and the provider's own time ends the grant.
    }
  }

  /** Returns the provider's page that signs the person out there too; undefined without one. */
  async signOutPage(): Promise<string | undefined> {
    let client: Configuration;
    try {
      client = await this.provider.configuration();
    } catch {
      return undefined; // signed out here all the same
    }
    if (client.serverMetadata().end_session_endpoint === undefined) return undefined;
    return buildEndSessionUrl(client, { post_logout_redirect_uri: new URL('/', this.settings.publicUrl).href }).href;
  }

  private wordOf(tokens: Tokens): ProviderWord {
    const claims = tokens.claims();
    const person =
      claims === undefined
        ? undefined
        : personOf(claims, { rolesClaim: this.settings.oidcRolesClaim, hash: this.hash });
    const providerSession = typeof claims?.['sid'] === 'string' ? claims['sid'] : undefined;
    return { person, providerSession, grant: tokens.refresh_token, endsAt: new Date((claims?.exp ?? 0) * 1000) };
  }

  private callbackUrl(query: string): string {
    return new URL(CALLBACK_PATH + query, this.settings.publicUrl).href;
  }
}

/** Returns what is asked of a provider; one that does not name a scope may refuse it. */
function scopeOf(client: Configuration): string {
  const knowsPhone = client.serverMetadata().scopes_supported?.includes(SCOPE_OF_PHONE) === true;
  return knowsPhone ? `${SCOPE} ${SCOPE_OF_PHONE}` : SCOPE;
}

/** Writes an attempt as the value of a cookie. */
export function attemptToCookie(attempt: SignInAttempt): string {
  return Buffer.from(JSON.stringify(attempt)).toString('base64url');
}

/** Reads an attempt from the value of a cookie; undefined when it is none. */
export function attemptOfCookie(value: string): SignInAttempt | undefined {
  try {
    return Attempt.safeParse(JSON.parse(Buffer.from(value, 'base64url').toString('utf8'))).data;
  } catch {
    return undefined;
  }
}

/** Returns undefined for an answer that the library or the provider refuses. */
async function unlessRefused<T>(ask: () => Promise<T>): Promise<T | undefined> {
  try {
    return await ask();
  } catch (error) {
    if (isUnreachable(error)) throw issuerUnreachable();
    return undefined;
  }
}

/** Returns whether the provider gave no usable answer, as opposed to a refusal. */
function isUnreachable(error: unknown): boolean {
  if (error instanceof ResponseBodyError) return error.status >= 500;
  if (error instanceof ClientError && error.code !== undefined) return NO_ANSWER.includes(error.code);
  const cause: unknown = error instanceof ClientError ? error.cause : error;
  // Not `instanceof`: errors of Node's sockets may come from another realm.
  return types.isNativeError(cause) && cause.message === 'fetch failed';
}
