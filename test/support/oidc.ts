import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/** A sign-in provider on loopback: discovery, keys, and tokens with any claims. */
export interface TestIssuer {
  issuer: string;
  audience: string;
  /** The public key in PEM. */
  publicPem: string;
  /** Makes a token that is valid, except for what `claims` and `header` replace. */
  token(claims?: JWTPayload, header?: { alg?: string; kid?: string; jku?: string }): Promise<string>;
  close(): Promise<void>;
}

/** Opens a provider with a fresh RSA key. */
export async function openIssuer(audience = 'rangap'): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test-1', alg: 'RS256', use: 'sig' };
  const server = createServer((request, response) => {
    response.setHeader('content-type', 'application/json');
    if (request.url === '/keys') response.end(JSON.stringify({ keys: [jwk] }));
    else response.end(JSON.stringify({ issuer: originOf(server), jwks_uri: `${originOf(server)}/keys` }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const issuer = originOf(server);
  return {
    issuer,
    audience,
    publicPem: await exportSPKI(publicKey),
    token: (claims = {}, header = {}) => {
      const nowSeconds = Math.floor(Date.now() / 1000);
      const defaults = { iss: issuer, aud: audience, sub: 'somebody', iat: nowSeconds, exp: nowSeconds + 600 };
      return new SignJWT({ ...defaults, ...claims })
        .setProtectedHeader({ alg: 'RS256', kid: 'test-1', ...header })
        .sign(privateKey);
    },
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function originOf(server: Server): string {
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
