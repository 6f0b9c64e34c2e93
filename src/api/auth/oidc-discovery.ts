import { z } from 'zod';

const TIMEOUT_MS = 3_000;
const Metadata = z.object({ issuer: z.string(), jwks_uri: z.url({ protocol: /^https?$/ }) });

/**
 * Returns the issuer's JWKS address by OpenID Connect Discovery 1.0. It follows no redirect, and
 * the document must name the issuer that was asked (section 4.3), so that nobody else can supply
 * the keys. Throws when the issuer cannot be reached or answers otherwise.
 */
export async function discoverJwksUri(issuer: string): Promise<string> {
  const url = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(TIMEOUT_MS) });
  if (!response.ok) throw new Error(`the issuer answered ${response.status} to discovery`);
  const metadata = Metadata.parse(await response.json());
  if (metadata.issuer !== issuer) throw new Error('the discovery document is of another issuer');
  if (issuer.startsWith('https:') && !metadata.jwks_uri.startsWith('https:'))
    throw new Error('the discovery document names keys that come without TLS');
  return metadata.jwks_uri;
}
