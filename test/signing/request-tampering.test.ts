import fc from 'fast-check';
import { contentDigest } from '../../src/signing/content-digest.js';
import { signBase } from '../../src/signing/ed25519.js';
import { collectHeaders } from '../../src/signing/headers.js';
import { buildSignatureBase } from '../../src/signing/signature-base.js';
import { formatSignatureHeader } from '../../src/signing/signature-header.js';
import type { RejectionCode } from '../../src/signing/verdict.js';
import { verifyRequest, type ReceivedRequest } from '../../src/signing/verify-request.js';
import {
  bankA,
  bankB,
  callback,
  changedHeader,
  keyTable,
  newParty,
  NOW,
  RECEIPT,
  refusal,
  seconds,
} from './messages.js';
import { propertyRuns } from '../support/property-runs.js';

const created = NOW.getTime() / 1000;
const COVERED = '"@method" "@authority" "@path" "@query" "content-digest" "content-type" "webhook-id"';
const TIMES = `created=${created};expires=${created + 300}`;
const SIGNER = 'keyid="th-004.2026-1";alg="ed25519";tag="rangap"';
const HONEST = `(${COVERED});${TIMES};nonce="nonce-0000000001";${SIGNER}`;

/**
 * Signs any signature input correctly, as a dishonest or careless sender with a real key would.
 */
function signedWith(paramsText: string, request: ReceivedRequest = callback()): ReceivedRequest {
  const components = paramsText.slice(1, paramsText.indexOf(')')).match(/"[^"]+"/g) ?? [];
  const url = new URL(`https://${request.authority}${request.url}`);
  const message = { method: request.method, url, headers: collectHeaders(request.headers) };
  const base = buildSignatureBase(components, paramsText, message);
  const signature = formatSignatureHeader(signBase(base, bankA.key.privateKey));
  return { ...request, headers: { ...request.headers, 'signature-input': `sig1=${paramsText}`, signature } };
}

async function expectRefused(request: ReceivedRequest, code: RejectionCode): Promise<void> {
  expect(await verifyRequest(request)).toEqual(refusal(code));
}

