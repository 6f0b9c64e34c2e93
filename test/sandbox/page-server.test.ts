import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request as httpRequest } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Agent } from 'undici';
import { type Jwk, readPrivateKey, readPublicKey } from '../../packages/institution/keys.js';
import { generateSigningKey } from '../../src/signing/keys.js';
import type { Books } from '../../tools/conformance/books.js';
import { ExampleBank } from '../../tools/sandbox/example-bank.js';
import { PageServer } from '../../tools/sandbox/page-server.js';
import type { Run } from '../../tools/sandbox/run-record.js';
import { projectDir } from '../architecture/project.js';
import { type Opened, openSandbox, verdicts } from './open-sandbox.js';

jest.setTimeout(60_000);

interface State {
  institution: { slug: string; url: string; isExample: boolean };
  centreUrl: string;
  files: string[];
  accountsLeft: Record<string, number>;
  scenarios: { id: string; isOwn: boolean; fault?: string }[];
  runs: { id: string; verdict: string }[];
}

describe('the server of the page', () => {
  let opened: Opened;
  let page: PageServer;
  const folder = mkdtempSync(path.join(tmpdir(), 'rangap-page-'));
  const get = async (at: string) => fetch(`${page.url}${at}`);
  const send = async (method: string, at: string, body: object) =>
    fetch(`${page.url}${at}`, { method, headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) });
  const state = async () => (await (await get('/sandbox/state')).json()) as State;

  beforeAll(async () => {
    opened = await openSandbox();
    const guide = path.join(projectDir, 'docs/protocol');
    page = await PageServer.open({ sandbox: opened.sandbox, console: folder, guide, port: 0 });
  });
  afterAll(async () => {
    await page.close();
    await opened.close();
    rmSync(folder, { recursive: true });
  });

  it('starts a scenario, tells the page of each change, and gives the run with each message and its sentence', async () => {
    const events = await get('/sandbox/events');
    const reader = events.body?.getReader();
    const started = await send('POST', '/sandbox/runs', { scenario: '01-first-order' });
    expect(started.status).toBe(201);
    const { id } = (await started.json()) as { id: string };
    expect((await send('POST', '/sandbox/runs', { scenario: '01-first-order' })).status).toBe(409);
    await opened.sandbox.idle();
    const told = await reader?.read();
    expect(new TextDecoder().decode(told?.value as Uint8Array | undefined)).toContain('data: change');
    await reader?.cancel();
    const run = (await (await get(`/sandbox/runs/${id}`)).json()) as Run;
    expect(verdicts(run)).toEqual(['order passed', 'order passed', 'statement passed']);
    expect(run.messages[0]).toMatchObject({ method: 'POST', path: '/hold-orders', status: 200, signature: 'holds' });
    expect(run.messages[0]?.headers['signature-input']).toContain('sig1=');
    expect(run.steps[0]).toMatchObject({ says: 'hold-exact', file: 'README.md' });
    expect((await state()).runs[0]).toMatchObject({ id, verdict: 'passed' });
    const replayed = await send('POST', '/sandbox/runs', { replays: id });
    expect(replayed.status).toBe(201);
    await opened.sandbox.idle();
  });

  it('lists a file that was added meanwhile, and one with a fault in words', async () => {
    writeFileSync(path.join(opened.own, 'mine.yaml'), 'title: only');
    const mine = (await state()).scenarios.find(({ id }) => id === 'mine');
    expect(mine).toMatchObject({ isOwn: true });
    expect(mine?.fault).toContain('steps');
    const refused = await send('POST', '/sandbox/runs', { scenario: 'mine' });
    expect({ status: refused.status, body: await refused.json() }).toMatchObject({
      status: 400,
      body: { code: 'SCENARIO.INVALID', detail: expect.stringContaining('steps') as string },
    });
  });

  it('shows each sentence of the guide at its anchor, as text', async () => {
    const text = await (await get('/sandbox/guide/README.md')).text();
    expect(text).toContain('<mark id="hold-exact">§</mark>Hold exactly what is asked for');
    expect(text).not.toMatch(/<table|<script/);
    for (const file of ['none.md', '..%2Fadr%2Freadme.md', 'README.txt']) {
      expect((await get(`/sandbox/guide/${file}`)).status).toBe(404);
    }
  });

  it('gives the test keys of the institution, and never the private keys of the centre', async () => {
    const { files } = await state();
    expect(files).toEqual(expect.arrayContaining(['institution-key.json', 'centre-keys.json', 'books.json']));
    const keys = await (await get('/sandbox/files/centre-keys.json')).json();
    expect(JSON.stringify(keys)).not.toContain('"d"');
    for (const file of ['key.json', 'ca.key', 'used.json', '..%2Fkey.json']) {
      expect((await get(`/sandbox/files/${file}`)).status).toBe(404);
    }
  });

  it('serves no page elsewhere: neither another origin nor another name of this machine', async () => {
    const origin = { origin: 'http://evil.test', 'content-type': 'application/json' };
    const foreign = await fetch(`${page.url}/sandbox/books`, { method: 'POST', headers: origin, body: '{}' });
    expect(foreign.status).toBe(403);
    const status = await new Promise((resolve) => {
      httpRequest(`${page.url}/sandbox/state`, { headers: { host: 'evil.test' } }, (res) =>
        resolve(res.statusCode),
      ).end();
    });
    expect(status).toBe(403);
  });

  it('plays against an institution of the engineer, with the test key that was made for it', async () => {
    // The engineer's side: he has the address of the centre, the downloads, and nothing else.
    const dispatcher = new Agent();
    const before = await state();
    const name = { slug: 'th-777', url: 'http://127.0.0.1:1' };
    expect((await send('PUT', '/sandbox/institution', name)).status).toBe(200);
    const file = async <Value>(at: string) => (await (await get(`/sandbox/files/${at}`)).json()) as Value;
    const own = await file<Jwk & { kid: string }>('institution-key.json');
    const { keys } = await file<{ keys: (Jwk & { kid: string })[] }>('centre-keys.json');
    const { accounts } = await file<Books>('books.json');
    const centre = new Map(keys.map((jwk) => [jwk.kid, readPublicKey(jwk)]));
    const bank = await ExampleBank.open({
      slug: 'th-777',
      folder,
      key: readPrivateKey(own.kid, own),
      findCentre: (keyId) => Promise.resolve(centre.get(keyId)),
      centre: (await state()).centreUrl,
      dispatcher,
      accounts,
    });
    try {
      const taken = await send('PUT', '/sandbox/institution', { ...name, url: bank.url });
      expect(((await taken.json()) as State).institution).toEqual({ slug: 'th-777', url: bank.url, isExample: false });
      const left = (await state()).accountsLeft['whole'] ?? 0;
      const run = await opened.play('05-release');
      expect({ steps: verdicts(run), institution: run.institution }).toMatchObject({ institution: 'th-777' });
      expect(run.verdict).toBe('passed');
      expect((await state()).accountsLeft['whole']).toBe(left - 1);
      // Nothing restarts it: that step is not played, and nothing is said to have failed.
      const crash = await opened.play('12-after-a-crash');
      expect({ verdict: crash.verdict, steps: verdicts(crash) }).toMatchObject({
        verdict: 'not_run',
        steps: ['order passed', 'restart not_run', 'repeat not_run', 'statement not_run'],
      });
    } finally {
      await bank.close();
      await dispatcher.close();
    }
    const back = await send('PUT', '/sandbox/institution', { example: true });
    expect(((await back.json()) as State).institution).toMatchObject({
      slug: before.institution.slug,
      isExample: true,
    });
  });

  it.each([
    ['a private key', () => generateSigningKey('k').privateJwk, 'KEY.PRIVATE'],
    ['a key without an id', () => ({ ...generateSigningKey('k').publicJwk, kid: undefined }), 'KEY.INVALID'],
    ['what is no key', () => ({ hello: 1 }), 'KEY.INVALID'],
    ['a file of the kit without a key of the institution', () => kitFile(), 'KEY.INVALID'],
  ])('refuses %s in words, and stays with the institution it has', async (_what, make, code) => {
    const refused = await send('PUT', '/sandbox/institution', {
      slug: 'th-778',
      url: 'http://127.0.0.1:1',
      key: make(),
    });
    expect({ status: refused.status, body: await refused.json() }).toMatchObject({ status: 400, body: { code } });
    expect((await state()).institution.isExample).toBe(true);
  });

  const kitFile = () => ({
    ...(JSON.parse(readFileSync(path.join(opened.sandbox.home.folder, 'key.json'), 'utf8')) as object),
    institution: 'th-778',
    keys: [],
  });
});
