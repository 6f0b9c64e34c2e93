import { Inject, Injectable } from '@nestjs/common';
import { createRemoteJWKSet, errors, type JWTPayload, type JWTVerifyGetKey, jwtVerify } from 'jose';
import { z } from 'zod';
import { ROLES } from '../../domain/freeze-request/freeze-request.js';
import { isCleanName } from '../../wire/common.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { ApiProblem } from '../problem/api-problem.js';
import { discoverJwksUri } from './oidc-discovery.js';
import type { Principal } from './principal.js';

/** Asymmetric algorithms only: with HMAC the issuer's public key would serve as the secret. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;

const Claims = z.object({
  sub: z.string().min(1).max(200).refine(isCleanName),
  name: z.string().min(1).max(200).refine(isCleanName).optional(),
  /** May also hold roles of other systems. */
  roles: z.array(z.string()).default([]),
  rangap_rulebook: z.string().optional(),
  exp: z.number(),
});

/**
 * Verifies OIDC bearer tokens against the keys that the configured issuer publishes. It uses no
 * key and no address from a token.
 */
@Injectable()
export class TokenVerifier {
  private keys: Promise<JWTVerifyGetKey> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: ApiSettings) {}

  /**
   * Returns the person of a token. Throws `ApiProblem` `AUTH.TOKEN`, or `AUTH.ISSUER_UNREACHABLE`
   * when the issuer's keys cannot be fetched.
   */
  async verify(token: string): Promise<Principal> {
    const claims = Claims.safeParse(await this.verifySignature(token));
    if (!claims.success) throw new ApiProblem('AUTH.TOKEN', 'the token lacks a usable subject, name or roles');
    const { sub, name, roles, rangap_rulebook, exp } = claims.data;
    return {
      subject: sub,
      name: name ?? sub,
      roles: ROLES.filter((role) => roles.includes(role)),
      rulebookClaim: rangap_rulebook,
      expiresAt: new Date(exp * 1000),
    };
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

  /**
   * Fetches the issuer's keys at the first token, not at start: the API must start while the
   * issuer is down.
   */
  private async issuerKeys(): Promise<JWTVerifyGetKey> {
    this.keys ??= discoverJwksUri(this.settings.oidcIssuer).then((uri) =>
      createRemoteJWKSet(new URL(uri), { timeoutDuration: 3_000, cooldownDuration: 10_000 }),
    );
    try {
      return await this.keys;
    } catch {
      this.keys = undefined; // asked again with the next token
      throw issuerUnreachable();
    }
  }
}

function isIssuerFault(error: unknown): boolean {
  if (error instanceof errors.JWKSTimeout || error instanceof errors.JWKSInvalid) return true;
  // jose throws its base class when the JWKS answers anything but 200; fetch throws TypeError when
  // there is no answer.
  if (error instanceof errors.JOSEError) return error.code === 'ERR_JOSE_GENERIC';
  return error instanceof TypeError && error.message === 'fetch failed';
}

function issuerUnreachable(): ApiProblem {
  return new ApiProblem('AUTH.ISSUER_UNREACHABLE', 'the keys of the sign-in provider cannot be had at the moment');
}
