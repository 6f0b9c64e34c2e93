import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AddressInfo } from 'node:net';
import { exportJWK, generateKeyPair, SignJWT } from 'jose';
import { openIssuer } from '../../support/oidc.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('bearer tokens', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  const good = { sub: 'somebody', roles: ['auditor'] };
  const nowSeconds = () => Math.floor(Date.now() / 1000);

  async function statusWith(authorization: string): Promise<[number, unknown]> {
    const { status, body } = await api.call('GET', '/v1/stats', { roles: null, headers: { authorization } });
    return [status, body['code']];
  }

  it('lets a good token in', async () => {
    expect((await statusWith(`Bearer ${await api.issuer.token(good)}`))[0]).toBe(200);
  });

  it('ends a token that was taken before when its time is over', async () => {
    const authorization = `Bearer ${await api.issuer.token({ ...good, exp: nowSeconds() + 1 })}`;
    const answers: unknown[] = [(await statusWith(authorization))[0]];
    // The clock may be five seconds behind the issuer's.
    for (const until = Date.now() + 20_000; Date.now() < until && answers.at(-1) !== 401; await sleep(200))
      answers.push((await statusWith(authorization))[0]);
    expect([answers[0], answers.at(-1)]).toEqual([200, 401]);
  });

  it('refuses a token that was taken before once a letter of it is another', async () => {
    const token = await api.issuer.token(good);
    expect((await statusWith(`Bearer ${token}`))[0]).toBe(200);
    const [header, claims = '', signature] = token.split('.');
    const other = Buffer.from(claims, 'base64url').toString().replace('somebody', 'somebodx');
    const forged = `${header}.${Buffer.from(other).toString('base64url')}.${signature}`;
    expect(await statusWith(`Bearer ${forged}`)).toEqual([401, 'AUTH.TOKEN']);
  });

  it('says Bearer in the answer to a request without one', async () => {
    const answer = await api.call('GET', '/v1/stats', { roles: null });
    expect([answer.status, answer.headers.get('www-authenticate')]).toEqual([401, 'Bearer']);
  });

  it.each([
    ['another issuer', { iss: 'https://evil.example' }],
    ['another audience', { aud: 'another-system' }],
    ['a past end', { exp: Math.floor(Date.now() / 1000) - 60 }],
    ['no end', { exp: undefined }],
    ['no subject', { sub: undefined }],
    ['a start in the future', { nbf: Math.floor(Date.now() / 1000) + 600 }],
    ['a NUL in its subject', { sub: 'some\u0000body' }],
    ['an override in its name', { name: 'a\u202eb' }],
    ['a nonce, which an ID token has', { nonce: 'n-0S6_WzA2Mj' }],
    ['the hash of an access token, which an ID token has', { at_hash: 'MTIzNDU2Nzg5MDEyMzQ1Ng' }],
    ['the event of a logout', { events: { 'http://schemas.openid.net/event/backchannel-logout': {} } }],
    ['roles that are no list', { roles: { auditor: true } as unknown as string[] }],
  ])('refuses a token with %s', async (_, claims) => {
    expect(await statusWith(`Bearer ${await api.issuer.token({ ...good, ...claims })}`)).toEqual([401, 'AUTH.TOKEN']);
  });

  // Keycloak signs all its tokens with one key and names what each is for in the claim `typ`.
  it.each([
    'ID',
    'Id',
    'Refresh',
    'Offline',
    'Logout',
    'logout',
    'DPoP',
    'Serialized-ID',
    'Registration',
    '',
    7,
    null,
    ['Bearer'],
  ])('refuses a token whose claims say that it is of the type %p', async (typ) => {
    expect(await statusWith(`Bearer ${await api.issuer.token({ ...good, typ })}`)).toEqual([401, 'AUTH.TOKEN']);
  });

  it.each([
    'id+jwt',
    'ID+JWT',
    'logout+jwt',
    'application/logout+jwt',
    'dpop+jwt',
    'refresh+jwt',
    'secevent+jwt',
    'at+jwt+x',
    '',
  ])('refuses a token whose header says that it is of the type %p', async (typ) => {
    expect(await statusWith(`Bearer ${await api.issuer.token(good, { typ })}`)).toEqual([401, 'AUTH.TOKEN']);
  });

  it.each([['id'], ['refresh'], [1]])('refuses a token that is used as %p (token_use)', async (use) => {
    const token = await api.issuer.token({ ...good, token_use: use });
    expect(await statusWith(`Bearer ${token}`)).toEqual([401, 'AUTH.TOKEN']);
  });

  it.each([
    ["Keycloak's", { typ: 'Bearer' }, { typ: 'JWT' }],
    ["Keycloak's of RFC 9068", { typ: 'Bearer' }, { typ: 'at+jwt' }],
    ['one of RFC 9068', {}, { typ: 'application/AT+JWT' }],
    ['one that names a type in no place', {}, {}],
    ['one whose use is access', { token_use: 'access' }, { typ: 'jwt' }],
  ])('takes an access token: %s', async (_, claims, header) => {
    expect((await statusWith(`Bearer ${await api.issuer.token({ ...good, ...claims }, header)}`))[0]).toBe(200);
  });

  it.each([
    ['nothing after Bearer', 'Bearer '],
    ['no token at all', 'Bearer not.a.token'],
    ['Basic', 'Basic YTpi'],
    ['two tokens', 'Bearer a b'],
  ])('refuses %s', async (_, authorization) => {
    expect(await statusWith(authorization)).toEqual([401, 'AUTH.TOKEN']);
  });

  it('refuses a token that is not signed (alg none)', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { ...good, iss: api.issuer.issuer, aud: api.issuer.audience, exp: nowSeconds() + 600 };
    expect(await statusWith(`Bearer ${part({ alg: 'none' })}.${part(claims)}.`)).toEqual([401, 'AUTH.TOKEN']);
  });

  it("refuses a token whose HMAC key is the issuer's public key (HS256)", async () => {
    const claims = { ...good, iss: api.issuer.issuer, aud: api.issuer.audience, exp: nowSeconds() + 600 };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'HS256', kid: 'test-1' })
      .sign(Buffer.from(api.issuer.publicPem));
    expect(await statusWith(`Bearer ${token}`)).toEqual([401, 'AUTH.TOKEN']);
  });

  it("refuses another provider's token, also under our key's id", async () => {
    const other = await openIssuer(api.issuer.audience);
    const token = await other.token({ ...good, iss: api.issuer.issuer });
    await other.close();
    expect(await statusWith(`Bearer ${token}`)).toEqual([401, 'AUTH.TOKEN']);
  });

  it('asks no address and takes no key that a token names (jku, jwk)', async () => {
    const { publicKey, privateKey } = await generateKeyPair('RS256', { extractable: true });
    const jwk = { ...(await exportJWK(publicKey)), kid: 'evil', alg: 'RS256' };
    let asked = 0;
    const server: Server = createServer((_, response) => {
      asked += 1;
      response.end(JSON.stringify({ keys: [jwk] }));
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const jku = `http://127.0.0.1:${(server.address() as AddressInfo).port}/`;
    const claims = { ...good, iss: api.issuer.issuer, aud: api.issuer.audience, exp: nowSeconds() + 600 };
    const token = await new SignJWT(claims)
      .setProtectedHeader({ alg: 'RS256', kid: 'evil', jku, jwk })
      .sign(privateKey);
    expect(await statusWith(`Bearer ${token}`)).toEqual([401, 'AUTH.TOKEN']);
    expect(asked).toBe(0);
    await new Promise((resolve) => server.close(resolve));
  });
});

describe('a sign-in provider that is down', () => {
  it('is reported as 503 with Retry-After, while the API stays ready', async () => {
    const api = await runApi({ oidcIssuer: 'http://127.0.0.1:1' });
    try {
      const answer = await api.call('GET', '/v1/stats', { roles: ['auditor'] });
      expect([answer.status, answer.body['code']]).toEqual([503, 'AUTH.ISSUER_UNREACHABLE']);
      expect(answer.headers.get('retry-after')).toMatch(/^[0-9]+$/);
      expect((await api.call('GET', '/health/ready', { roles: null })).status).toBe(200);
    } finally {
      await api.close();
    }
  });
});
