import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readPrivateKey, readPublicKey, type FindKey, type Jwk } from '../../packages/institution/keys.js';
import { digestOf, signAnswer, signRequest } from '../../packages/institution/sign.js';
import { verifyAnswer, verifyRequest } from '../../packages/institution/verify.js';
import { generateSigningKey, loadPrivateKey, loadPublicKey } from '../../src/signing/keys.js';
import { signRequest as signAtCentre } from '../../src/signing/sign-request.js';
import { signResponse as signAnswerAtCentre } from '../../src/signing/sign-response.js';
import { verifyRequest as verifyAtCentre } from '../../src/signing/verify-request.js';
import { verifyResponse as verifyAnswerAtCentre } from '../../src/signing/verify-response.js';

type Headers = Record<string, string>;
interface Exchange {
  readonly request: { method: string; url: string; headers: Headers; body: string };
  readonly answer: { status: number; headers: Headers; body: string };
}
const vectors = JSON.parse(readFileSync(path.join(__dirname, '../../docs/signing-vectors.json'), 'utf8')) as {
  keys: { centre: Jwk; institution: Jwk };
  order: Exchange;
};

const centre = generateSigningKey('centre-1');
const bank = generateSigningKey('th-014-1');
const bankKey = readPrivateKey(bank.keyId, bank.privateJwk);
const centreKey = { keyId: centre.keyId, privateKey: loadPrivateKey(centre.privateJwk) };
const findCentre: FindKey = (keyId) =>
  Promise.resolve(keyId === centre.keyId ? readPublicKey(centre.publicJwk) : undefined);
const findBank = (keyId: string) =>
  Promise.resolve(
    keyId === bank.keyId
      ? {
          partyId: 'th-014',
          publicKey: loadPublicKey(bank.publicJwk),
          notBefore: new Date(0),
          notAfter: new Date('2099-01-01'),
        }
      : undefined,
  );

const NOW = new Date('2026-11-24T02:41:12Z');
const URL_OF_ORDERS = 'https://rangap.bank.test/hold-orders';
const body = Buffer.from('{"orderId":"01KAYJ9Q5R3M0T8XW2V7C4H6DE"}');

/** An order as the centre signs it, with a part changed. */
function order(changes: { url?: string; webhookId?: string; body?: Buffer; nonce?: string; now?: Date } = {}) {
  const headers = {
    'content-type': 'application/json',
    'webhook-id': changes.webhookId ?? '01KAYJ9Q5R3M0T8XW2V7C4H6DE',
  };
  const signed = signAtCentre({
    method: 'POST',
    url: changes.url ?? URL_OF_ORDERS,
    headers,
    body: changes.body ?? body,
    key: centreKey,
    now: changes.now ?? NOW,
    nonce: changes.nonce ?? 'nonce-0001',
  });
  return { ...headers, ...signed };
}

function verifyOrder(headers: Record<string, string | string[]>, changes: object = {}) {
  const request = { method: 'POST', target: '/hold-orders', authority: 'rangap.bank.test', headers, body };
  return verifyRequest({ ...request, now: NOW, findKey: findCentre, ...changes });
}

/** Returns headers with a part of the signature's parameters replaced. */
function withParams(headers: Headers, from: string | RegExp, to: string): Headers {
  const input = headers['signature-input'] ?? '';
  expect(input.replace(from, to)).not.toBe(input);
  return { ...headers, 'signature-input': input.replace(from, to) };
}

