import { spawn, type ChildProcess } from 'node:child_process';
import { statSync } from 'node:fs';
import { connect } from 'node:net';
import path from 'node:path';
import { decodeJwt } from 'jose';
import { PERSONAS } from '../../tools/embedded/people/personas.js';
import { freePort } from '../../tools/embedded/server/ports.js';
import { compileEmbedded } from './compiled.js';
import { tempDirs } from './temp-dir.js';

const temp = tempDirs();
const compiled = compileEmbedded('sign-in');
const processes: ChildProcess[] = [];
let url: string;

beforeAll(async () => {
  url = await listen(path.join(temp.make(), 'key.json'));
});
afterAll(() => {
  for (const child of processes) child.kill();
  compiled.remove();
  temp.removeAll();
});

async function listen(keyFile: string): Promise<string> {
  const port = await freePort();
  const env = {
    ...process.env,
    RANGAP_OIDC_ISSUER: 'http://127.0.0.1:7411',
    RANGAP_OIDC_AUDIENCE: 'rangap',
    RANGAP_PUBLIC_URL: 'http://127.0.0.1:7410',
    RANGAP_SIGN_IN_KEY_FILE: keyFile,
    RANGAP_SIGN_IN_PORT: String(port),
  };
  const child = spawn(process.execPath, [path.join(compiled.dir, 'tools/embedded/sign-in.js')], { env });
  processes.push(child);
  expect(await new Promise((resolve) => child.stdout.once('data', (text) => resolve(String(text))))).toBe('ready\n');
  return `http://127.0.0.1:${port}`;
}

async function token(form: Record<string, string>): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${url}/token`, { method: 'POST', body: new URLSearchParams(form) });
  return { status: response.status, body: await response.json() };
}

function claims(body: unknown): Record<string, unknown> {
  const { access_token: accessToken } = body as { access_token: string };
  return decodeJwt(accessToken);
}

describe('the demo sign-in', () => {
  it.each(PERSONAS.map((persona) => [persona.sub, persona]))(
    'gives %s a token with name and roles',
    async (sub, who) => {
      const { status, body } = await token({ grant_type: 'password', username: sub });
      expect(status).toBe(200);
      const expected = { sub, name: who.nameTh, roles: who.roles, aud: 'rangap', iss: 'http://127.0.0.1:7411' };
      expect(claims(body)).toMatchObject(expected);
      expect(claims(body)).not.toHaveProperty('rangap_rulebook');
    },
  );

  it('selects the demo rulebook when asked by scope', async () => {
    const form = { grant_type: 'password', username: 'demo-hotline-1', scope: 'openid rulebook:demo' };
    expect(claims((await token(form)).body)).toMatchObject({ rangap_rulebook: 'demo' });
  });

  it.each([
    { grant_type: 'password', username: 'somebody' },
    { grant_type: 'client_credentials', username: 'demo-officer-1' },
    { grant_type: 'authorization_code', code: 'x' },
  ])('gives no token for %j', async (form) => {
    const { status, body } = await token(form as unknown as Record<string, string>);
    expect(status).toBe(400);
    expect(body).not.toHaveProperty('access_token');
  });

  it('keeps its key, for its owner only, so that tokens outlive a restart', async () => {
    const keyFile = path.join(temp.make(), 'key.json');
    const keys = async (origin: string): Promise<unknown> => (await fetch(`${origin}/jwks`)).json();
    const first = await keys(await listen(keyFile));
    expect(await keys(await listen(keyFile))).toEqual(first);
    expect(JSON.stringify(first)).not.toContain('"d"');
    expect(statSync(keyFile).mode & 0o777).toBe(0o600);
  });

  it('says on its first page that it is not for production, and lists its people', async () => {
    const page = await (await fetch(url, { headers: { accept: 'text/html' } })).text();
    for (const words of ['DEMO SIGN-IN, NOT FOR PRODUCTION', 'demo-officer-1', 'อนันต์ รักษา'])
      expect(page).toContain(words);
    expect(await (await fetch(url)).json()).toMatchObject({ personas: PERSONAS });
  });

  const rolesOf = async (sub: string): Promise<unknown> => {
    const { personas } = (await (await fetch(url)).json()) as { personas: { sub: string; roles: string[] }[] };
    return personas.find((persona) => persona.sub === sub)?.roles;
  };

  it('goes on after a form of which only the beginning comes', async () => {
    const socket = connect(Number(new URL(url).port), '127.0.0.1');
    const head = 'POST /roles HTTP/1.1\r\nHost: sign-in\r\nContent-Length: 100\r\n\r\n';
    await new Promise((resolve) => socket.write(`${head}per`, resolve));
    expect((await fetch(url)).status).toBe(200); // by now it reads the form
    socket.destroy();
    for (let tries = 0; tries < 20; tries += 1) expect((await fetch(url)).status).toBe(200);
  });

  it.each([
    ['of another page', { origin: 'https://evil.example' }, 'auditor', 403],
    ['of a page without origin', { origin: 'null' }, 'auditor', 403],
    ['that is too long', {}, 'auditor'.padEnd(20_000), 413],
  ])('takes no form %s', async (_, headers, roles, status) => {
    const body = new URLSearchParams({ persona: 'demo-officer-1', roles });
    expect((await fetch(`${url}/roles`, { method: 'POST', body, headers })).status).toBe(status);
    expect(await rolesOf('demo-officer-1')).toEqual(['aoc_officer']);
  });

  it('takes the form of its own page', async () => {
    const headers = { origin: 'http://127.0.0.1:7411' };
    const body = new URLSearchParams({ persona: 'demo-officer-2', roles: 'auditor' });
    // Rangap cannot be told from here.
    expect((await fetch(`${url}/roles`, { method: 'POST', body, headers })).status).toBe(502);
    expect(await rolesOf('demo-officer-2')).toEqual(['auditor']);
  });

  it('has at least one persona for each role, and two where one person must not act alone', () => {
    const count = (role: string): number => PERSONAS.filter(({ roles }) => roles.some((r) => r === role)).length;
    for (const role of ['hotline_operator', 'aoc_officer', 'aoc_supervisor', 'inquiry_officer', 'amlo_officer'])
      expect(count(role)).toBe(2);
    for (const role of ['auditor', 'administrator']) expect(count(role)).toBe(1);
  });
});
