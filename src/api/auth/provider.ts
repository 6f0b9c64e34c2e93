import { Inject, Injectable } from '@nestjs/common';
import { allowInsecureRequests, type Configuration, discovery, enableNonRepudiationChecks, None } from 'openid-client';
import { type ApiSettings, SETTINGS } from '../dependencies.js';
import { ApiProblem } from '../problem/api-problem.js';

/** How long the provider has to answer. */
const PROVIDER_TIMEOUT_SECONDS = 3;

/** The sign-in provider, as its discovery document describes it (OpenID Connect Discovery 1.0). */
@Injectable()
export class Provider {
  private discovered: Promise<Configuration> | undefined;

  constructor(@Inject(SETTINGS) private readonly settings: ApiSettings) {}

  /**
   * Returns the provider with our client at it. It is asked at the first use, not at start: the API
   * must start while the provider is down. The document must name the issuer that was asked
   * (section 4.3), and nothing that comes without TLS where the issuer has TLS. Throws `ApiProblem`
   * `AUTH.ISSUER_UNREACHABLE`.
   */
  async configuration(): Promise<Configuration> {
    this.discovered ??= this.discover();
    try {
      return await this.discovered;
    } catch {
      this.discovered = undefined; // asked again with the next request
      throw issuerUnreachable();
    }
  }

  private async discover(): Promise<Configuration> {
    const { oidcIssuer, oidcClientId, oidcClientSecret } = this.settings;
    const hasTls = oidcIssuer.startsWith('https:');
    const client = await discovery(
      new URL(oidcIssuer),
      oidcClientId,
      oidcClientSecret,
      oidcClientSecret === undefined ? None() : undefined,
      {
        timeout: PROVIDER_TIMEOUT_SECONDS,
        execute: [enableNonRepudiationChecks, ...(hasTls ? [] : [allowInsecureRequests])],
      },
    );
    const { issuer, jwks_uri: keys = '' } = client.serverMetadata();
    if (issuer !== oidcIssuer) throw new Error('the discovery document is of another issuer');
    if (keys === '' || (hasTls && !keys.startsWith('https:')))
      throw new Error('the discovery document names no keys, or keys that come without TLS');
    return client;
  }
}

/** Makes the problem of a provider that does not answer. */
export function issuerUnreachable(): ApiProblem {
  return new ApiProblem('AUTH.ISSUER_UNREACHABLE', 'the sign-in provider cannot be reached at the moment');
}