describe('the package of institutions', () => {
  it('believes the published order, and writes the published answer, byte for byte', async () => {
    const { request, answer } = vectors.order;
    const { d: _, ...published } = vectors.keys.centre;
    const at = new Date(1_795_488_072_000);
    const { host, pathname } = new URL(request.url);
    const verdict = await verifyRequest({
      method: request.method,
      target: pathname,
      authority: host,
      headers: request.headers,
      body: Buffer.from(request.body),
      now: at,
      findKey: () => Promise.resolve(readPublicKey(published)),
    });
    expect(verdict).toMatchObject({ ok: true, keyId: 'centre-example-1', nonce: 'order-nonce-0001' });
    const key = readPrivateKey('th-014-example-1', vectors.keys.institution);
    const signed = signAnswer({
      ...answer,
      body: Buffer.from(answer.body),
      requestHeaders: request.headers,
      key,
      now: at,
    });
    expect({ 'content-type': 'application/json', ...signed }).toEqual(answer.headers);
  });

  it('signs what the centre believes: a callback, a question without a body, and the answer to an order', async () => {
    const webhook = { 'content-type': 'application/json', 'webhook-id': '01KAYJ9Q5R3M0T8XW2V7C4H6DE' };
    const cases = [
      { method: 'POST', url: 'https://centre.test/v1/callbacks/institutions', headers: webhook, body },
      {
        method: 'GET',
        url: 'https://centre.test/v1/hold-statements?since=2026-11-24T00:00:00Z',
        headers: {},
        body: Buffer.alloc(0),
      },
    ];
    for (const request of cases) {
      const headers = { ...request.headers, ...signRequest({ ...request, key: bankKey, now: NOW }) };
      const { host, pathname, search } = new URL(request.url);
      const received = { ...request, headers, url: pathname + search, authority: host, now: NOW, findKey: findBank };
      expect(await verifyAtCentre(received)).toMatchObject({ ok: true, partyId: 'th-014' });
    }
    const requestHeaders = order();
    const headers = {
      'content-type': 'application/json',
      ...signAnswer({ status: 200, body, requestHeaders, key: bankKey, now: NOW }),
    };
    const answer = {
      status: 200,
      headers,
      body,
      requestHeaders,
      expectedPartyId: 'th-014',
      now: NOW,
      findKey: findBank,
    };
    expect(await verifyAnswerAtCentre(answer)).toMatchObject({ ok: true });
    expect(await verifyAnswerAtCentre({ ...answer, status: 202 })).toMatchObject({ ok: false, code: 'SIGNATURE.BAD' });
  });

  it('believes the answer of the centre to its own request, and to no other', async () => {
    const headers = { 'content-type': 'application/json', 'webhook-id': 'a-1' };
    const asked = { method: 'POST', url: 'https://centre.test/v1/callbacks/institutions', headers, body };
    const requestHeaders = { ...headers, ...signRequest({ ...asked, key: bankKey, now: NOW }) };
    const told = { status: 200, headers: { 'content-type': 'application/json' }, body, requestHeaders };
    const signed = { ...told.headers, ...signAnswerAtCentre({ ...told, key: centreKey, now: NOW }) };
    const answer = { ...told, headers: signed, now: NOW, findKey: findCentre };
    expect(await verifyAnswer(answer)).toMatchObject({ ok: true, keyId: 'centre-1' });
    const other = { ...headers, ...signRequest({ ...asked, key: bankKey, now: NOW }) };
    expect(await verifyAnswer({ ...answer, requestHeaders: other })).toMatchObject({
      ok: false,
      code: 'SIGNATURE.BAD',
    });
    expect(await verifyAnswer({ ...answer, headers: told.headers })).toMatchObject({
      ok: false,
      code: 'SIGNATURE.MISSING',
    });
  });

  const good = order();
  const REFUSED: [what: string, headers: Record<string, string | string[]>, changes: object, code: string][] = [
    ['without a signature', { 'content-type': 'application/json' }, {}, 'MISSING'],
    ['with two', { ...good, signature: [good.signature, good.signature] }, {}, 'DUPLICATE_HEADER'],
    ['under another label', { ...good, signature: good.signature.replace('sig1', 'sig2') }, {}, 'MALFORMED'],
    ['with another algorithm', withParams(good, 'alg="ed25519"', 'alg="hmac-sha256"'), {}, 'ALGORITHM'],
    ['for another purpose', withParams(good, 'tag="rangap"', 'tag="other"'), {}, 'PARAMETERS'],
    ['with a parameter more', withParams(good, /$/, ';more="1"'), {}, 'PARAMETERS'],
    ['without a nonce', withParams(good, /;nonce="[^"]*"/, ''), {}, 'PARAMETERS'],
    ['that lives too long', withParams(good, /expires=\d+/, 'expires=1795489072'), {}, 'PARAMETERS'],
    ['that does not cover the digest', withParams(good, ' "content-digest"', ''), {}, 'COVERAGE'],
    ['that does not cover the webhook-id', withParams(good, ' "webhook-id"', ''), {}, 'COVERAGE'],
    ['from the future', order({ now: new Date(NOW.getTime() + 61_000) }), {}, 'NOT_YET_VALID'],
    ['that is over', order({ now: new Date(NOW.getTime() - 301_000) }), {}, 'EXPIRED'],
    ['of a key that is not known', withParams(good, 'centre-1', 'centre-2'), {}, 'UNKNOWN_KEY'],
    ['of another body', good, { body: Buffer.from('{}') }, 'DIGEST'],
    ['for another host', good, { authority: 'other.bank.test' }, 'BAD'],
    ['for another path', good, { target: '/release-orders' }, 'BAD'],
    ['for another query', good, { target: '/hold-orders?a=1' }, 'BAD'],
    ['by another method', good, { method: 'PUT' }, 'BAD'],
    ['to a path that is not normal', good, { target: '/x/../hold-orders' }, 'TARGET'],
    ['with another webhook-id', { ...good, 'webhook-id': 'other-one' }, {}, 'BAD'],
  ];
  it.each(REFUSED)('refuses an order %s, as the centre would', async (_what, headers, changes, code) => {
    expect(await verifyOrder(headers, changes)).toMatchObject({ ok: false, code: `SIGNATURE.${code}` });
    const { target, ...rest } = { target: '/hold-orders', ...changes };
    const findKey = (keyId: string) =>
      Promise.resolve(
        keyId === centre.keyId
          ? {
              partyId: 'centre',
              publicKey: loadPublicKey(centre.publicJwk),
              notBefore: new Date(0),
              notAfter: new Date('2099-01-01'),
            }
          : undefined,
      );
    const received = {
      method: 'POST',
      url: target,
      authority: 'rangap.bank.test',
      headers,
      body,
      now: NOW,
      findKey,
      ...rest,
    };
    expect(await verifyAtCentre(received)).toMatchObject({ ok: false, code: `SIGNATURE.${code}` });
  });

  it('refuses keys that are none of Ed25519, and private ones in the place of public ones', () => {
    expect(() => readPublicKey(centre.privateJwk)).toThrow('no public Ed25519 key');
    expect(() => readPublicKey({ kty: 'OKP', crv: 'X25519', x: centre.publicJwk.x })).toThrow('no public Ed25519 key');
    expect(() => readPrivateKey('a', centre.publicJwk)).toThrow('no private Ed25519 key');
    expect(() => readPrivateKey('a key', centre.privateJwk)).toThrow('a key id');
  });

  it('has a digest of an empty body', () => {
    expect(digestOf(Buffer.alloc(0))).toBe('sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:');
  });
});
