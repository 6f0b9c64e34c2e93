import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { buffer } from 'node:stream/consumers';
import { fetch, request } from 'undici';
import { signRequest } from '../../src/signing/sign-request.js';
import { signResponse } from '../../src/signing/sign-response.js';
import { verifyRequest } from '../../src/signing/verify-request.js';
import { verifyResponse } from '../../src/signing/verify-response.js';
import { bankA, centre, keyTable } from './messages.js';

describe('signed messages over real HTTP', () => {
  let server: Server;
  let origin: string;

  async function serve(req: IncomingMessage, res: ServerResponse): Promise<void> {
    const body = await buffer(req);
    const requestHeaders = req.headersDistinct;
    const { method = '', url = '' } = req;
    const authority = req.headers.host ?? '';
    const received = { method, url, authority, headers: requestHeaders, body, now: new Date(), findKey: keyTable() };
    const verdict = await verifyRequest(received);
    if (!verdict.ok) {
      res.writeHead(401).end(JSON.stringify({ code: verdict.code }));
      return;
    }
    const headers = { 'content-type': 'application/json' };
    const answer = { status: 200, headers, body: Buffer.from(JSON.stringify({ from: verdict.partyId })) };
    const signature = signResponse({ ...answer, requestHeaders, key: bankA.key, now: new Date() });
    res.writeHead(answer.status, { ...headers, ...signature }).end(answer.body);
  }

  beforeAll(async () => {
    server = createServer((req, res) => void serve(req, res));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  });

  afterAll(async () => {
    server.closeAllConnections();
    await new Promise((resolve) => server.close(resolve));
  });

  function signed(method: string, path: string, body: Buffer): Record<string, string> {
    const headers: Record<string, string> = body.length > 0 ? { 'content-type': 'application/json' } : {};
    const message = {
      method,
      url: origin + path,
      headers,
      body,
      key: centre.key,
      now: new Date(),
      nonce: 'nonce-12345',
    };
    return { ...headers, ...signRequest(message) };
  }

  it.each([
    ['POST', '/hold-orders', Buffer.from('{"orderId":"1","note":"ระงับ"}')],
    ['GET', "/hold-orders/1?a=b%20c&d='e'", Buffer.alloc(0)],
  ])('%s %s is verified by the server and its answer by the client', async (method, path, body) => {
    const headers = signed(method, path, body);
    const response = await request(origin + path, { method, headers, body: body.length > 0 ? body : null });
    const answerBody = Buffer.from(await response.body.arrayBuffer());
    expect(answerBody.toString()).toBe('{"from":"aoc"}');
    const verdict = await verifyResponse({
      status: response.statusCode,
      headers: response.headers,
      body: answerBody,
      requestHeaders: headers,
      now: new Date(),
      findKey: keyTable(),
      expectedPartyId: 'th-004',
    });
    expect(verdict).toMatchObject({ ok: true, partyId: 'th-004' });
  });

  it('works with fetch', async () => {
    const body = Buffer.from('{}');
    const headers = signed('POST', '/hold-orders', body);
    const response = await fetch(`${origin}/hold-orders`, { method: 'POST', headers, body });
    const verdict = await verifyResponse({
      status: response.status,
      headers: Object.fromEntries(response.headers),
      body: Buffer.from(await response.arrayBuffer()),
      requestHeaders: headers,
      now: new Date(),
      findKey: keyTable(),
      expectedPartyId: 'th-004',
    });
    expect(verdict).toMatchObject({ ok: true });
  });

  it('a second content-type, which Node would hide, is seen', async () => {
    const body = Buffer.from('{}');
    const headers = Object.entries(signed('POST', '/hold-orders', body)).flat();
    const response = await request(`${origin}/hold-orders`, {
      method: 'POST',
      headers: [...headers, 'content-type', 'text/html'],
      body,
    });
    expect([response.statusCode, await response.body.json()]).toEqual([401, { code: 'SIGNATURE.DUPLICATE_HEADER' }]);
  });
});
