import { readFileSync } from 'node:fs';
import path from 'node:path';
import { loadPrivateKey, loadPublicKey, type UncheckedJwk } from '../../src/signing/keys.js';
import { parseSignatureParams } from '../../src/signing/signature-params.js';
import { signRequest } from '../../src/signing/sign-request.js';
import { signResponse } from '../../src/signing/sign-response.js';
import type { FindKey } from '../../src/signing/verdict.js';
import { verifyRequest } from '../../src/signing/verify-request.js';
import { verifyResponse } from '../../src/signing/verify-response.js';
import { CALLBACK_EXAMPLE, InstitutionCallback } from '../../src/wire/institution/callback.js';
import { HOLD_ORDER_EXAMPLE } from '../../src/wire/institution/calls/hold-order.js';
import { HOLD_RECEIPT_EXAMPLE } from '../../src/wire/institution/calls/hold-receipt.js';
import { CallbackAccepted } from '../../src/wire/institution/message.js';

type Headers = Record<string, string>;
type Key = UncheckedJwk & { kid: string };
interface Exchange {
  request: { method: string; url: string; headers: Headers; body: string; signatureBase: string[] };
  answer: { status: number; headers: Headers; body: string; signatureBase: string[] };
}
interface Vectors {
  keys: { centre: Key; institution: Key };
  order: Exchange;
  callback: Exchange;
  callbackFromPython: Pick<Exchange, 'request'>;
}

const vectors = JSON.parse(readFileSync(path.join(__dirname, '../../docs/signing-vectors.json'), 'utf8')) as Vectors;
const { centre, institution } = vectors.keys;

const findKey: FindKey = (keyId) => {
  const known = [centre, institution].find(({ kid }) => kid === keyId);
  if (known === undefined) return Promise.resolve(undefined);
  const { d: _, ...publicJwk } = known;
  const [notBefore, notAfter] = [new Date(0), new Date('2099-01-01T00:00:00Z')];
  return Promise.resolve({ partyId: known.kid, publicKey: loadPublicKey(publicJwk), notBefore, notAfter });
};
const signingKey = (jwk: Key) => ({ keyId: jwk.kid, privateKey: loadPrivateKey(jwk) });

/** Returns when a published message was signed, and its nonce. */
function signedAt(headers: Headers): { now: Date; nonce: string } {
  const params = parseSignatureParams((headers['signature-input'] ?? '').replace(/^sig1=/, ''))?.params;
  return { now: new Date(Number(params?.get('created')) * 1000), nonce: String(params?.get('nonce')) };
}

function verifyPublished({ method, url, headers, body }: Omit<Exchange['request'], 'signatureBase'>) {
  const { host, pathname, search } = new URL(url);
  const target = { method, url: pathname + search, authority: host, headers, body: Buffer.from(body) };
  return verifyRequest({ ...target, now: signedAt(headers).now, findKey, requireWebhookId: true });
}

describe('the published signing vectors', () => {
  describe.each([
    ['order', vectors.order, centre, institution],
    ['callback', vectors.callback, institution, centre],
  ])('the %s', (_, { request, answer }, signer, answerer) => {
    it('is what its sender signs with the published key', () => {
      const { 'content-type': contentType, 'webhook-id': webhookId } = request.headers;
      const headers = { 'content-type': contentType, 'webhook-id': webhookId };
      const body = Buffer.from(request.body);
      const signed = signRequest({ ...request, headers, body, key: signingKey(signer), ...signedAt(request.headers) });
      expect({ ...headers, ...signed }).toEqual(request.headers);
    });

    it('is accepted, and its signature base is the published one', async () => {
      const verdict = await verifyPublished(request);
      expect(verdict).toMatchObject({ ok: true, partyId: signer.kid });
      expect(verdict.ok && verdict.proof.signatureBase.split('\n')).toEqual(request.signatureBase);
    });

    it('has the answer that its receiver signs', async () => {
      const { status, headers, body } = answer;
      const bound = { status, body: Buffer.from(body), requestHeaders: request.headers };
      const { now } = signedAt(headers);
      const { 'content-type': contentType } = headers;
      const signed = signResponse({ ...bound, headers: {}, key: signingKey(answerer), now });
      expect({ 'content-type': contentType, ...signed }).toEqual(headers);
      const verdict = await verifyResponse({ ...bound, headers, expectedPartyId: answerer.kid, now, findKey });
      expect(verdict.ok && verdict.proof.signatureBase.split('\n')).toEqual(answer.signatureBase);
    });
  });

  it('carry the examples of the protocol, and no other messages', () => {
    const { order, callback, callbackFromPython } = vectors;
    const bodies = [order.request, order.answer, callback.request, callback.answer, callbackFromPython.request];
    const [asked, answered, told, taken, fromPython] = bodies.map(({ body }) => JSON.parse(body) as object);
    expect([asked, answered, told]).toEqual([HOLD_ORDER_EXAMPLE, HOLD_RECEIPT_EXAMPLE, CALLBACK_EXAMPLE]);
    expect(CallbackAccepted.parse(taken)).toEqual(taken);
    expect(InstitutionCallback.safeParse(fromPython).success).toBe(true);
  });

  it('what the Python of docs/protocol/signing.md signed is accepted', async () => {
    const verdict = await verifyPublished(vectors.callbackFromPython.request);
    expect(verdict).toMatchObject({ ok: true, partyId: institution.kid });
  });

  it('a changed satang is refused', async () => {
    const { request } = vectors.order;
    const body = request.body.replace('"requestedAmountSatang":"2500000"', '"requestedAmountSatang":"2500001"');
    expect(body).not.toBe(request.body);
    expect(await verifyPublished({ ...request, body })).toMatchObject({ ok: false, code: 'SIGNATURE.DIGEST' });
  });
});
