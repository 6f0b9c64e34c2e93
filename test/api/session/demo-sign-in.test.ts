import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../tools/embedded/server/ports.js';
import { createSignIn } from '../../../tools/embedded/sign-in.js';
import { Browser } from '../support/browser.js';
import { PUBLIC_URL, runApi, type RunningApi } from '../support/running-api.js';

describe('a browser at the demo sign-in', () => {
  let api: RunningApi;
  let signIn: Server;
  let issuer: string;
  /** The same provider once more: it knows the address at which this API listens. */
  let teller: Server;
  const home = mkdtempSync(path.join(tmpdir(), 'rangap-demo-sign-in-'));
  const listen = (server: Server, port: number) =>
    new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve));
  beforeAll(async () => {
    issuer = `http://127.0.0.1:${await freePort()}`;
    const keyFile = path.join(home, 'key.json');
    signIn = await createSignIn({ issuer, audience: 'rangap', publicUrl: PUBLIC_URL, keyFile });
    await listen(signIn, Number(new URL(issuer).port));
    expect((signIn.address() as AddressInfo).port).toBe(Number(new URL(issuer).port));
    api = await runApi({ oidcIssuer: issuer });
    teller = await createSignIn({ issuer, audience: 'rangap', publicUrl: api.url, keyFile });
    await listen(teller, 0);
  });
  afterAll(async () => {
    await api.close();
    for (const server of [signIn, teller]) {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    }
    rmSync(home, { recursive: true });
  });

  const post = (origin: string, path: string, form: Record<string, string>) =>
    fetch(origin + path, { method: 'POST', body: new URLSearchParams(form), redirect: 'manual' });
  const tellerUrl = () => `http://127.0.0.1:${(teller.address() as AddressInfo).port}`;
  async function signedIn(who: string): Promise<Browser> {
    const browser = new Browser(api);
    await browser.comeBack((await choose(await browser.begin(), who)).search);
    return browser;
  }

  /** Chooses somebody on the page; returns the address that the browser goes to. */
  async function choose(page: URL, who: string): Promise<URL> {
    const html = await (await fetch(page)).text();
    expect(html).toContain('DEMO SIGN-IN, NOT FOR PRODUCTION');
    const link = new RegExp(`href="([^"]*persona=${who})"`).exec(html)?.[1]?.replaceAll('&amp;', '&') ?? '';
    const answer = await fetch(issuer + link, { redirect: 'manual' });
    return new URL(answer.headers.get('location') ?? '');
  }

  it.each([
    ['demo-officer-1', ['aoc_officer'], null],
    ['demo-desk-1', ['unfreeze_desk'], null],
    ['demo-amlo-1', ['amlo_officer'], null],
    ['demo-bank-004', ['institution_user'], 'th-004'],
  ])('signs in as %s, and stays so when the provider is asked again', async (who, roles, institution) => {
    const browser = new Browser(api);
    const back = await choose(await browser.begin('/cases'), who);
    expect(back.origin).toBe(PUBLIC_URL);
    expect(await browser.comeBack(back.search)).toBe('/cases');
    const person = { person: who, roles, institution };
    expect((await browser.call('GET', '/v1/session')).body).toMatchObject(person);
    await api.db.query(
      `UPDATE person_session SET checked_at = checked_at - interval '1 minute' WHERE ended_at IS NULL`,
    );
    expect((await browser.call('GET', '/v1/session')).body).toMatchObject(person);
    expect((await browser.call('POST', '/v1/session/sign-out', { body: {} })).status).toBe(200);
    expect((await browser.call('GET', '/v1/session')).body['code']).toBe('AUTH.TOKEN');
  });

  it.each([
    ['/sign-out', {}, ['aoc_officer']],
    ['/roles', { roles: 'auditor root' }, ['auditor']],
  ])('tells Rangap at once by POST %s %j', async (path, form, roles) => {
    const persona = 'demo-officer-2';
    const browser = await signedIn(persona);
    const other = await signedIn('demo-officer-1');
    expect((await post(tellerUrl(), path, { persona, ...form })).status).toBe(303);
    expect((await browser.call('GET', '/v1/session')).body['code']).toBe('AUTH.SESSION_ENDED');
    expect((await other.call('GET', '/v1/session')).status).toBe(200);
    const { personas } = (await (await fetch(tellerUrl())).json()) as { personas: { sub: string; roles: string[] }[] };
    expect(personas.find(({ sub }) => sub === persona)?.roles).toEqual(roles);
  });

  it('does not go on for who signed out while Rangap could not be told, and knows nobody else', async () => {
    const browser = await signedIn('demo-officer-1');
    expect((await post(issuer, '/sign-out', { persona: 'demo-officer-1' })).status).toBe(502);
    await api.db.query(
      `UPDATE person_session SET checked_at = checked_at - interval '1 minute' WHERE ended_at IS NULL`,
    );
    expect((await browser.call('GET', '/v1/session')).body['code']).toBe('AUTH.SESSION_ENDED');
    expect((await (await signedIn('demo-officer-1')).call('GET', '/v1/session')).status).toBe(200);
    expect((await post(issuer, '/roles', { persona: 'somebody', roles: 'auditor' })).status).toBe(400);
  });

  it('gives a code for one use, and none without PKCE or to another site', async () => {
    const browser = new Browser(api);
    const page = await browser.begin();
    const { search } = await choose(page, 'demo-auditor-1');
    const copy = new Browser(api);
    for (const [name, value] of browser.cookies) copy.cookies.set(name, value);
    expect(await browser.comeBack(search)).toBe('/');
    expect(await copy.comeBack(search)).toBe('/?signInFailed=refused');
    for (const [name, value] of [
      ['redirect_uri', 'https://evil.example/v1/session/callback'],
      ['code_challenge_method', 'plain'],
    ] as const) {
      const wrong = new URL(page);
      wrong.searchParams.set(name, value);
      wrong.searchParams.set('persona', 'demo-auditor-1');
      const answer = await fetch(wrong, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([400, null]);
    }
  });
});
