import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { ApiProblem } from '../problem/api-problem.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { personOf } from './person-claims.js';
import type { Principal } from './principal.js';
import { issuerUnreachable, Provider } from './provider.js';

/** Asymmetric algorithms only: with HMAC the issuer's public key would serve as the secret. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;
/**
 * How long a token that was verified is taken again without a look at its signature: far less than
 * the issuer's keys are kept, so that a key that the issuer withdraws ends no later.
 */
const TAKEN_AGAIN_MS = 30_000;
/** The most such tokens: more than the persons who work at the same time. */
const MOST_TAKEN_AGAIN = 2_000;

/** A token whose signature and claims were good. */
interface VerifiedToken {
  readonly person: Principal;
  readonly takenUntilMs: number;
}

/**
 * Verifies OIDC bearer tokens against the keys that the configured issuer publishes. It uses no
 * key and no address from a token.
 */
@Injectable()
export class TokenVerifier {
  private keys: JWTVerifyGetKey | undefined;
  /**
   * By the SHA-256 of the whole token. A program of the hotline sends the same one with every
   * complaint, and to verify it takes a thread and a millisecond of the way to the bank.
   */
  private readonly verified = new Map<string, VerifiedToken>();

  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly provider: Provider,
  ) {}

  /**
   * Returns the person of a token. Throws `ApiProblem` `AUTH.TOKEN`, or `AUTH.ISSUER_UNREACHABLE`
   * when the issuer's keys cannot be fetched.
   */
  async verify(token: string): Promise<Principal> {
    const digest = sha256Hex(token);
    const known = this.verified.get(digest);
    if (known !== undefined && Date.now() < known.takenUntilMs) return { ...known.person };
    const person = await this.personBehind(token);
    this.keep(digest, person);
    return person;
  }

  /** Keeps a verified token, which is never taken longer than it says itself. */
  private keep(digest: string, person: Principal): void {
    if (this.verified.size >= MOST_TAKEN_AGAIN) this.verified.clear();
    const takenUntilMs = Math.min(Date.now() + TAKEN_AGAIN_MS, person.expiresAt.getTime());
    this.verified.set(digest, { person: { ...person }, takenUntilMs });
  }

  private async personBehind(token: string): Promise<Principal> {
    const claims = await this.verifySignature(token);
    const person = personOf(claims, this.settings.oidcRolesClaim);
    if (person === undefined || claims.exp === undefined)
      throw new ApiProblem('AUTH.TOKEN', 'the token lacks a usable subject, name or roles');
    return { ...person, expiresAt: new Date(claims.exp * 1000), session: undefined };
  }

  private async verifySignature(token: string): Promise<JWTPayload> {
    const keys = await this.issuerKeys();
    try {
      const { payload } = await jwtVerify(token, keys, {
        issuer: this.settings.oidcIssuer,
        audience: this.settings.oidcAudience,
        algorithms: ALGORITHMS,
        requiredClaims: ['sub', 'exp'],
        clockTolerance: CLOCK_TOLERANCE_SECONDS,
      });
      return payload;
    } catch (error) {
      if (isIssuerFault(error)) throw issuerUnreachable();
      if (error instanceof errors.JOSEError || error instanceof TypeError) {
        throw new ApiProblem('AUTH.TOKEN', 'the bearer token is not valid here');
      }
      throw error;
    }
  }

  private async issuerKeys(): Promise<JWTVerifyGetKey> {
    const { jwks_uri: uri = '' } = (await this.provider.configuration()).serverMetadata();
    this.keys ??= createRemoteJWKSet(new URL(uri), { timeoutDuration: 3_000, cooldownDuration: 10_000 });
    return this.keys;
  }
}

function isIssuerFault(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  // jose throws its base class when the JWKS answers anything but 200; fetch throws TypeError when
  // there is no answer.
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC';
  return error instanceof TypeError && error.message === 'fetch failed';
}
