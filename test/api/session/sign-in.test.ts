import { createHash } from 'node:crypto';
import { ulid } from 'ulid';
import { Browser } from '../support/browser.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const OFFICER = { sub: 'officer-1', name: 'Anan Example', roles: ['aoc_officer', 'offline_access'] };

describe('signing in with a browser', () => {
  let api: RunningApi;
  let browser: Browser;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());
  beforeEach(() => {
    browser = new Browser(api);
    Object.assign(api.issuer.behaviour, { away: false, withoutRefresh: false, asked: 0, reused: 0, revoked: [] });
  });

  const who = async (from: Browser) => {
    const { status, body } = await from.call('GET', '/v1/session');
    return status === 200 ? body : body['code'];
  };
  /** Moves the clocks of all sessions back, as if time had passed. */
  const passed = (interval: string, ...columns: string[]) =>
    api.db.query(
      `UPDATE person_session SET ${columns.map((column) => `${column} = ${column} - $1::interval`).join(', ')}
        WHERE ended_at IS NULL`,
      [interval],
    );
  const auditOf = async (subject: string) => {
    const rows: { type: string; payload: Record<string, unknown> }[] = await api.db.query(
      `SELECT type, payload FROM audit_event WHERE chain = 'system' AND actor = $1 ORDER BY sequence`,
      [subject],
    );
    return rows.map(({ type, payload }) => [type, payload['reason'] ?? payload['roles']]);
  };

  it('goes to the provider with PKCE, state and nonce, and comes back signed in', async () => {
    const page = await browser.begin('/cases?band=red');
    const query = page.searchParams;
    expect(page.origin).toBe(api.issuer.issuer);
    expect([query.get('response_type'), query.get('code_challenge_method')]).toEqual(['code', 'S256']);
    for (const name of ['state', 'nonce', 'code_challenge']) expect(query.get(name)).toMatch(/^[\w-]{43}$/);
    expect(query.get('redirect_uri')).toBe('https://api.rangap.test/v1/session/callback');
    expect(await browser.comeBack(api.issuer.approve(page, OFFICER))).toBe('/cases?band=red');
    expect(await who(browser)).toMatchObject({
      person: 'officer-1',
      name: 'Anan Example',
      roles: ['aoc_officer'],
      institution: null,
    });
    expect(await auditOf('officer-1')).toContainEqual(['session.started', ['aoc_officer']]);
    const [{ kept }] = await api.db.query<[{ kept: string }]>(
      `SELECT string_agg(s::text, ' ') AS kept FROM person_session s`,
    );
    expect(kept).not.toContain(browser.secret);
  });

  it('lets one person be signed in in ten browsers: the eleventh ends the oldest, whose page is told why', async () => {
    const browsers = Array.from({ length: 11 }, () => new Browser(api));
    const [first, second, last] = [browsers[0] ?? browser, browsers[1] ?? browser, browsers[10] ?? browser];
    const person = { sub: 'many-browsers', roles: ['auditor'] };
    for (const each of browsers.slice(0, 10)) await each.signIn(person);
    expect(await who(first)).toMatchObject({ person: 'many-browsers' });
    await last.signIn(person);
    const ended = await first.call('GET', '/v1/session');
    expect([ended.status, ended.body['code']]).toEqual([401, 'AUTH.SESSION_ENDED']);
    expect(ended.body['detail']).toContain('too many browsers');
    for (const each of [second, last]) expect(await who(each)).toMatchObject({ person: 'many-browsers' });
    const { sessions } = (await last.call('GET', '/v1/sessions')).body as { sessions: { endReason: string | null }[] };
    expect(sessions.map(({ endReason }) => endReason)).toEqual([...Array<null>(10).fill(null), 'too_many']);
    expect(await auditOf('many-browsers')).toContainEqual(['session.ended', 'too_many']);
  });

  it('keeps to ten when a person signs in in many browsers at the same moment', async () => {
    const person = { sub: 'at-once', roles: ['auditor'] };
    await Promise.all(Array.from({ length: 16 }, () => new Browser(api).signIn(person)));
    const [open] = await api.db.query<{ count: string }[]>(
      `SELECT count(*) FROM person_session WHERE subject = 'at-once' AND ended_at IS NULL`,
    );
    expect(open?.count).toBe('10');
  });

  it('gives a cookie that no script reads, that another site never sends, and that the browser ties to this host', async () => {
    const page = await browser.begin();
    const { headers } = await browser.call('GET', `/v1/session/callback${api.issuer.approve(page, OFFICER)}`);
    const [cookie = ''] = headers.getSetCookie().filter((line) => line.startsWith('__Host-rangap_session='));
    expect(cookie).toMatch(/; Path=\/; HttpOnly; Secure; SameSite=Strict$/);
  });

  describe('is refused, and nobody is signed in, when', () => {
    it('the state is of another attempt', async () => {
      const query = api.issuer.approve(await browser.begin(), OFFICER);
      await browser.begin(); // another attempt takes its place
      expect(await browser.comeBack(query)).toBe('/?signInFailed=refused');
      expect(await who(browser)).toBe('AUTH.TOKEN');
    });

    it('the browser began no attempt: the address was sent to it by somebody else', async () => {
      const query = api.issuer.approve(await new Browser(api).begin(), OFFICER);
      expect(await browser.comeBack(query)).toBe('/?signInFailed=refused');
      expect(await who(browser)).toBe('AUTH.TOKEN');
    });

    it.each([
      ['nonce is of another attempt', { nonce: 'another' }],
      ['nonce is missing', { nonce: undefined }],
      ['audience is another client', { aud: 'another' }],
      ['issuer is another', { iss: 'https://evil.example' }],
      ['time is over', { exp: 1 }],
      ['subject has a NUL', { sub: 'a\u0000b' }],
      ['roles are no list', { roles: 'aoc_officer' }],
    ])("the ID token's %s", async (_, wrong) => {
      const query = api.issuer.approve(await browser.begin(), OFFICER, wrong);
      expect(await browser.comeBack(query)).toBe('/?signInFailed=refused');
      expect(await who(browser)).toBe('AUTH.TOKEN');
    });

    it('the code was used before, also with the cookie of the attempt', async () => {
      const query = api.issuer.approve(await browser.begin(), OFFICER);
      const thief = new Browser(api);
      for (const [name, value] of browser.cookies) thief.cookies.set(name, value);
      expect(await browser.comeBack(query)).toBe('/');
      expect(await thief.comeBack(query)).toBe('/?signInFailed=refused');
      expect(await who(thief)).toBe('AUTH.TOKEN');
    });

    it('a thief has the code but not the verifier of PKCE', async () => {
      const stolen = new URLSearchParams(api.issuer.approve(await browser.begin(), OFFICER)).get('code') ?? '';
      const thief = new Browser(api);
      const state = (await thief.begin()).searchParams.get('state') ?? '';
      const query = `?${new URLSearchParams({ code: stolen, state }).toString()}`;
      expect(await thief.comeBack(query)).toBe('/?signInFailed=refused');
    });

    it('the provider refuses, or the person has no role here', async () => {
      const state = (await browser.begin()).searchParams.get('state') ?? '';
      expect(await browser.comeBack(`?error=access_denied&state=${state}`)).toBe('/?signInFailed=refused');
      expect(await browser.signIn({ sub: 'guest', roles: ['root'] })).toBe('/?signInFailed=no_role');
      expect(await who(browser)).toBe('AUTH.TOKEN');
    });

    it('the provider cannot be reached', async () => {
      const query = api.issuer.approve(await browser.begin(), OFFICER);
      api.issuer.behaviour.away = true;
      const answer = await browser.call('GET', `/v1/session/callback${query}`);
      expect([answer.status, answer.body['code']]).toEqual([503, 'AUTH.ISSUER_UNREACHABLE']);
    });
  });

  it.each([
    'https://evil.example',
    '//evil.example',
    '/\\evil.example',
    '/a\\b',
    '/%0d%0a\r\nset-cookie: a=b',
    'javascript:alert(1)',
    '/v1/session/sign-in',
    '/V1/cases',
    '/x/../v1/session/sign-in',
    '',
  ])('never returns to %j', async (returnTo) => {
    const answer = await browser.call('GET', `/v1/session/sign-in?returnTo=${encodeURIComponent(returnTo)}`);
    expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST.SCHEMA']);
    const verifier = 'v'.repeat(43);
    const attempt = { state: 's', nonce: 'n', verifier, returnTo };
    const page = new URL('http://page.invalid/');
    page.search = new URLSearchParams({
      state: 's',
      nonce: 'n',
      code_challenge: createHash('sha256').update(verifier).digest('base64url'),
      redirect_uri: 'https://api.rangap.test/v1/session/callback',
    }).toString();
    browser.cookies.set('__Host-rangap_sign_in', Buffer.from(JSON.stringify(attempt)).toString('base64url'));
    const query = api.issuer.approve(page, OFFICER);
    expect(await browser.comeBack(query)).toBe('/');
  });

  it('makes a new secret at each sign-in, so that a cookie planted before opens nothing', async () => {
    browser.secret = 'planted-by-somebody-else';
    expect(await browser.signIn(OFFICER)).toBe('/');
    const first = browser.secret;
    expect(first).not.toBe('planted-by-somebody-else');
    await browser.signIn(OFFICER);
    expect(browser.secret).not.toBe(first);
    const before = new Browser(api);
    before.secret = first;
    expect(await who(before)).toBe('AUTH.SESSION_ENDED');
    expect(await auditOf('officer-1')).toContainEqual(['session.ended', 'replaced']);
  });

  describe('a session', () => {
    it('opens the routes of its roles and no others', async () => {
      await browser.signIn({ sub: 'auditor-1', roles: ['auditor'] });
      expect((await browser.call('GET', '/v1/stats')).status).toBe(200);
      expect((await browser.call('POST', '/v1/complaints', { body: {} })).body['code']).toBe('AUTH.ROLE');
    });

    it.each([
      ['another site', { 'sec-fetch-site': 'cross-site' }],
      ['another host of the same site', { 'sec-fetch-site': 'same-site' }],
      ['an address that a person typed', { 'sec-fetch-site': 'none' }],
      ['a browser that says nothing', { 'sec-fetch-site': undefined }],
      ['a browser that only says another origin', { 'sec-fetch-site': undefined, origin: 'https://evil.example' }],
      ['a page without origin', { 'sec-fetch-site': undefined, origin: 'null' }],
      ['another site that says our origin', { 'sec-fetch-site': 'cross-site', origin: 'https://api.rangap.test' }],
    ])('changes nothing for %s', async (_, headers) => {
      await browser.signIn({ sub: 'operator-1', roles: ['hotline_operator'] });
      for (const path of ['/v1/complaints', '/v1/session/sign-out']) {
        const answer = await browser.call('POST', path, { body: {}, headers });
        expect([answer.status, answer.body['code']]).toEqual([403, 'AUTH.CROSS_SITE']);
      }
      expect(await who(browser)).toMatchObject({ person: 'operator-1' });
    });

    it('acts for our own page, also of a browser that only says its origin', async () => {
      await browser.signIn({ sub: 'operator-1', roles: ['hotline_operator'] });
      const headers = { 'sec-fetch-site': undefined, origin: 'https://api.rangap.test' };
      expect((await browser.call('POST', '/v1/complaints', { body: {}, headers })).body['code']).toBe(
        'REQUEST.IDEMPOTENCY_KEY',
      );
    });

    it('reads nothing for another site', async () => {
      await browser.signIn({ sub: 'auditor-1', roles: ['auditor'] });
      const headers = { 'sec-fetch-site': 'cross-site' };
      expect((await browser.call('GET', '/v1/stats', { headers })).body['code']).toBe('AUTH.CROSS_SITE');
    });

    it('goes after a bearer token, and a wrong one is never made good by it', async () => {
      await browser.signIn({ sub: 'auditor-1', roles: ['auditor'] });
      const headers = { authorization: 'Bearer not.a.token' };
      expect((await browser.call('GET', '/v1/stats', { headers })).body['code']).toBe('AUTH.TOKEN');
    });

    it('ends at sign-out, at once for every browser with its cookie, and the provider forgets it', async () => {
      await browser.signIn({ sub: 'officer-2', roles: ['aoc_officer'] });
      const copy = new Browser(api);
      copy.secret = browser.secret;
      const { status, body } = await browser.call('POST', '/v1/session/sign-out', { body: {} });
      expect([status, body['providerSignOutUrl']]).toEqual([200, expect.stringContaining(`${api.issuer.issuer}/end?`)]);
      expect(browser.secret).toBeUndefined();
      expect(await who(copy)).toBe('AUTH.SESSION_ENDED');
      expect(api.issuer.behaviour.revoked).toHaveLength(1);
      expect(await auditOf('officer-2')).toEqual([
        ['session.started', ['aoc_officer']],
        ['session.ended', 'signed_out'],
      ]);
      expect((await browser.call('POST', '/v1/session/sign-out', { body: {} })).status).toBe(200);
    });

    it.each([
      ['has signed out', () => browser.call('POST', '/v1/session/sign-out', { body: {} })],
      [
        'has lost the role',
        () => {
          api.issuer.people.set('listener-1', { sub: 'listener-1', roles: ['hotline_operator'] });
          return passed('1 minute', 'checked_at');
        },
      ],
    ])('tells no more of events to a person who %s', async (_, leave) => {
      await browser.signIn({ sub: 'listener-1', roles: ['auditor'] });
      const cookie = `__Host-rangap_session=${browser.secret ?? ''}`;
      const stream = await fetch(`${api.url}/v1/stream`, { headers: { cookie, 'sec-fetch-site': 'same-origin' } });
      expect(stream.status).toBe(200);
      await leave();
      expect(await stream.text()).toContain(': here'); // the stream has an end
    });

    it('ends after half an hour without use; asking who is signed in is no use', async () => {
      await browser.signIn({ sub: 'idle-1', roles: ['auditor'] });
      await passed('20 minutes', 'last_used_at');
      expect(await who(browser)).toMatchObject({ person: 'idle-1' });
      await passed('10 minutes', 'last_used_at');
      expect(await who(browser)).toBe('AUTH.SESSION_ENDED');
      expect(await auditOf('idle-1')).toContainEqual(['session.ended', 'idle']);
    });

    it('ends after half an hour also under a page that goes on asking by itself', async () => {
      await browser.signIn({ sub: 'idle-2', roles: ['auditor'] });
      await passed('20 minutes', 'last_used_at');
      const byItself = { headers: { 'rangap-background': '1' } };
      expect((await browser.call('GET', '/v1/stats', byItself)).status).toBe(200);
      await passed('10 minutes', 'last_used_at');
      expect((await browser.call('GET', '/v1/stats', byItself)).body['code']).toBe('AUTH.SESSION_ENDED');
      expect(await auditOf('idle-2')).toContainEqual(['session.ended', 'idle']);
    });

    it('serves no page of another person, who signed in at this browser before', async () => {
      await browser.signIn({ sub: 'next-1', roles: ['hotline_operator'] });
      const pageOf = (person: string) => ({ headers: { 'rangap-person': encodeURIComponent(person) } });
      expect((await browser.call('GET', '/v1/drafts', pageOf('next-1'))).status).toBe(200);
      const refused = await browser.call('GET', '/v1/drafts', pageOf('คนก่อน-1'));
      expect([refused.status, refused.body['code']]).toEqual([401, 'AUTH.OTHER_PERSON']);
      expect(await who(browser)).toMatchObject({ person: 'next-1' });
    });

    it('goes on while it is used, but never after twelve hours', async () => {
      await browser.signIn({ sub: 'busy-1', roles: ['auditor'] });
      await passed('20 minutes', 'last_used_at');
      expect((await browser.call('GET', '/v1/stats')).status).toBe(200);
      await passed('20 minutes', 'last_used_at');
      expect((await browser.call('GET', '/v1/stats')).status).toBe(200);
      await api.db.query('ALTER TABLE person_session DISABLE TRIGGER person_session_ends_once');
      await passed('12 hours', 'started_at', 'expires_at');
      await api.db.query('ALTER TABLE person_session ENABLE TRIGGER person_session_ends_once');
      expect((await browser.call('GET', '/v1/stats')).body['code']).toBe('AUTH.SESSION_ENDED');
      expect(await auditOf('busy-1')).toContainEqual(['session.ended', 'expired']);
    });

    it('follows the roles that the provider gives, within a minute, and asks it once for many requests', async () => {
      await browser.signIn({ sub: 'moved-1', roles: ['aoc_officer', 'auditor'] });
      api.issuer.people.set('moved-1', { sub: 'moved-1', roles: ['hotline_operator'] });
      expect((await browser.call('GET', '/v1/exchanges')).status).toBe(200);
      await passed('1 minute', 'checked_at');
      await Promise.all(Array.from({ length: 8 }, () => browser.call('GET', '/v1/stats')));
      expect([api.issuer.behaviour.asked, api.issuer.behaviour.reused]).toEqual([1, 0]);
      expect((await browser.call('GET', '/v1/exchanges')).body['code']).toBe('AUTH.ROLE');
      expect(await who(browser)).toMatchObject({ roles: ['hotline_operator'] });
      expect(await auditOf('moved-1')).toContainEqual(['session.roles_changed', ['hotline_operator']]);
      await passed('1 minute', 'checked_at');
      expect((await browser.call('GET', '/v1/stats')).status).toBe(200); // the new grant works too
    });

    it('decides nothing any more in a role that the provider has taken away, though its word is new', async () => {
      await browser.signIn({ sub: 'demoted-1', roles: ['aoc_supervisor', 'auditor'] });
      api.issuer.people.set('demoted-1', { sub: 'demoted-1', roles: ['auditor'] });
      const release = () => browser.call('POST', `/v1/holds/${ulid()}/release`, { body: {} });
      const refused = await release();
      expect([refused.status, refused.body['code']]).toEqual([403, 'AUTH.ROLE']);
      expect(await who(browser)).toMatchObject({ roles: ['auditor'] });
      api.issuer.people.delete('demoted-1');
      expect((await release()).body['code']).toBe('AUTH.SESSION_ENDED');
    });

    it('asks the provider before each decision, never twice with one grant, and not before other requests', async () => {
      await browser.signIn({ sub: 'decider-1', roles: ['aoc_supervisor'] });
      const release = async () => (await browser.call('POST', `/v1/holds/${ulid()}/release`, { body: {} })).status;
      await browser.call('GET', '/v1/stats');
      expect(api.issuer.behaviour.asked).toBe(0);
      for (const asked of [1, 2]) {
        expect([await release(), api.issuer.behaviour.asked]).toEqual([400, asked]);
      }
      const together = await Promise.all(Array.from({ length: 6 }, release));
      expect([together, api.issuer.behaviour.reused]).toEqual([Array.from({ length: 6 }, () => 400), 0]);
    });

    it('goes on deciding while the provider is away for a while: no release waits for it', async () => {
      await browser.signIn({ sub: 'alone-1', roles: ['aoc_supervisor'] });
      api.issuer.behaviour.away = true;
      const release = () => browser.call('POST', `/v1/holds/${ulid()}/release`, { body: {} });
      expect((await release()).body['code']).toBe('REQUEST.SCHEMA');
      await passed('5 minutes', 'checked_at');
      expect((await release()).body['code']).toBe('AUTH.ISSUER_UNREACHABLE');
    });

    it('asks a provider that was away before the next decision, and not yet for a request that can wait', async () => {
      await browser.signIn({ sub: 'back-1', roles: ['aoc_supervisor', 'auditor'] });
      api.issuer.behaviour.away = true;
      const release = () => browser.call('POST', `/v1/holds/${ulid()}/release`, { body: {} });
      expect((await release()).body['code']).toBe('REQUEST.SCHEMA');
      api.issuer.behaviour.away = false;
      api.issuer.people.set('back-1', { sub: 'back-1', roles: ['auditor'] });
      await passed('1 minute', 'checked_at');
      expect((await browser.call('GET', '/v1/stats')).status).toBe(200);
      expect(api.issuer.behaviour.asked).toBe(0);
      expect((await release()).body['code']).toBe('AUTH.ROLE');
    });

    it('decides nothing on the old word when the process that asked has died', async () => {
      await browser.signIn({ sub: 'orphan-1', roles: ['aoc_supervisor', 'auditor'] });
      api.issuer.people.set('orphan-1', { sub: 'orphan-1', roles: ['auditor'] });
      await api.db.query(
        `UPDATE person_session SET checking_until = now() + interval '5 seconds' WHERE subject = 'orphan-1'`,
      );
      const release = () => browser.call('POST', `/v1/holds/${ulid()}/release`, { body: {} });
      const codes = (await Promise.all([release(), release()])).map(({ body }) => body['code']);
      expect([codes, api.issuer.behaviour.asked]).toEqual([['AUTH.ROLE', 'AUTH.ROLE'], 1]);
    });

    it.each([
      ['no_role', { sub: 'gone-1', roles: [] }],
      ['refused_by_provider', undefined],
      ['refused_by_provider', { sub: 'somebody-else', roles: ['auditor'] }],
    ])('ends with %s when the provider says %j', async (reason, said) => {
      await browser.signIn({ sub: 'gone-1', roles: ['auditor'] });
      if (said === undefined) api.issuer.people.delete('gone-1');
      else api.issuer.people.set('gone-1', said);
      await passed('1 minute', 'checked_at');
      expect(await who(browser)).toBe('AUTH.SESSION_ENDED');
      expect((await auditOf('gone-1')).at(-1)).toEqual(['session.ended', reason]);
    });

    it('outlives a provider that is away for a while, but not for longer', async () => {
      await browser.signIn({ sub: 'patient-1', roles: ['auditor'] });
      api.issuer.behaviour.away = true;
      await passed('4 minutes', 'checked_at');
      expect((await browser.call('GET', '/v1/stats')).status).toBe(200);
      await passed('1 minute', 'checked_at');
      expect((await browser.call('GET', '/v1/stats')).body['code']).toBe('AUTH.ISSUER_UNREACHABLE');
      api.issuer.behaviour.away = false;
      expect((await browser.call('GET', '/v1/stats')).status).toBe(200);
    });

    it("ends with the provider's word when the provider gave nothing to ask again with", async () => {
      api.issuer.behaviour.withoutRefresh = true;
      await browser.signIn({ sub: 'once-1', roles: ['auditor'] });
      await passed('10 minutes', 'checked_at');
      const { expiresAt } = (await who(browser)) as { expiresAt: string };
      expect(Date.parse(expiresAt)).toBeLessThanOrEqual(Date.now() + 600_000);
      expect(api.issuer.behaviour.asked).toBe(0);
    });
  });

  describe('the sessions of a person', () => {
    it('are listed to the person, who ends one of them, and to nobody else', async () => {
      const other = new Browser(api);
      await browser.signIn({ sub: 'two-screens', roles: ['auditor'] });
      await other.signIn({ sub: 'two-screens', roles: ['auditor'] });
      const { body } = await browser.call('GET', '/v1/sessions');
      const sessions = body['sessions'] as { id: string; open: boolean }[];
      expect(sessions.map(({ open }) => open)).toEqual([true, true]);
      const { sessionId } = (await who(other)) as { sessionId: string };
      const stranger = new Browser(api);
      await stranger.signIn({ sub: 'stranger', roles: ['administrator'] });
      expect((await stranger.call('POST', `/v1/sessions/${sessionId}/end`, { body: {} })).body['code']).toBe(
        'SESSION.ABSENT',
      );
      expect((await browser.call('POST', `/v1/sessions/${sessionId}/end`, { body: {} })).body).toEqual({ ended: 1 });
      expect(await who(other)).toBe('AUTH.SESSION_ENDED');
      expect(await who(browser)).toMatchObject({ person: 'two-screens' });
    });

    it('are all ended by an administrator, at once', async () => {
      const screens = [new Browser(api), new Browser(api)];
      for (const screen of screens) await screen.signIn({ sub: 'dismissed', roles: ['aoc_supervisor'] });
      const admin = { roles: ['administrator'], subject: 'admin-1', body: { person: 'dismissed' } };
      expect((await api.call('POST', '/v1/sessions/searches', admin)).body['sessions']).toHaveLength(2);
      expect((await api.call('POST', '/v1/sessions/end', admin)).body).toEqual({ ended: 2 });
      for (const screen of screens) expect(await who(screen)).toBe('AUTH.SESSION_ENDED');
      expect(await auditOf('admin-1')).toEqual([
        ['session.ended', 'ended_by_administrator'],
        ['session.ended', 'ended_by_administrator'],
      ]);
    });
  });
});
