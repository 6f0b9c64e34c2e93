import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { ApiProblem } from '../problem/api-problem.js';
import { personOf } from './person-claims.js';
import type { Principal } from './principal.js';
import { issuerUnreachable, Provider } from './provider.js';

/** Asymmetric algorithms only: with HMAC the issuer's public key would serve as the secret. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * Verifies OIDC bearer tokens against the keys that the configured issuer publishes. It uses no
 * key and no address from a token.
 */
@Injectable()
export class TokenVerifier {
  private keys: JWTVerifyGetKey | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly provider: Provider,
  ) {}

  /**
   * Returns the person of a token. Throws `ApiProblem` `AUTH.TOKEN`, or `AUTH.ISSUER_UNREACHABLE`
   * when the issuer's keys cannot be fetched.
   */
  async verify(token: string): Promise<Principal> {
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
