import { createHash, randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportJWK, exportSPKI, generateKeyPair, type JWTPayload, SignJWT } from 'jose';

/**
 * A sign-in provider on loopback: discovery, keys, tokens with any claims, and the code flow of a
 * browser without its pages.
 */
export interface TestIssuer {
  issuer: string;
  audience: string;
  /** The public key in PEM. */
  publicPem: string;
  /** Makes a token that is valid, except for what `claims` and `header` replace. */
  token(claims?: JWTPayload, header?: { alg?: string; kid?: string; jku?: string; typ?: string }): Promise<string>;
  /** What the provider says of each subject when it is asked again; who is not in it is gone. */
  people: Map<string, JWTPayload>;
  /** `away` answers 503; a second use of a refresh token is counted as `reused`. */
  behaviour: { away: boolean; withoutRefresh: boolean; asked: number; reused: number; revoked: string[] };
  /**
   * Plays a person who signs in on the page that our API names; returns the query with which the
   * browser is sent back. `wrong` replaces what goes into the ID token.
   */
  approve(page: URL, claims: JWTPayload & { sub: string }, wrong?: JWTPayload): string;
  close(): Promise<void>;
}

/** Opens a provider with a fresh RSA key. */
export async function openIssuer(audience = 'rangap'): Promise<TestIssuer> {
  const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
  const jwk = { ...(await exportJWK(publicKey)), kid: 'test-1', alg: 'RS256', use: 'sig' };
  const people: TestIssuer['people'] = new Map();
  const behaviour = { away: false, withoutRefresh: false, asked: 0, reused: 0, revoked: [] as string[] };
  const codes = new Map<string, { challenge: string; claims: JWTPayload; redirectUri: string }>();
  const grants = new Map<string, string>();
  const idToken = (claims: JWTPayload) => {
    const nowSeconds = Math.floor(Date.now() / 1000);
    const defaults = { iss: originOf(server), aud: audience, iat: nowSeconds, exp: nowSeconds + 600 };
    return new SignJWT({ ...defaults, ...claims }).setProtectedHeader({ alg: 'RS256', kid: 'test-1' }).sign(privateKey);
  };

  /** Returns the claims of a token request; undefined: the grant is not valid. */
  function claimsFor(form: URLSearchParams): JWTPayload | undefined {
    if (form.get('grant_type') === 'refresh_token') {
      behaviour.asked += 1;
      const grant = form.get('refresh_token') ?? '';
      const subject = grants.get(grant);
      if (subject === undefined) behaviour.reused += 1;
      grants.delete(grant);
      return subject === undefined ? undefined : people.get(subject);
    }
    const code = codes.get(form.get('code') ?? '');
    codes.delete(form.get('code') ?? '');
    const given = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url');
    const isRight = code?.challenge === given && code.redirectUri === form.get('redirect_uri');
    return isRight ? code.claims : undefined;
  }

  async function tokens(request: IncomingMessage): Promise<[number, object]> {
    if (behaviour.away) return [503, { error: 'temporarily_unavailable' }];
    const claims = claimsFor(new URLSearchParams(await text(request)));
    if (claims === undefined) return [400, { error: 'invalid_grant' }];
    const refreshToken = randomUUID();
    grants.set(refreshToken, String(claims.sub));
    const refresh = behaviour.withoutRefresh ? {} : { refresh_token: refreshToken };
    return [200, { access_token: 'opaque', token_type: 'Bearer', id_token: await idToken(claims), ...refresh }];
  }

  const server = createServer((request, response) => {
    const answer = (status: number, body: object): void => {
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
    };
    const origin = originOf(server);
    if (request.url === '/keys') answer(200, { keys: [jwk] });
    else if (request.url === '/token') void tokens(request).then(([status, body]) => answer(status, body));
    else if (request.url === '/revoke')
      void text(request).then((form) => {
        behaviour.revoked.push(new URLSearchParams(form).get('token') ?? '');
        answer(200, {});
      });
    else
      answer(200, {
        issuer: origin,
        jwks_uri: `${origin}/keys`,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        revocation_endpoint: `${origin}/revoke`,
        end_session_endpoint: `${origin}/end`,
      });
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
    people,
    behaviour,
    approve: (page, claims, wrong = {}) => {
      const query = page.searchParams;
      people.set(claims.sub, claims);
      const code = randomUUID();
      codes.set(code, {
        challenge: query.get('code_challenge') ?? '',
        redirectUri: query.get('redirect_uri') ?? '',
        claims: { ...claims, nonce: query.get('nonce'), ...wrong },
      });
      return `?${new URLSearchParams({ code, state: query.get('state') ?? '' }).toString()}`;
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
