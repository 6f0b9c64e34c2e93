import { request, type Server } from 'node:http';
import { defaultPayloadConverter } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { createCodecEndpoint } from '../../tools/embedded/temporal/codec-endpoint.js';
import { createPayloadCodec } from '../../src/temporal/codec.js';

const UI = 'http://127.0.0.1:7442';
const codec = createPayloadCodec({ current: 'k1', keys: { k1: Buffer.alloc(32, 7).toString('base64') } });
const { Payloads } = temporal.api.common.v1;
let server: Server;
let url: string;

beforeAll(async () => {
  server = createCodecEndpoint(codec, UI);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const address = server.address();
  url = `http://127.0.0.1:${typeof address === 'object' && address !== null ? address.port : 0}`;
});
afterAll(() => server.close());

async function post(path: string, body: unknown, origin: string = UI): Promise<Response> {
  return fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body), headers: { origin } });
}

async function encrypted(value: unknown): Promise<unknown> {
  const context = { type: 'workflow', namespace: 'default', workflowId: 'hold-01J' } as const;
  const payloads = await codec.encode([defaultPayloadConverter.toPayload(value)], context);
  return Payloads.toObject(Payloads.create({ payloads }), { bytes: String });
}

describe('the codec endpoint for the Temporal UI', () => {
  it('shows what was encrypted, whatever workflow it belongs to', async () => {
    const response = await post('/decode', await encrypted({ holdId: '01J', amountSatang: '5000' }));
    const { payloads } = Payloads.fromObject((await response.json()) as object);
    expect(defaultPayloadConverter.fromPayload(payloads[0] ?? {})).toEqual({ holdId: '01J', amountSatang: '5000' });
    expect(response.headers.get('access-control-allow-origin')).toBe(UI);
  });

  it('decodes what it encoded', async () => {
    const plain = Payloads.create({ payloads: [defaultPayloadConverter.toPayload('x')] });
    const encoded: unknown = await (await post('/encode', Payloads.toObject(plain, { bytes: String }))).json();
    expect(JSON.stringify(encoded)).not.toContain(Buffer.from('"x"').toString('base64'));
    const decoded = (await (await post('/decode', encoded)).json()) as object;
    const [payload] = Payloads.fromObject(decoded).payloads;
    expect(defaultPayloadConverter.fromPayload(payload ?? {})).toBe('x');
  });

  it('answers the preflight request of a browser', async () => {
    const headers = { origin: UI, 'access-control-request-headers': 'content-type,x-namespace' };
    const response = await fetch(`${url}/decode`, { method: 'OPTIONS', headers });
    expect(response.status).toBe(204);
    expect(response.headers.get('access-control-allow-headers')).toContain('x-namespace');
  });

  it('refuses any other page that a browser has open', async () => {
    const response = await post('/decode', await encrypted('secret'), 'https://example.com');
    expect(response.status).toBe(403);
    expect(await response.text()).not.toContain('secret');
  });

  it('refuses a foreign name that leads to this machine', async () => {
    const status = await new Promise((resolve, reject) => {
      const headers = { host: 'attacker.example:80' };
      const asked = request(`${url}/decode`, { method: 'POST', headers }, (response) => {
        response.resume();
        resolve(response.statusCode);
      });
      asked.once('error', reject).end('{}');
    });
    expect(status).toBe(421);
  });

  it.each([
    ['no JSON', 'x'],
    ['a torn payload', { payloads: [{ metadata: { encoding: 'YmluYXJ5L2VuY3J5cHRlZA==' }, data: 'AA==' }] }],
  ])('answers 400 to %s', async (_name, body) => {
    const text = typeof body === 'string' ? body : JSON.stringify(body);
    expect((await fetch(`${url}/decode`, { method: 'POST', body: text })).status).toBe(400);
  });
});
