import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { brotliCompressSync, brotliDecompressSync, gunzipSync, gzipSync } from 'node:zlib';
import express from 'express';
import { pageOf } from '../../../src/api/http/console.js';
import { consoleFiles } from '../../../src/api/http/console-files.js';

const SCRIPT = 'export const said = "the same words";\n'.repeat(50);
const FONT = Buffer.from([0x77, 0x4f, 0x46, 0x32, 0, 1, 2, 3]);
const STAFF = '<!doctype html><title>staff</title>'.padEnd(2_000, ' ');
const OPEN = '<!doctype html><title>open</title>'.padEnd(2_000, ' ');

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

describe('the files of the console', () => {
  let folder: string;
  let port: number;
  let close: () => Promise<unknown>;
  beforeAll(async () => {
    folder = mkdtempSync(path.join(os.tmpdir(), 'console-files-'));
    mkdirSync(path.join(folder, 'assets'));
    const keep = (name: string, text: string) => {
      writeFileSync(path.join(folder, name), text);
      writeFileSync(path.join(folder, `${name}.br`), brotliCompressSync(text));
      writeFileSync(path.join(folder, `${name}.gz`), gzipSync(text));
    };
    keep('assets/main-Ab_3-x.js', SCRIPT);
    keep('index.html', STAFF);
    keep('open.html', OPEN);
    writeFileSync(path.join(folder, 'assets/thai-400-normal-C2Da.woff2'), FONT);
    writeFileSync(path.join(folder, 'assets/short.css'), 'a{}');
    writeFileSync(path.join(folder, 'secret.json'), '{}');
    const app = express();
    app.use(consoleFiles(folder, pageOf));
    app.use((_request, response) => void response.status(404).type('text/plain').send('the API'));
    const server = app.listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    ({ port } = server.address() as AddressInfo);
    close = () => new Promise((resolve) => server.close(resolve));
  });
  afterAll(async () => {
    await close();
    rmSync(folder, { recursive: true });
  });

  /** Asks for a path as it is written: nothing is normalised, decoded or decompressed. */
  const ask = (target: string, headers: Record<string, string> = {}, method = 'GET'): Promise<Answer> =>
    new Promise((resolve, reject) => {
      request({ host: '127.0.0.1', port, path: target, method, headers }, (response) => {
        const parts: Buffer[] = [];
        response.on('data', (part: Buffer) => parts.push(part));
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(parts) }),
        );
      })
        .on('error', reject)
        .end();
    });
  const script = (headers?: Record<string, string>, method?: string) => ask('/assets/main-Ab_3-x.js', headers, method);
  const page = (target: string, headers: Record<string, string> = {}) =>
    ask(target, { accept: 'text/html', ...headers });

  it.each([
    ['a browser', 'gzip, deflate, br, zstd', 'br'],
    ['who prefers gzip, but takes both', 'br;q=0.1, gzip;q=1', 'br'],
    ['who takes gzip alone', 'gzip', 'gzip'],
    ['who refuses br', 'gzip, br;q=0', 'gzip'],
    ['who takes anything', '*', 'br'],
    ['who takes anything but br', 'br;q=0, *', 'gzip'],
    ['who writes in capitals', 'GZIP', 'gzip'],
    ['who takes nothing but the file', 'identity', undefined],
    ['who refuses everything', '*;q=0', undefined],
    ['who takes what the build does not keep', 'zstd, deflate', undefined],
    ['who says nothing', undefined, undefined],
    ['whose header is no list', ';;;,=', undefined],
  ])('come in the smallest coding that is taken: %s', async (_who, accepted, coding) => {
    const { status, headers, body } = await script(accepted === undefined ? {} : { 'accept-encoding': accepted });
    expect([status, headers['content-encoding'], headers['vary']?.toLowerCase()]).toEqual([
      200,
      coding,
      'accept-encoding',
    ]);
    expect(headers['content-type']).toMatch(/^(text|application)\/javascript; charset=utf-8$/i);
    expect(Number(headers['content-length'])).toBe(body.length);
    const whole = coding === 'br' ? brotliDecompressSync(body) : coding === 'gzip' ? gunzipSync(body) : body;
    expect(whole.toString()).toBe(SCRIPT);
  });

  it('are kept for a year under a name with a hash; a page is asked for again each time', async () => {
    expect((await script()).headers['cache-control']).toBe('public, max-age=31536000, immutable');
    expect((await page('/')).headers['cache-control']).toBe('no-cache');
    expect((await page('/holder')).headers['cache-control']).toBe('no-cache');
  });

  it('have a tag of their own in each coding, and are answered with 304 while they are the same', async () => {
    const tags = await Promise.all(
      ['br', 'gzip', 'identity'].map(
        async (coding) => (await page('/', { 'accept-encoding': coding })).headers['etag'],
      ),
    );
    expect(new Set(tags).size).toBe(3);
    expect(tags).not.toContain(undefined);
    const again = await page('/', { 'accept-encoding': 'br', 'if-none-match': tags[0] ?? '' });
    expect([again.status, again.body.length, again.headers['etag']]).toEqual([304, 0, tags[0]]);
    expect([again.headers['cache-control'], again.headers['vary']?.toLowerCase()]).toEqual([
      'no-cache',
      'accept-encoding',
    ]);
    // The tag of another coding is another file's.
    expect((await page('/', { 'accept-encoding': 'gzip', 'if-none-match': tags[0] ?? '' })).status).toBe(200);
  });

  it('say by HEAD what GET would say, and no more', async () => {
    const headers = { 'accept-encoding': 'br' };
    const [got, head] = [await script(headers), await script(headers, 'HEAD')];
    const of = ({ status, headers: { date: _, ...rest } }: Answer) => ({ status, ...rest });
    expect(of(head)).toEqual(of(got));
    expect(head.body).toHaveLength(0);
  });

  it.each(['bytes=0-9', 'bytes=999999999-', 'bytes=5-2', 'lines=1-2'])(
    'are sent whole to who asks for a range: %s',
    async (range) => {
      const { status, headers, body } = await script({ range, 'accept-encoding': 'br' });
      expect([status, headers['content-range'], headers['accept-ranges']]).toEqual([200, undefined, undefined]);
      expect(brotliDecompressSync(body).toString()).toBe(SCRIPT);
    },
  );

  it('are sent as they are where the build keeps nothing smaller', async () => {
    const font = await ask('/assets/thai-400-normal-C2Da.woff2', { 'accept-encoding': 'br, gzip' });
    expect([font.status, font.headers['content-encoding'], font.headers['content-type']]).toEqual([
      200,
      undefined,
      'font/woff2',
    ]);
    expect(font.body).toEqual(FONT);
    const style = await ask('/assets/short.css', { 'accept-encoding': 'br' });
    expect([style.status, style.headers['content-encoding'], style.body.toString()]).toEqual([200, undefined, 'a{}']);
  });

  it.each([
    '/assets/main-Ab_3-x.js.br',
    '/assets/main-Ab_3-x.js.gz',
    '/assets/gone-1234.js',
    '/assets/',
    '/assets',
    '/assets/main-Ab_3-x.js/',
    '/assets//main-Ab_3-x.js',
    '/assets/../secret.json',
    '/assets/..%2fsecret.json',
    '/assets/%2e%2e/secret.json',
    '/assets/..\\secret.json',
    '/assets/../../../../../../etc/passwd',
    '/assets/main-Ab_3-x.js%00.css',
    '/assets/%ff.js',
    '/secret.json',
    '/.env',
    '/index.html.br',
  ])('leave to the API what they do not have: %s', async (target) => {
    const answer = await ask(target, { 'accept-encoding': 'br' });
    expect([answer.status, answer.body.toString(), answer.headers['content-encoding']]).toEqual([
      404,
      'the API',
      undefined,
    ]);
    expect(answer.headers['cache-control']).toBeUndefined();
  });

  it.each(['POST', 'PUT', 'DELETE', 'OPTIONS'])('leave to the API what does not read: %s', async (method) => {
    expect((await script({}, method)).status).toBe(404);
  });

  it.each([
    ['/', 'staff'],
    ['/cases/01K0000000000000000000', 'staff'],
    ['/nothing', 'staff'],
    ['/holders', 'staff'],
    ['/holder/more', 'staff'],
    ['/holder', 'open'],
    ['/holder?x=1', 'open'],
    ['/Holder/', 'open'],
    ['/victim', 'open'],
    ['/verify', 'open'],
    ['/public', 'open'],
  ])('give the entry of a page at its address: %s is %s', async (target, entry) => {
    const { status, headers, body } = await page(target, { 'accept-encoding': 'gzip' });
    expect([status, headers['content-type'], gunzipSync(body).toString()]).toEqual([
      200,
      'text/html; charset=utf-8',
      entry === 'open' ? OPEN : STAFF,
    ]);
  });

  it.each(['/v1/session', '/health/live', '/docs', '/openapi.json', '/metrics'])(
    'leave the addresses of the API alone: %s',
    async (target) => {
      expect((await page(target)).body.toString()).toBe('the API');
    },
  );
});
