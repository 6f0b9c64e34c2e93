import { randomUUID } from 'node:crypto';
import { type JWTPayload, SignJWT } from 'jose';
import { Sessions } from '../../../src/api/auth/sessions.js';
import { endSessions } from '../../../src/application/session/end-sessions.js';
import { Browser } from '../support/browser.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const EVENTS = { 'http://schemas.openid.net/event/backchannel-logout': {} };
const ROUTE = '/v1/session/back-channel-logout';

describe('the sign-in provider says that somebody is signed out', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  /** Makes a logout token that is valid, except for what `claims` replaces. */
  const tokenOf = (claims: JWTPayload) =>
    api.issuer.token({ sub: undefined, jti: randomUUID(), events: EVENTS, ...claims });
  const post = async (form: Record<string, string> | string) => {
    const body = new URLSearchParams(form);
    const response = await fetch(api.url + ROUTE, { method: 'POST', body });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  const signedIn = async (claims: JWTPayload & { sub: string }) => {
    const browser = new Browser(api);
    await browser.signIn({ roles: ['auditor'], ...claims });
    return browser;
  };
  const isSignedIn = async (browser: Browser) => (await browser.call('GET', '/v1/session')).status === 200;

  it('and with its session alone only that session ends, at once', async () => {
    const [here, there] = [
      await signedIn({ sub: 'two-1', sid: 'session-a' }),
      await signedIn({ sub: 'two-1', sid: 'session-b' }),
    ];
    expect(await post({ logout_token: await tokenOf({ sid: 'session-a' }) })).toEqual({
      status: 200,
      body: { ended: 1 },
    });
    expect([await isSignedIn(here), await isSignedIn(there)]).toEqual([false, true]);
    const told: unknown[] = await api.db.query(
      `SELECT actor, payload->>'person' AS person, payload->>'reason' AS reason FROM audit_event
        WHERE chain = 'system' AND type = 'session.ended'`,
    );
    expect(told).toEqual([{ actor: 'sign-in-provider', person: 'two-1', reason: 'signed_out_at_provider' }]);
  });

  it("and with the person alone all sessions of the person end, and nobody else's", async () => {
    const theirs = [await signedIn({ sub: 'all-1', sid: 'all-a' }), await signedIn({ sub: 'all-1' })];
    const other = await signedIn({ sub: 'all-2' });
    expect((await post({ logout_token: await tokenOf({ sub: 'all-1' }) })).body).toEqual({ ended: 2 });
    for (const browser of theirs) expect(await isSignedIn(browser)).toBe(false);
    expect(await isSignedIn(other)).toBe(true);
  });

  it('and with both, what has no session of the provider ends too, because it may be that one', async () => {
    const unnamed = await signedIn({ sub: 'both-1' });
    const another = await signedIn({ sub: 'both-1', sid: 'both-b' });
    expect((await post({ logout_token: await tokenOf({ sub: 'both-1', sid: 'both-a' }) })).body).toEqual({ ended: 1 });
    expect([await isSignedIn(unnamed), await isSignedIn(another)]).toEqual([false, true]);
  });

  it("and never ends another person's session of the same name", async () => {
    const browser = await signedIn({ sub: 'named-1', sid: 'named-a' });
    expect((await post({ logout_token: await tokenOf({ sub: 'named-2', sid: 'named-a' }) })).body).toEqual({
      ended: 0,
    });
    expect(await isSignedIn(browser)).toBe(true);
  });

  it('beside values that we do not know, which are ignored, also one that comes twice', async () => {
    const browser = await signedIn({ sub: 'more-1' });
    const token = await tokenOf({ sub: 'more-1' });
    const form = `state=a&logout_token=${token}&state=b&client_id=rangap`;
    expect(await post(form)).toEqual({ status: 200, body: { ended: 1 } });
    expect(await isSignedIn(browser)).toBe(false);
  });

  it('and an open event stream of the session ends', async () => {
    const browser = await signedIn({ sub: 'listener-1', sid: 'listener-a' });
    const cookie = `__Host-rangap_session=${browser.secret}`;
    const stream = await fetch(`${api.url}/v1/stream`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
    expect(stream.status).toBe(200);
    expect((await post({ logout_token: await tokenOf({ sid: 'listener-a' }) })).body).toEqual({ ended: 1 });
    await expect(stream.text()).resolves.toContain(': here'); // comes to its end
  });

  it.each<[string, (browser: Browser) => Promise<unknown>]>([
    ['the provider', async () => post({ logout_token: await tokenOf({ sub: 'waits-1' }) })],
    ['the person', (browser) => browser.call('POST', '/v1/session/sign-out', { body: {} })],
    ['another process', () => endSessions(api.application, { subject: 'waits-1' }, { reason: 'signed_out', by: 'x' })],
  ])('and its stream ends by the word of %s while an older transaction keeps all events back', async (_, end) => {
    const older = api.db.createQueryRunner();
    await older.startTransaction();
    await older.query('SELECT pg_current_xact_id()');
    const browser = await signedIn({ sub: 'waits-1' });
    const headers = { cookie: `__Host-rangap_session=${browser.secret}`, 'sec-fetch-site': 'same-origin' };
    const stream = await fetch(`${api.url}/v1/stream`, { headers });
    // The looks that each stream takes by itself from time to time would end it too, only later.
    const looks = jest.spyOn(api.app.get(Sessions), 'personOf').mockRejectedValue(new Error('asks by itself'));
    try {
      const [{ before }] = await api.db.query<[{ before: number }]>(
        "SELECT max(sequence)::int AS before FROM audit_event WHERE chain = 'system'",
      );
      await end(browser);
      // What was kept back before the stream began may come by it; the end of this session may not.
      const ends = [...(await stream.text()).matchAll(/"sequence":(\d+),"type":"session\.ended"/g)];
      expect(ends.filter(([, sequence]) => Number(sequence) > before)).toEqual([]);
      expect(looks).not.toHaveBeenCalled();
    } finally {
      looks.mockRestore();
      await older.rollbackTransaction();
      await older.release();
    }
  });

  it('and the streams of other sessions read nothing for it, however many end', async () => {
    const ends = 30;
    const stays = await signedIn({ sub: 'stays-1' });
    const leaves = await signedIn({ sub: 'many-0', sid: 'many' });
    for (let other = 1; other < ends; other += 1) await signedIn({ sub: `many-${other}`, sid: 'many' });
    const abort = new AbortController();
    const open = async ({ secret }: Browser) => {
      const headers = { cookie: `__Host-rangap_session=${secret}`, 'sec-fetch-site': 'same-origin' };
      const { body } = await fetch(`${api.url}/v1/stream`, { headers, signal: abort.signal });
      return (body ?? new ReadableStream()).pipeThrough(new TextDecoderStream());
    };
    const [staying, leaving] = [await open(stays), await open(leaves)];
    const looks = jest.spyOn(api.app.get(Sessions), 'personOf');
    expect((await post({ logout_token: await tokenOf({ sid: 'many' }) })).body).toEqual({ ended: ends });
    for await (const text of leaving) expect(text).not.toBe(''); // comes to its end
    let told = '';
    for await (const text of staying) {
      told += text;
      if (told.split('"session.ended"').length > ends) break;
    }
    abort.abort();
    // A few of the looks that every stream takes from time to time may fall into it.
    expect(looks.mock.calls.length).toBeLessThan(ends / 2);
    looks.mockRestore();
  });

  describe('is refused, and ends nothing,', () => {
    let browser: Browser;
    beforeAll(async () => {
      browser = await signedIn({ sub: 'kept-1', sid: 'kept-a' });
    });
    afterEach(async () => {
      expect(await isSignedIn(browser)).toBe(true);
    });
    const expectRefused = async (token: string) => {
      const { status, body } = await post({ logout_token: token });
      expect([status, body['code']]).toEqual([400, 'AUTH.LOGOUT_TOKEN']);
    };
    const now = () => Math.floor(Date.now() / 1000);

    it.each<[string, () => JWTPayload]>([
      ['whose issuer is another', () => ({ iss: 'https://evil.example' })],
      ['that is for another client', () => ({ aud: 'another' })],
      ['without audience', () => ({ aud: undefined })],
      ['that is over', () => ({ exp: now() - 60 })],
      ['without time', () => ({ iat: undefined })],
      ['that is old, whatever it says of its end', () => ({ iat: now() - 180, exp: now() + 600 })],
      ['of the future', () => ({ iat: now() + 60 })],
      ['without the event', () => ({ events: undefined })],
      ['with another event', () => ({ events: { 'http://schemas.openid.net/event/other': {} } })],
      ['whose event is no object', () => ({ events: { [Object.keys(EVENTS)[0] ?? '']: true } })],
      ['with a nonce, as an ID token has one', () => ({ nonce: 'n' })],
      ['without an id of its own', () => ({ jti: undefined })],
      ['that names nobody', () => ({ sub: undefined, sid: undefined })],
      ['whose session is no text', () => ({ sid: 7 })],
    ])('for a token %s', async (_, wrong) => {
      await expectRefused(await tokenOf({ sub: 'kept-1', sid: 'kept-a', ...wrong() }));
    });

    it('for a token that nobody signed, that our client could sign, or that another key signed', async () => {
      const claims = { iss: api.issuer.issuer, aud: 'rangap', sub: 'kept-1', jti: randomUUID(), events: EVENTS };
      const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
      const unsigned = `${part({ alg: 'none' })}.${part({ ...claims, iat: now() })}.`;
      const bySecret = await new SignJWT(claims)
        .setProtectedHeader({ alg: 'HS256', kid: 'test-1' })
        .setIssuedAt()
        .sign(Buffer.from(api.issuer.publicPem));
      const good = await tokenOf({ sub: 'kept-1' });
      const changed = good.replace(/[^.]+$/, (signature) => [...signature].reverse().join(''));
      for (const token of [unsigned, bySecret, changed, 'not.a.token', 'x']) await expectRefused(token);
    });

    it('for a token that came before', async () => {
      const token = await tokenOf({ sub: 'somebody-else' });
      expect((await post({ logout_token: token })).status).toBe(200);
      await expectRefused(token);
    });

    it('for a bearer token and for an ID token', async () => {
      await expectRefused(await api.issuer.token({ sub: 'kept-1', roles: ['auditor'] }));
      await expectRefused(await api.issuer.token({ sub: 'kept-1', sid: 'kept-a', nonce: 'n', jti: randomUUID() }));
    });

    it('for a body that is no form, lacks the token, or names it twice', async () => {
      const token = await tokenOf({ sub: 'kept-1' });
      const asJson = await api.call('POST', ROUTE, { roles: null, body: { logout_token: token } });
      expect([asJson.status, asJson.body['code']]).toEqual([415, 'REQUEST.MEDIA_TYPE']);
      expect((await post({})).body['code']).toBe('REQUEST.SCHEMA');
      expect((await post(`logout_token=${token}&logout_token=x`)).body['code']).toBe('REQUEST.MALFORMED');
    });
  });

  it('and the token opens nothing as a bearer token', async () => {
    const headers = { authorization: `Bearer ${await tokenOf({ sub: 'kept-1' })}` };
    expect((await api.call('GET', '/v1/session', { roles: null, headers })).body['code']).toBe('AUTH.TOKEN');
  });
});