describe('a request changed after signing', () => {
  it('is refused for any single byte of the body', async () => {
    const flips = fc.tuple(fc.nat(RECEIPT.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(flips, async ([index, flip]) => {
        const body = Buffer.from(RECEIPT);
        body.writeUInt8(body.readUInt8(index) ^ flip, index);
        await expectRefused({ ...callback(), body }, 'SIGNATURE.DIGEST');
      }),
    );
  });

  it('is refused for any single character of its signed headers', async () => {
    const names = ['signature-input', 'signature', 'content-digest', 'Content-Type', 'Webhook-Id'];
    const changes = fc.tuple(fc.constantFrom(...names), fc.nat(), fc.integer({ min: 0x21, max: 0x7e }));
    await fc.assert(
      fc.asyncProperty(changes, async ([name, position, code]) => {
        const request = callback();
        const changed = changedHeader(request, name, (value) => {
          const index = position % value.length;
          return value.slice(0, index) + String.fromCharCode(code) + value.slice(index + 1);
        });
        fc.pre(changed.headers[name] !== request.headers[name]);
        expect(await verifyRequest(changed)).toMatchObject({ ok: false });
      }),
      { numRuns: propertyRuns(500) },
    );
  });

  const reserialised = Buffer.from(JSON.stringify(JSON.parse(RECEIPT.toString()), undefined, 1));
  it.each<[string, Partial<ReceivedRequest>, RejectionCode]>([
    ['another method', { method: 'PUT' }, 'SIGNATURE.BAD'],
    ['another path', { url: '/v1/callbacks/agencies?part=1' }, 'SIGNATURE.BAD'],
    ['another query', { url: '/v1/callbacks/institutions?part=2' }, 'SIGNATURE.BAD'],
    ['no query', { url: '/v1/callbacks/institutions' }, 'SIGNATURE.BAD'],
    ['another authority', { authority: 'other.example' }, 'SIGNATURE.BAD'],
    ['another port', { authority: 'centre.example:8443' }, 'SIGNATURE.BAD'],
    ['no body', { body: Buffer.alloc(0) }, 'SIGNATURE.DIGEST'],
    ['the same JSON written differently', { body: reserialised }, 'SIGNATURE.DIGEST'],
    ['a path that only normalises to the signed one', { url: '/x/..' + callback().url }, 'SIGNATURE.TARGET'],
    ['a fragment in the target', { url: `${callback().url}#x` }, 'SIGNATURE.TARGET'],
    ['an absolute target', { url: `https://centre.example${callback().url}` }, 'SIGNATURE.TARGET'],
    ['an authority that hides another', { authority: 'centre.example@other.example' }, 'SIGNATURE.TARGET'],
    ['an impossible port', { authority: 'centre.example:99999' }, 'SIGNATURE.TARGET'],
  ])('is refused with %s', async (_what, change, code) => {
    await expectRefused({ ...callback(), ...change }, code);
  });

  it('is refused when the digest was recomputed for another body but not signed', async () => {
    const body = Buffer.from(RECEIPT.toString().replace('HELD_FULL', 'NO_FUNDS'));
    const forged = changedHeader({ ...callback(), body }, 'content-digest', () => contentDigest(body));
    await expectRefused(forged, 'SIGNATURE.BAD');
  });

  it.each<[string, string, (value: string) => string | string[] | undefined, RejectionCode]>([
    ['no signature', 'signature', () => undefined, 'SIGNATURE.MISSING'],
    ['no signature input', 'signature-input', () => undefined, 'SIGNATURE.MISSING'],
    ['no digest', 'content-digest', () => undefined, 'SIGNATURE.COVERAGE'],
    ['no content-type', 'Content-Type', () => undefined, 'SIGNATURE.COVERAGE'],
    ['no webhook-id', 'Webhook-Id', () => undefined, 'SIGNATURE.COVERAGE'],
    ['another webhook-id', 'Webhook-Id', () => 'other', 'SIGNATURE.BAD'],
    ['two webhook-ids', 'Webhook-Id', (id) => [id, 'other'], 'SIGNATURE.DUPLICATE_HEADER'],
    ['two webhook-ids joined into one', 'Webhook-Id', (id) => `${id}, other`, 'SIGNATURE.MALFORMED'],
    ['another content-type', 'Content-Type', () => 'text/html', 'SIGNATURE.BAD'],
    ['two content-types', 'Content-Type', (type) => [type, type], 'SIGNATURE.DUPLICATE_HEADER'],
    ['a content-type with a line break', 'Content-Type', (type) => `${type}\n"x": y`, 'SIGNATURE.MALFORMED'],
    ['two digests', 'content-digest', (digest) => [digest, digest], 'SIGNATURE.DUPLICATE_HEADER'],
    ['two digests joined into one', 'content-digest', (digest) => `${digest}, ${digest}`, 'SIGNATURE.BAD'],
    ['a weaker digest beside ours', 'content-digest', (digest) => `${digest}, md5=:AAAA:`, 'SIGNATURE.BAD'],
    ['the signature header twice', 'signature', (value) => [value, value], 'SIGNATURE.DUPLICATE_HEADER'],
    ['two signatures', 'signature', (value) => `${value}, ${value.replace('sig1', 'sig2')}`, 'SIGNATURE.MALFORMED'],
    ['a signature of another label', 'signature', (value) => value.replace('sig1', 'sig2'), 'SIGNATURE.MALFORMED'],
    ['an empty signature', 'signature', () => 'sig1=::', 'SIGNATURE.MALFORMED'],
    ['a second spelling of the signature', 'signature', (value) => otherSpelling(value), 'SIGNATURE.MALFORMED'],
    ['two signature inputs', 'signature-input', (value) => [value, value], 'SIGNATURE.DUPLICATE_HEADER'],
    ['two inputs joined into one', 'signature-input', (value) => `${value}, ${value}`, 'SIGNATURE.MALFORMED'],
    ['an input of another label', 'signature-input', (value) => value.replace('sig1', 'sig2'), 'SIGNATURE.MALFORMED'],
    [
      'an endless input',
      'signature-input',
      (value) => value.replace(/nonce-\d+/, 'n'.repeat(3000)),
      'SIGNATURE.MALFORMED',
    ],
    [
      'a covered header dropped',
      'signature-input',
      (value) => value.replace(' "webhook-id"', ''),
      'SIGNATURE.COVERAGE',
    ],
    [
      'a later expiry',
      'signature-input',
      (value) => value.replace(/expires=\d+/, `expires=${created + 299}`),
      'SIGNATURE.BAD',
    ],
  ])('is refused with %s', async (_what, name, change, code) => {
    await expectRefused(changedHeader(callback(), name, change), code);
  });

  it('is refused without a webhook-id only where one is required', async () => {
    const request = callback({ headers: { 'content-type': 'application/json' } });
    await expectRefused(request, 'SIGNATURE.COVERAGE');
    expect(await verifyRequest({ ...request, requireWebhookId: undefined })).toMatchObject({ ok: true });
  });

  it('is refused with a header smuggled in beside the signature', async () => {
    const request = callback({ headers: { 'content-type': 'application/json' } }, { requireWebhookId: false });
    expect(await verifyRequest(request)).toMatchObject({ ok: true });
    for (const smuggled of [{ 'webhook-id': '2' }, { 'content-encoding': 'gzip' }]) {
      await expectRefused({ ...request, headers: { ...request.headers, ...smuggled } }, 'SIGNATURE.COVERAGE');
    }
    const headers = { ...request.headers, 'Content-Type': 'text/html' };
    await expectRefused({ ...request, headers }, 'SIGNATURE.DUPLICATE_HEADER');
  });
});

/**
 * Returns another base64 spelling of the same signature: 64 bytes leave four unused bits, of which
 * it sets one.
 */
function otherSpelling(header: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';
  const last = header.charAt(header.length - 4);
  return `${header.slice(0, -4)}${alphabet.charAt(alphabet.indexOf(last) + 1)}==:`;
}

describe('a correct signature outside the profile', () => {
  it('is told from one inside it', async () => {
    expect(await verifyRequest(signedWith(HONEST))).toMatchObject({ ok: true });
  });

  it('is not a signature that covers a plain header more than is asked', async () => {
    const request = callback();
    const dated = { ...request, headers: { ...request.headers, Date: 'Sun, 01 Mar 2026 08:00:00 GMT' } };
    const signed = signedWith(HONEST.replace('"@method"', '"date" "@method"'), dated);
    expect(await verifyRequest(signed)).toMatchObject({ ok: true });
    await expectRefused(
      { ...signed, headers: { ...signed.headers, Date: 'Mon, 02 Mar 2026 08:00:00 GMT' } },
      'SIGNATURE.BAD',
    );
  });

  it.each(COVERED.split(' '))('is refused when it does not cover %s', async (component) => {
    const remaining = COVERED.split(' ').filter((name) => name !== component);
    await expectRefused(signedWith(HONEST.replace(COVERED, remaining.join(' '))), 'SIGNATURE.COVERAGE');
  });

  it.each<[string, string, RejectionCode]>([
    ['no created', HONEST.replace(`created=${created};`, ''), 'SIGNATURE.PARAMETERS'],
    ['no expires', HONEST.replace(`;expires=${created + 300}`, ''), 'SIGNATURE.PARAMETERS'],
    ['expires as text', HONEST.replace(/expires=(\d+)/, 'expires="$1"'), 'SIGNATURE.PARAMETERS'],
    ['a life of 301 seconds', HONEST.replace(/expires=\d+/, `expires=${created + 301}`), 'SIGNATURE.PARAMETERS'],
    ['an end before its start', HONEST.replace(/expires=\d+/, `expires=${created}`), 'SIGNATURE.PARAMETERS'],
    ['no nonce', HONEST.replace(';nonce="nonce-0000000001"', ''), 'SIGNATURE.PARAMETERS'],
    ['an empty nonce', HONEST.replace('nonce-0000000001', ''), 'SIGNATURE.PARAMETERS'],
    ['no keyid', HONEST.replace('keyid="th-004.2026-1";', ''), 'SIGNATURE.PARAMETERS'],
    ['a path as keyid', HONEST.replace('th-004.2026-1', '../../etc/passwd'), 'SIGNATURE.PARAMETERS'],
    ['a URL as keyid', HONEST.replace('th-004.2026-1', 'https://evil.example/jwks'), 'SIGNATURE.PARAMETERS'],
    ['no tag', HONEST.replace(';tag="rangap"', ''), 'SIGNATURE.PARAMETERS'],
    ['the tag of another application', HONEST.replace('rangap', 'other'), 'SIGNATURE.PARAMETERS'],
    ['a parameter of its own', `${HONEST};jku="https://evil.example"`, 'SIGNATURE.PARAMETERS'],
    ['a parameter twice', `${HONEST};tag="rangap"`, 'SIGNATURE.MALFORMED'],
    ['no alg', HONEST.replace('alg="ed25519";', ''), 'SIGNATURE.ALGORITHM'],
    ['alg none', HONEST.replace('ed25519', 'none'), 'SIGNATURE.ALGORITHM'],
    ['alg hmac-sha256', HONEST.replace('ed25519', 'hmac-sha256'), 'SIGNATURE.ALGORITHM'],
    ['a component outside the profile', HONEST.replace('"@method"', '"@method" "@scheme"'), 'SIGNATURE.COVERAGE'],
    ['another spelling of the same input', HONEST.replace('"@method" ', '"@method"  '), 'SIGNATURE.MALFORMED'],
    ['a component twice', HONEST.replace('"@method"', '"@method" "@method"'), 'SIGNATURE.MALFORMED'],
  ])('is refused with %s', async (_what, paramsText, code) => {
    await expectRefused(signedWith(paramsText), code);
  });

  it('is refused when a required component is covered only in another form of itself', async () => {
    const otherForm = (value: string) => value.replace('"content-digest"', '"content-digest";bs');
    await expectRefused(changedHeader(callback(), 'signature-input', otherForm), 'SIGNATURE.COVERAGE');
  });

  it('is refused when it has a body that nothing says how to read', async () => {
    const request = callback();
    const untyped = { ...request, headers: { ...request.headers, 'Content-Type': undefined } };
    await expectRefused(signedWith(HONEST.replace(' "content-type"', ''), untyped), 'SIGNATURE.COVERAGE');
  });

  it('is refused when it covers a header that is not there', async () => {
    const withDate = (value: string) => value.replace('"@method"', '"@method" "date"');
    await expectRefused(changedHeader(callback(), 'signature-input', withDate), 'SIGNATURE.COVERAGE');
  });
});

describe('time and keys', () => {
  it.each<[string, Partial<ReceivedRequest>, RejectionCode]>([
    ['after it expired', { now: seconds(301) }, 'SIGNATURE.EXPIRED'],
    ['eight days later', { now: seconds(8 * 86_400) }, 'SIGNATURE.EXPIRED'],
    ['before it was created, beyond the skew', { now: seconds(-301) }, 'SIGNATURE.NOT_YET_VALID'],
    ['beyond a narrower skew', { now: seconds(-6), clockSkewSeconds: 5 }, 'SIGNATURE.NOT_YET_VALID'],
    ['under an unknown key', { findKey: () => Promise.resolve(undefined) }, 'SIGNATURE.UNKNOWN_KEY'],
  ])('refuse a request %s', async (_when, change, code) => {
    await expectRefused(callback({}, change), code);
  });

  it.each([
    ['not yet valid', { notBefore: seconds(1) }],
    ['no longer valid', { notAfter: NOW }],
    ['revoked this instant', { revokedAt: NOW }],
    ['revoked, though the message was created before', { revokedAt: seconds(-1) }],
  ])('refuse a request under a key that is %s', async (_what, change) => {
    const findKey = keyTable({ [bankA.key.keyId]: { ...bankA.known, ...change } });
    await expectRefused(callback({}, { findKey }), 'SIGNATURE.KEY_NOT_ACTIVE');
  });

  it.each([
    ['valid from this instant', { notBefore: NOW }],
    ['about to be revoked', { revokedAt: seconds(1) }],
    ['never revoked', { revokedAt: null }],
  ])('accept a request under a key that is %s', async (_what, change) => {
    const findKey = keyTable({ [bankA.key.keyId]: { ...bankA.known, ...change } });
    expect(await verifyRequest(callback({}, { findKey }))).toMatchObject({ ok: true });
  });

  it("refuse a signature of bank A under bank B's key id", async () => {
    const key = { keyId: bankB.key.keyId, privateKey: bankA.key.privateKey };
    await expectRefused(callback({ key }), 'SIGNATURE.BAD');
  });

  it('refuse a signature by a key that was replaced under the same id', async () => {
    const findKey = keyTable({ [bankA.key.keyId]: newParty('th-004', bankA.key.keyId).known });
    await expectRefused(callback({}, { findKey }), 'SIGNATURE.BAD');
  });

  it('never repeat what the sender wrote', async () => {
    const loud = changedHeader(callback(), 'signature-input', (value) => value.replace(/th-004/, '9123456789010'));
    expect(JSON.stringify(await verifyRequest(loud))).not.toContain('9123456789010');
  });
});
