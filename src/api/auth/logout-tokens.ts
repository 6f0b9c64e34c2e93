import { Inject, Injectable } from '@nestjs/common';
import { z } from 'zod';
import type { ProviderLogout } from '../../application/session/end-at-provider.js';
import { sha256Hex } from '../../persistence/sha256.js';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { IssuerKeys } from './issuer-keys.js';

/** The event by which a token says that it is a logout token (section 2.4). */
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';
/** How old a logout token may be: what the specification asks providers to keep to (section 4). */
const MAX_AGE_SECONDS = 120;

/**
 * A nonce is forbidden, so that no ID token passes for a logout token. One of `sub` and `sid` says
 * whose sessions are over.
 */
const Claims = z
  .looseObject({
    iat: z.number(),
    jti: z.string().min(1).max(500),
    sub: z.string().min(1).max(200).optional(),
    sid: z.string().min(1).max(500).optional(),
    nonce: z.never().optional(),
    events: z.looseObject({ [LOGOUT_EVENT]: z.looseObject({}) }),
  })
  .refine(({ sub, sid }) => sub !== undefined || sid !== undefined);

/**
 * Verifies the logout tokens of the sign-in provider (OpenID Connect Back-Channel Logout 1.0,
 * section 2.6).
 */
@Injectable()
export class LogoutTokens {
  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly keys: IssuerKeys,
  ) {}

  /**
   * Returns what a logout token says; undefined for a token that is none, is not for us, or is more
   * than two minutes old. Throws `ApiProblem` `AUTH.ISSUER_UNREACHABLE`.
   */
  async read(token: string): Promise<ProviderLogout | undefined> {
    const { oidcIssuer, oidcClientId: audience } = this.settings;
    const claims = await this.keys.claimsOf(token, { audience, maxTokenAge: MAX_AGE_SECONDS });
    const read = Claims.safeParse(claims);
    if (!read.success) return undefined;
    const { jti, iat, sub: subject, sid: providerSession } = read.data;
    // The hash is as long for every provider, and never the key of a party.
    return {
      tokenId: { issuer: oidcIssuer, sha256: sha256Hex(jti), expiresAt: new Date((iat + MAX_AGE_SECONDS) * 1000) },
      subject,
      providerSession,
    };
  }
}
