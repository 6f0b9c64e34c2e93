import { connect, type Socket } from 'node:net';
import { generateSigningKey, loadPrivateKey } from '../../../src/signing/keys.js';
import { signRequest } from '../../../src/signing/sign-request.js';
import { PUBLIC_URL, runApi, type RunningApi } from '../support/running-api.js';

/** Bytes that a caller without an end would send at least. */
const MANY = 64 * 1024 * 1024;
const CHUNK = `10000\r\n${'x'.repeat(0x10000)}\r\n`;

describe('a body that no one needs to read', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  /** Sends a head, then chunks until the server hangs up; returns what it answered. */
  async function sendEndlessly(head: string): Promise<{ answer: string; sent: number }> {
    const { hostname, port } = new URL(api.url);
    const socket: Socket = connect(Number(port), hostname);
    let [answer, sent, gone] = ['', 0, false];
    socket.on('data', (bytes) => (answer += bytes.toString('latin1')));
    socket.on('error', () => undefined); // it is cut off
    const closed = new Promise<void>((resolve) =>
      socket.once('close', () => {
        gone = true;
        resolve();
      }),
    );
    socket.write(`${head}\r\nhost: ${hostname}\r\ntransfer-encoding: chunked\r\n\r\n`);
    while (!gone && sent < MANY) {
      sent += CHUNK.length;
      if (!socket.write(CHUNK)) await Promise.race([new Promise((resolve) => socket.once('drain', resolve)), closed]);
    }
    if (sent >= MANY) await Promise.race([closed, new Promise((resolve) => setTimeout(resolve, 5_000))]);
    expect(gone).toBe(true);
    return { answer, sent };
  }

  const head = (path: string, headers: Record<string, string> = {}) =>
    [`POST ${path} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`)].join('\r\n');

  it('is answered 401 without a token, while it is still being sent, and the caller is cut off', async () => {
    const { answer } = await sendEndlessly(head('/v1/complaints', { 'content-type': 'application/json' }));
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer).toContain('AUTH.TOKEN');
  });

  it('is answered 401 without a signature', async () => {
    const { answer } = await sendEndlessly(head('/v1/callbacks/institutions', { 'content-type': 'application/json' }));
    expect(answer).toMatch(/^HTTP\/1\.1 401 /);
    expect(answer).toMatch(/"code":"SIGNATURE\./);
  });

  it('is answered 401 with a signature that says nothing, or that another key made', async () => {
    const path = '/v1/callbacks/institutions';
    const unsigned = { 'content-type': 'application/json', 'webhook-id': 'stranger-1' };
    const keyId = api.parties['th-002']?.key.keyId ?? '';
    const key = { keyId, privateKey: loadPrivateKey(generateSigningKey(keyId).privateJwk) };
    const forged = { method: 'POST', url: PUBLIC_URL + path, headers: unsigned, body: Buffer.from('{}'), key };
    for (const [signature, code] of [
      [{ signature: 'x', 'signature-input': 'x' }, 'MALFORMED'],
      [signRequest({ ...forged, now: new Date(), nonce: 'a-nonce-of-a-stranger' }), 'BAD'],
    ] as const) {
      const { answer } = await sendEndlessly(head(path, { ...unsigned, ...signature }));
      expect(answer).toMatch(/^HTTP\/1\.1 401 /);
      expect(answer).toContain(`"code":"SIGNATURE.${code}"`);
    }
  });

  it('is answered 413 at the limit on a route that is open to anyone, and 404 where there is no route', async () => {
    const { answer } = await sendEndlessly(head('/v1/appeals/status', { 'content-type': 'application/json' }));
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('application/problem+json');
    expect(answer).toContain('REQUEST.TOO_LARGE');
    expect((await sendEndlessly(head('/v1/nothing'))).answer).toMatch(/^HTTP\/1\.1 404 /);
  });

  it('is answered 413 by its announced length, before a byte of it has come', async () => {
    const token = await api.issuer.token({ sub: 'somebody', roles: ['hotline_operator'] });
    const { hostname, port } = new URL(api.url);
    const socket = connect(Number(port), hostname);
    let answer = '';
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.on('data', (bytes) => (answer += bytes.toString('latin1')));
    const lines = [`host: ${hostname}`, `authorization: Bearer ${token}`, 'content-length: 5368709120'];
    socket.write(`${head('/v1/complaints', { 'content-type': 'application/json' })}\r\n${lines.join('\r\n')}\r\n\r\n`);
    await closed;
    expect(answer).toMatch(/^HTTP\/1\.1 413 /);
    expect(answer).toContain('application/problem+json');
  });

  it('that comes to its end leaves the connection usable', async () => {
    const answers = await Promise.all(
      [1, 2, 3].map(() =>
        api.call('POST', '/v1/complaints', { roles: null, body: { narrative: 'x'.repeat(100_000) } }),
      ),
    );
    expect(answers.map(({ status }) => status)).toEqual([401, 401, 401]);
  });
});
