import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { signRequest } from '../../src/signing/sign-request.js';
import { verifyRequest } from '../../src/signing/verify-request.js';
import { bankA, callback, keyTable, NOW, seconds } from './messages.js';

describe('a signed request', () => {
  it('is accepted, with its sender taken from the key', async () => {
    const verdict = await verifyRequest(callback());
    expect(verdict).toEqual({
      ok: true,
      keyId: 'th-004.2026-1',
      partyId: 'th-004',
      nonce: 'nonce-0000000001',
      webhookId: '01JQ0000000000000000000001',
      createdAt: NOW,
      expiresAt: seconds(300),
      proof: expect.objectContaining({ keyId: 'th-004.2026-1', alg: 'ed25519' }) as unknown,
    });
  });

  it('covers everything that gives it its meaning', async () => {
    const verdict = await verifyRequest(callback());
    expect(verdict.ok && verdict.proof.signatureBase.split('\n')).toEqual([
      '"@method": POST',
      '"@authority": centre.example',
      '"@path": /v1/callbacks/institutions',
      '"@query": ?part=1',
      expect.stringMatching(/^"content-digest": sha-256=:.{44}:$/),
      '"content-type": application/json',
      '"webhook-id": 01JQ0000000000000000000001',
      '"@signature-params": ("@method" "@authority" "@path" "@query" "content-digest" "content-type" "webhook-id")' +
        `;created=${NOW.getTime() / 1000};expires=${NOW.getTime() / 1000 + 300};nonce="nonce-0000000001"` +
        ';keyid="th-004.2026-1";alg="ed25519";tag="rangap"',
    ]);
  });

  it('may have no body, no content-type and no query', async () => {
    const request = { method: 'GET', url: 'https://bank-a.example:8443/hold-orders/1', headers: {} };
    const headers = signRequest({ ...request, body: Buffer.alloc(0), key: bankA.key, now: NOW, nonce: 'abcdefgh' });
    const received = { method: 'GET', url: '/hold-orders/1', authority: 'BANK-A.example:8443', headers };
    const verdict = await verifyRequest({ ...received, body: Buffer.alloc(0), now: NOW, findKey: keyTable() });
    expect(verdict).toMatchObject({ ok: true, partyId: 'th-004' });
    expect(verdict.ok && verdict.proof.signatureBase).toContain('"@query": ?\n');
    expect(verdict).not.toHaveProperty('webhookId');
  });

  it('is read the same from an address with or without its default port', async () => {
    const plain = callback({ url: 'http://centre.example:80/v1/callbacks/institutions?part=1' });
    const secure = callback({}, { authority: 'centre.example:443' });
    expect([await verifyRequest(plain), await verifyRequest(secure)]).toMatchObject([{ ok: true }, { ok: true }]);
  });

  it('is accepted by its last second and by a receiver whose clock is 60 seconds behind', async () => {
    expect(await verifyRequest(callback({}, { now: seconds(300) }))).toMatchObject({ ok: true });
    expect(await verifyRequest(callback({}, { now: seconds(-60) }))).toMatchObject({ ok: true });
    expect(await verifyRequest(callback({}, { now: seconds(-61) }))).toMatchObject({ code: 'SIGNATURE.NOT_YET_VALID' });
  });

  it('covers a content-encoding when it has one', async () => {
    const headers = { 'content-type': 'application/json', 'webhook-id': '1', 'content-encoding': 'identity' };
    const verdict = await verifyRequest(callback({ headers }));
    expect(verdict.ok && verdict.proof.signatureBase).toContain('"content-encoding": identity\n');
  });

  it('is accepted with headers as lists of one, as req.headersDistinct gives them', async () => {
    const request = callback();
    const lists = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, [String(value)]]));
    expect(await verifyRequest({ ...request, headers: lists })).toMatchObject({ ok: true });
  });

  it('ignores headers it does not cover and that mean nothing to us', async () => {
    const request = callback();
    const headers = { ...request.headers, via: '1.1 proxy', 'x-empty': undefined };
    expect(await verifyRequest({ ...request, headers })).toMatchObject({ ok: true });
  });

  it('passes a fault of the key table on instead of calling it a refusal', async () => {
    const findKey = () => Promise.reject(new Error('database is down'));
    await expect(verifyRequest(callback({}, { findKey }))).rejects.toThrow('database is down');
  });

  it('throws when the key table holds a key of another kind', async () => {
    const publicKey = createPublicKey(generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey);
    const findKey = keyTable({ [bankA.key.keyId]: { ...bankA.known, publicKey } });
    await expect(verifyRequest(callback({}, { findKey }))).rejects.toThrow('not an Ed25519 key');
  });
});

describe('signing a request', () => {
  it.each([
    ['a body without a content-type', { headers: {} }, 'needs a content-type'],
    ['a webhook-id outside the profile', { headers: { 'content-type': 'a/b', 'webhook-id': 'a, b' } }, 'webhook-id'],
    ['a header given twice', { headers: { 'content-type': ['a/b', 'c/d'] } }, 'more than once'],
    ['a header that is not plain text', { headers: { 'content-type': 'a/b; c="ก"' } }, 'not plain text'],
    ['a message signed before', { headers: { 'content-type': 'a/b', Signature: 'sig1=:AA==:' } }, 'already'],
    ['a nonce that is too short', { nonce: 'short' }, 'a nonce has'],
    ['a nonce that would break out of its quotes', { nonce: 'abcdefgh";tag="x' }, 'a nonce has'],
    ['a life of more than 300 seconds', { expiresInSeconds: 301 }, 'a signature lives'],
    ['no life at all', { expiresInSeconds: 0 }, 'a signature lives'],
    ['part of a second', { expiresInSeconds: 1.5 }, 'a signature lives'],
    ['a key id with a path in it', { key: { ...bankA.key, keyId: '../../key' } }, 'a key id has'],
    ['a public key', { key: { keyId: 'k', privateKey: bankA.known.publicKey } }, /key/],
  ])('throws on %s', (_what, wrong, message) => {
    expect(() => callback(wrong)).toThrow(message);
  });

  it('gives the same signature for the same message, and another for another nonce', () => {
    expect(callback().headers).toEqual(callback().headers);
    expect(callback({ nonce: 'nonce-0000000002' }).headers['signature']).not.toBe(callback().headers['signature']);
  });

  it('shortens its life when asked to', async () => {
    const short = callback({ expiresInSeconds: 10 });
    expect(await verifyRequest(short)).toMatchObject({ ok: true, expiresAt: seconds(10) });
    expect(await verifyRequest({ ...short, now: seconds(11) })).toMatchObject({ code: 'SIGNATURE.EXPIRED' });
  });
});
