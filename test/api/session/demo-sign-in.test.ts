import { mkdtempSync, rmSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort } from '../../../src/embedded/ports.js';
import { createSignIn } from '../../../src/embedded/sign-in.js';
import { Browser } from '../support/browser.js';
import { PUBLIC_URL, runApi, type RunningApi } from '../support/running-api.js';

describe('a browser at the demo sign-in', () => {
  let api: RunningApi;
  let signIn: Server;
  let issuer: string;
  const home = mkdtempSync(path.join(tmpdir(), 'rangap-demo-sign-in-'));
  beforeAll(async () => {
    issuer = `http://127.0.0.1:${await freePort()}`;
    const keyFile = path.join(home, 'key.json');
    signIn = await createSignIn({ issuer, audience: 'rangap', publicUrl: PUBLIC_URL, keyFile });
    await new Promise<void>((resolve) => signIn.listen(Number(new URL(issuer).port), '127.0.0.1', resolve));
    expect((signIn.address() as AddressInfo).port).toBe(Number(new URL(issuer).port));
    api = await runApi({ oidcIssuer: issuer });
  });
  afterAll(async () => {
    await api.close();
    signIn.closeAllConnections();
    await new Promise((resolve) => signIn.close(resolve));
    rmSync(home, { recursive: true });
  });

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
