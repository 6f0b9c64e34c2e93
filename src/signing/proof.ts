import type { KeyObject } from 'node:crypto';
import { matchesContentDigest } from './content-digest.js';
import { isSignedBy } from './ed25519.js';
import { SIGNATURE_ALGORITHM } from './profile.js';
import { parseSignatureBase } from './signature-base.js';

/**
 * The proof stored with the raw body of an accepted message. With it and the sender's public key
 * anybody can verify years later what the sender signed, without the message's headers or the code
 * of that day.
 */
export interface SignatureProof {
  /**
   * The exact text that was signed (RFC 9421 section 2.5): one line per covered component, then
   * the parameters.
   */
  readonly signatureBase: string;
  /** base64 */
  readonly signature: string;
  readonly keyId: string;
  readonly alg: string;
}

/** A stored message to be verified again. */
export interface ProofToReverify {
  readonly proof: SignatureProof;
  /** The stored raw bytes. */
  readonly body: Uint8Array;
  /** The key enrolled under `proof.keyId` when the message was received. */
  readonly publicKey: KeyObject;
}

/** Whether stored bytes still prove what was signed; `code` names the part that does not fit. */
export type ProofVerdict =
  | { readonly ok: true }
  | {
      readonly ok: false;
      readonly code: 'SIGNATURE.MALFORMED' | 'SIGNATURE.ALGORITHM' | 'SIGNATURE.BAD' | 'SIGNATURE.DIGEST';
    };

/**
 * Verifies a stored message again: the signature fits the stored base, the base names the stored
 * key and algorithm, and the content-digest in the base is the digest of the stored body. It does
 * not check time and key validity, which were checked at receipt: a key that has expired since
 * does not undo what it signed.
 */
export function reverifyProof({ proof, body, publicKey }: ProofToReverify): ProofVerdict {
  if (proof.alg !== SIGNATURE_ALGORITHM) return { ok: false, code: 'SIGNATURE.ALGORITHM' };
  const parsed = parseSignatureBase(proof.signatureBase);
  const digest = parsed?.values.get('"content-digest"');
  if (parsed === undefined || digest === undefined || parsed.input.params.get('keyid') !== proof.keyId) {
    return { ok: false, code: 'SIGNATURE.MALFORMED' };
  }
  if (parsed.input.params.get('alg') !== SIGNATURE_ALGORITHM) return { ok: false, code: 'SIGNATURE.ALGORITHM' };
  if (!isSignedBy(proof.signatureBase, proof.signature, publicKey)) return { ok: false, code: 'SIGNATURE.BAD' };
  return matchesContentDigest(digest, body) ? { ok: true } : { ok: false, code: 'SIGNATURE.DIGEST' };
}
