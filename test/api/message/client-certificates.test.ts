import { randomUUID, X509Certificate } from 'node:crypto';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import type { TLSSocket } from 'node:tls';
import { ulid } from 'ulid';
import { signRequest } from '../../../src/signing/sign-request.js';
import { TestAuthority } from '../../support/certificates.js';
import { PUBLIC_URL, runApi, type RunningApi } from '../support/running-api.js';
import { postCallback } from '../support/signed-callback.js';

const PATH = '/v1/callbacks/institutions';
/** What a believed callback about an order of nobody is answered: it got past the signature. */
const BELIEVED = [404, 'INBOX.FOREIGN'];

type Certified = ReturnType<TestAuthority['certify']>;
const partyOf = (slug: string): string => `URI:urn:rangap:party:${slug}`;
let authority: TestAuthority;
let made = 0;
/** Makes a certificate of a party, or with other names or days. */
const of = (slug: string, over: { names?: string; days?: string } = {}, by = authority): Certified =>
  by.certify(`${slug}-${(made += 1)}`, { names: partyOf(slug), ...over });
const header = ({ cert }: Certified): string => `:${new X509Certificate(cert).raw.toString('base64')}:`;
const lapse = () => ({
  type: 'hold.lapsed',
  data: { orderId: ulid(), holdId: ulid(), releasedAmountSatang: '0', at: new Date().toISOString() },
});
const keyOf = (api: RunningApi, slug: string) => {
  const key = api.parties[slug]?.key;
  if (key === undefined) throw new Error(`no party ${slug}`);
  return key;
};

describe('a signed request to a centre that asks for client certificates', () => {
  let api: RunningApi;
  beforeAll(async () => {
    authority = new TestAuthority();
    api = await runApi({ clientCertificates: 'required' });
  });
  afterAll(async () => {
    authority.remove();
    await api.close();
  });

  async function post(slug: string, headers: Record<string, string>): Promise<unknown[]> {
    const { status, body } = await postCallback(api, 'institutions', keyOf(api, slug), lapse(), { headers });
    return status === 401 ? [status, body['code'], body['detail']] : [status, body['code']];
  }
  const refused = (why: string) => [401, 'SIGNATURE.CERTIFICATE', why];

  it.each<[string, () => Record<string, string>, unknown[]]>([
    ['is believed with one of its party', () => ({ 'client-cert': header(of('th-014')) }), BELIEVED],
    ['is refused without any', () => ({}), refused('no client certificate came with it')],
    [
      'is refused with one of another party',
      () => ({ 'client-cert': header(of('th-004')) }),
      refused('its client certificate is of another party than its signature'),
    ],
    [
      'is refused with one that is over',
      () => ({ 'client-cert': header(of('th-014', { days: '-1' })) }),
      refused('its client certificate is not of this time'),
    ],
    [
      'is refused with one that names nobody',
      () => ({ 'client-cert': header(of('th-014', { names: 'DNS:th-014' })) }),
      refused('its client certificate names no party, or several'),
    ],
    [
      'is refused with one of two parties',
      () => ({
        'client-cert': header(of('th-014', { names: `${partyOf('th-014')},${partyOf('th-004')}` })),
      }),
      refused('its client certificate names no party, or several'),
    ],
    [
      'is refused with bytes that are none',
      () => ({ 'client-cert': ':AAAA:' }),
      refused('its client certificate cannot be read'),
    ],
    [
      'is refused with another form',
      () => ({ 'client-cert': of('th-014').cert.toString().replace(/\n/g, ' ') }),
      refused('its client certificate cannot be read'),
    ],
  ])('%s', async (_name, headers, expected) => {
    expect(await post('th-014', headers())).toEqual(expected);
  });

  it('asks nobody for one whose signature does not hold, and no person', async () => {
    const foreign = { ...keyOf(api, 'th-004'), keyId: keyOf(api, 'th-014').keyId };
    const headers = { 'client-cert': header(of('th-014')) };
    const { body } = await postCallback(api, 'institutions', foreign, lapse(), { headers });
    expect(body['code']).toBe('SIGNATURE.BAD');
    expect((await api.call('GET', '/v1/queue', { roles: ['aoc_officer'] })).status).toBe(200);
  });

  it('believes the header from the proxy alone', async () => {
    const direct = await runApi({ clientCertificates: 'required', trustedProxies: ['10.9.8.7'] });
    try {
      const headers = { 'client-cert': header(of('th-014')) };
      const { status, body } = await postCallback(direct, 'institutions', keyOf(direct, 'th-014'), lapse(), {
        headers,
      });
      expect([status, body['detail']]).toEqual([401, 'it did not come through the proxy that asks for certificates']);
    } finally {
      await direct.close();
    }
  });

  describe('through a proxy that ends TLS', () => {
    let proxy: https.Server;
    beforeAll(async () => {
      const { cert, key } = authority.certify('proxy');
      const settings = { cert, key, ca: readFileSync(authority.caFile), requestCert: true };
      proxy = https.createServer(settings, (request, response) => {
        const { raw } = (request.socket as TLSSocket).getPeerCertificate();
        const headers = { ...request.headers, 'client-cert': `:${raw.toString('base64')}:` };
        const onward = http.request(api.url + (request.url ?? ''), { method: request.method, headers }, (answer) => {
          response.writeHead(answer.statusCode ?? 502, answer.headers);
          answer.pipe(response);
        });
        request.pipe(onward);
      });
      await new Promise<void>((resolve) => proxy.listen(0, 'localhost', resolve));
    });
    afterAll(() => new Promise((resolve) => proxy.close(resolve)));

    /** Posts a callback that `slug` signs, over TLS, with a client certificate or none. */
    async function postOverTls(slug: string, shown: Certified | undefined): Promise<unknown[]> {
      const body = Buffer.from(JSON.stringify(lapse()));
      const unsigned = { 'content-type': 'application/json', 'webhook-id': randomUUID() };
      const signed = signRequest({
        method: 'POST',
        url: PUBLIC_URL + PATH,
        headers: unsigned,
        body,
        key: keyOf(api, slug),
        now: new Date(),
        nonce: randomUUID(),
      });
      // A caller may write the header too; the proxy writes its own over it.
      const headers = { ...unsigned, ...signed, 'client-cert': header(of(slug)) };
      const { port } = proxy.address() as AddressInfo;
      const how = {
        host: 'localhost',
        port,
        path: PATH,
        method: 'POST',
        headers,
        ca: readFileSync(authority.caFile),
        agent: false,
      };
      return new Promise((resolve, reject) => {
        const request = https.request({ ...how, cert: shown?.cert, key: shown?.key }, (answer) => {
          let text = '';
          answer.on('data', (chunk) => (text += String(chunk)));
          answer.on('end', () => resolve([answer.statusCode, (JSON.parse(text) as { code: string }).code]));
        });
        request.on('error', reject);
        request.end(body);
      });
    }

    it('speaks for its party, and for no other', async () => {
      expect(await postOverTls('th-014', of('th-014'))).toEqual(BELIEVED);
      expect(await postOverTls('th-014', of('th-004'))).toEqual([401, 'SIGNATURE.CERTIFICATE']);
    });

    it('does not come in without a certificate, or with one of another authority', async () => {
      await expect(postOverTls('th-014', undefined)).rejects.toThrow();
      const stranger = new TestAuthority();
      await expect(postOverTls('th-014', of('th-014', {}, stranger))).rejects.toThrow();
      stranger.remove();
    });
  });
});
