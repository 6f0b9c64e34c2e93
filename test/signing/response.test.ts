import fc from 'fast-check';
import { contentDigest } from '../../src/signing/content-digest.js';
import { signResponse } from '../../src/signing/sign-response.js';
import type { RejectionCode } from '../../src/signing/verdict.js';
import { verifyRequest } from '../../src/signing/verify-request.js';
import { verifyResponse, type ReceivedResponse } from '../../src/signing/verify-response.js';
import {
  answer,
  bankA,
  bankB,
  callback,
  changedHeader,
  keyTable,
  NOW,
  orderHeaders,
  refusal,
  seconds,
} from './messages.js';

async function expectRefused(response: ReceivedResponse, code: RejectionCode): Promise<void> {
  expect(await verifyResponse(response)).toEqual(refusal(code));
}

describe('a signed answer', () => {
  it('is accepted from the party that was asked, with its proof', async () => {
    const verdict = await verifyResponse(answer());
    expect(verdict).toMatchObject({ ok: true, partyId: 'th-004', createdAt: NOW, expiresAt: seconds(300) });
    expect(verdict.ok && verdict.proof.signatureBase.split('\n')).toEqual([
      '"@status": 202',
      expect.stringMatching(/^"content-digest": sha-256=:.{44}:$/),
      expect.stringMatching(/^"signature";req;key="sig1": :.{88}:$/),
      expect.stringMatching(/^"@signature-params": \("@status" "content-digest" "signature";req;key="sig1"\);created=/),
    ]);
  });

  it('carries a nonce when it is given one', async () => {
    expect(await verifyResponse(answer({ nonce: 'nonce-of-the-answer' }))).toMatchObject({
      nonce: 'nonce-of-the-answer',
    });
    expect((await verifyResponse(answer())).ok).toBe(true);
  });

  it('may have no body', async () => {
    expect(await verifyResponse(answer({ status: 204, headers: {}, body: Buffer.alloc(0) }))).toMatchObject({
      ok: true,
    });
  });

  it('is bound to the one request: refused as the answer to another', async () => {
    const other = { requestHeaders: orderHeaders('nonce-of-another') };
    await expectRefused(answer({}, other), 'SIGNATURE.BAD');
    expect(await verifyResponse(answer(other))).toMatchObject({ ok: true });
  });

  it('is refused for any single byte of its body', async () => {
    const response = answer();
    const flips = fc.tuple(fc.nat(response.body.length - 1), fc.integer({ min: 1, max: 255 }));
    await fc.assert(
      fc.asyncProperty(flips, async ([index, flip]) => {
        const body = Buffer.from(response.body);
        body.writeUInt8(body.readUInt8(index) ^ flip, index);
        await expectRefused({ ...response, body }, 'SIGNATURE.DIGEST');
      }),
    );
  });

  it.each<[string, Partial<ReceivedResponse>, RejectionCode]>([
    ['another status', { status: 200 }, 'SIGNATURE.BAD'],
    ['another party than was asked', { expectedPartyId: 'th-014' }, 'SIGNATURE.WRONG_PARTY'],
    ['an unknown key', { findKey: () => Promise.resolve(undefined) }, 'SIGNATURE.UNKNOWN_KEY'],
    ['a revoked key', { findKey: revoked() }, 'SIGNATURE.KEY_NOT_ACTIVE'],
    ['a time after its expiry', { now: seconds(301) }, 'SIGNATURE.EXPIRED'],
    ['a time before its creation', { now: seconds(-301) }, 'SIGNATURE.NOT_YET_VALID'],
    ['no headers', { headers: {} }, 'SIGNATURE.MISSING'],
  ])('is refused with %s', async (_what, change, code) => {
    await expectRefused(answer({}, change), code);
  });

  it('is refused when bank B answers, with its own key or under the key id of bank A', async () => {
    await expectRefused(answer({ key: bankB.key }), 'SIGNATURE.WRONG_PARTY');
    await expectRefused(answer({ key: { ...bankB.key, keyId: bankA.key.keyId } }), 'SIGNATURE.BAD');
  });

  it('is refused when the digest was recomputed for another body but not signed', async () => {
    const body = Buffer.from('{"accepted":false}');
    const forged = changedHeader({ ...answer(), body }, 'content-digest', () => contentDigest(body));
    await expectRefused(forged, 'SIGNATURE.BAD');
  });

  it.each(['"@status" ', ' "content-digest"', ' "signature";req;key="sig1"'])(
    'is refused when it does not cover%s',
    async (component) => {
      const without = (value: string) => value.replace(component, '');
      await expectRefused(changedHeader(answer(), 'signature-input', without), 'SIGNATURE.COVERAGE');
    },
  );

  it("is refused when it covers the digest of the request in place of the answer's own", async () => {
    const ofRequest = (value: string) => value.replace('"content-digest"', '"content-digest";req');
    await expectRefused(changedHeader(answer(), 'signature-input', ofRequest), 'SIGNATURE.COVERAGE');
  });

  it('is refused as a request, and a request as an answer', async () => {
    const { headers, body } = answer({ nonce: 'nonce-of-the-answer' });
    expect(await verifyRequest({ ...callback(), headers: { ...callback().headers, ...headers }, body })).toEqual(
      refusal('SIGNATURE.COVERAGE'),
    );
    await expectRefused(answer({}, { headers: callback().headers }), 'SIGNATURE.COVERAGE');
  });

  it('cannot be made for, or compared with, a request that carries no single signature', async () => {
    const unsigned = { requestHeaders: { 'content-type': 'application/json' } };
    expect(() => answer(unsigned)).toThrow('carries no single signature');
    await expect(verifyResponse(answer({}, unsigned))).rejects.toThrow('carries no single signature');
  });

  it('is not signed twice', () => {
    const { headers, status, body, requestHeaders } = answer();
    const signedAgain = { status, headers, body, requestHeaders, key: bankA.key, now: NOW };
    expect(() => signResponse(signedAgain)).toThrow('already');
  });
});

function revoked(): ReceivedResponse['findKey'] {
  return keyTable({ [bankA.key.keyId]: { ...bankA.known, revokedAt: NOW } });
}
