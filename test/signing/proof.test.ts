import { contentDigest } from '../../src/signing/content-digest.js';
import { signBase } from '../../src/signing/ed25519.js';
import { reverifyProof, type SignatureProof } from '../../src/signing/proof.js';
import { verifyRequest } from '../../src/signing/verify-request.js';
import { verifyResponse } from '../../src/signing/verify-response.js';
import { answer, bankA, bankB, callback, RECEIPT } from './messages.js';

const { publicKey } = bankA.known;

async function storedProof(): Promise<SignatureProof> {
  const verdict = await verifyRequest(callback());
  if (!verdict.ok) throw new Error(verdict.code);
  // As the database returns it.
  return JSON.parse(JSON.stringify(verdict.proof)) as SignatureProof;
}

/** Signs a base with the owner's key, so that only its content can be wrong. */
function signed(proof: SignatureProof, signatureBase: string): SignatureProof {
  return { ...proof, signatureBase, signature: signBase(signatureBase, bankA.key.privateKey).toString('base64') };
}

describe('a stored proof', () => {
  it('verifies again from stored bytes alone, for a request and for an answer', async () => {
    expect(reverifyProof({ proof: await storedProof(), body: RECEIPT, publicKey })).toEqual({ ok: true });
    const response = answer();
    const verdict = await verifyResponse(response);
    if (!verdict.ok) throw new Error(verdict.code);
    expect(reverifyProof({ proof: verdict.proof, body: response.body, publicKey })).toEqual({ ok: true });
  });

  it('fails when one byte of the body was changed', async () => {
    const body = Buffer.from(RECEIPT.toString().replace('1250000', '1250001'));
    expect(reverifyProof({ proof: await storedProof(), body, publicKey })).toEqual({
      ok: false,
      code: 'SIGNATURE.DIGEST',
    });
  });

  it('fails when the base was changed together with the body', async () => {
    const body = Buffer.from('{}');
    const proof = await storedProof();
    const signatureBase = proof.signatureBase.replace(contentDigest(RECEIPT), contentDigest(body));
    const forged = { proof: { ...proof, signatureBase }, body, publicKey };
    expect(reverifyProof(forged)).toEqual({ ok: false, code: 'SIGNATURE.BAD' });
  });

  it('fails under the key of somebody else', async () => {
    const stranger = { proof: await storedProof(), body: RECEIPT, publicKey: bankB.known.publicKey };
    expect(reverifyProof(stranger)).toEqual({ ok: false, code: 'SIGNATURE.BAD' });
  });

  it.each([
    ['another signature', { signature: Buffer.alloc(64).toString('base64') }, 'SIGNATURE.BAD'],
    ['a cut signature', { signature: 'AAAA' }, 'SIGNATURE.BAD'],
    ['another key id', { keyId: 'th-014.2026-1' }, 'SIGNATURE.MALFORMED'],
    ['another algorithm', { alg: 'hmac-sha256' }, 'SIGNATURE.ALGORITHM'],
    ['an empty base', { signatureBase: '' }, 'SIGNATURE.MALFORMED'],
  ])('fails with %s', async (_what, change, code) => {
    const proof = { ...(await storedProof()), ...change };
    expect(reverifyProof({ proof, body: RECEIPT, publicKey })).toEqual({ ok: false, code });
  });

  it.each<[string, (base: string) => string, string]>([
    ['no digest', (base) => base.replace(/^"content-digest".*\n/m, '').replace(' "content-digest"', ''), 'MALFORMED'],
    [
      'a line at its end that the parameters do not name',
      (base) => base.replace(/\n(.*)$/, '\n"x": y\n$1'),
      'MALFORMED',
    ],
    ['a line too many', (base) => `"x": y\n${base}`, 'MALFORMED'],
    ['its lines in another order', (base) => base.replace(/^(.*)\n(.*)/, '$2\n$1'), 'MALFORMED'],
    ['parameters that cannot be read', (base) => base.replace('("@method"', '("@method'), 'MALFORMED'],
    ['another algorithm in the base', (base) => base.replace('alg="ed25519"', 'alg="none"'), 'ALGORITHM'],
  ])('fails with %s, even if it is signed', async (_what, change, code) => {
    const proof = await storedProof();
    const changed = change(proof.signatureBase);
    expect(changed).not.toBe(proof.signatureBase);
    expect(reverifyProof({ proof: signed(proof, changed), body: RECEIPT, publicKey })).toEqual({
      ok: false,
      code: `SIGNATURE.${code}`,
    });
  });
});
