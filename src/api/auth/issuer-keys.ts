import { Inject, Injectable } from '@nestjs/common';
import {
  createRemoteJWKSet,
  errors,
  type JWTPayload,
  type JWTVerifyGetKey,
  type JWTVerifyOptions,
  jwtVerify,
} from 'jose';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { issuerUnreachable, Provider } from './provider.js';

/** Asymmetric algorithms only: with HMAC the issuer's public key would serve as the secret. */
const ALGORITHMS = ['RS256', 'ES256', 'EdDSA'];
const CLOCK_TOLERANCE_SECONDS = 5;

/**
 * The keys that the configured issuer publishes. No key and no address is taken from a token.
 */
@Injectable()
export class IssuerKeys {
  private keys: JWTVerifyGetKey | undefined;

  constructor(
    @Inject(SETTINGS) private readonly settings: ApiSettings,
    private readonly provider: Provider,
  ) {}

  /**
   * Returns the claims of a token that the issuer signed, that `asked` accepts and whose header names
   * one of `types` (in small letters, without `application/`) or no type; undefined for any other. Absent: any type. Throws
   * `ApiProblem` `AUTH.ISSUER_UNREACHABLE` when the keys cannot be fetched.
   */
  async claimsOf(token: string, asked: JWTVerifyOptions, types?: readonly string[]): Promise<JWTPayload | undefined> {
    const keys = await this.published();
    const always = {
      issuer: this.settings.oidcIssuer,
      algorithms: ALGORITHMS,
      clockTolerance: CLOCK_TOLERANCE_SECONDS,
    };
    try {
      const { payload, protectedHeader } = await jwtVerify(token, keys, { ...asked, ...always });
      const type = protectedHeader.typ?.toLowerCase().replace(/^application\//, '');
      return type === undefined || types === undefined || types.includes(type) ? payload : undefined;
    } catch (error) {
      if (isIssuerFault(error)) throw issuerUnreachable();
      if (error instanceof errors.JOSEError || error instanceof TypeError) return undefined;
      throw error;
    }
  }

  private async published(): Promise<JWTVerifyGetKey> {
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
