import { matchesContentDigest } from './content-digest.js';
import { isSignedBy } from './ed25519.js';
import { singleHeader, type HeaderValues } from './headers.js';
import { DEFAULT_CLOCK_SKEW_SECONDS, SIGNATURE_ALGORITHM } from './profile.js';
import { checkCoverage, readSignature } from './received-signature.js';
import { buildSignatureBase, type RequestMessage, type ResponseMessage } from './signature-base.js';
import type { SignatureParams } from './signature-params.js';
import { reject, type FindKey, type KnownKey, type Rejected, type VerifiedResponse } from './verdict.js';

/** Options of verifying that requests and answers share. */
export interface VerifyingOptions {
  /** The time of receipt; use the database's clock, which all instances share. */
  readonly now: Date;
  readonly findKey: FindKey;
  /**
   * Seconds by which the sender's clock may run ahead of ours. There is no grace after `expires`.
   */
  readonly clockSkewSeconds?: number;
}

/** The raw bytes of a body, or how they are read once the signature over their digest is good. */
export type Body = Uint8Array | (() => Promise<Uint8Array>);

/** The signature that a message must carry. */
export interface Expectation {
  readonly components: readonly string[];
  readonly nonceRequired: boolean;
  readonly partyId?: string;
}

/**
 * Verifies the one signature of a message: form, coverage, time, key, signature, and last the
 * digest, which the signature covers. So a body need not be read of who signed nothing. Returns a
 * refusal as a value. Throws only when `findKey` or the reading of the body fails, or when a key in
 * our table is not Ed25519.
 */
export async function verifyMessage(
  message: RequestMessage | ResponseMessage,
  body: Body,
  expectation: Expectation,
  options: VerifyingOptions,
): Promise<VerifiedResponse | Rejected> {
  const received = readSignature(message.headers, expectation.nonceRequired);
  if (!received.ok) return received;
  const { components, paramsText, params, signature } = received;
  const refusal = checkCoverage(components, expectation.components, message.headers) ?? checkTime(params, options);
  if (refusal !== undefined) return refusal;

  const key = await options.findKey(params.keyId);
  if (key === undefined) return reject('SIGNATURE.UNKNOWN_KEY', 'the key is not enrolled');
  const inactive = whyInactive(key, options.now);
  if (inactive !== undefined) return reject('SIGNATURE.KEY_NOT_ACTIVE', inactive);
  if (expectation.partyId !== undefined && key.partyId !== expectation.partyId) {
    return reject('SIGNATURE.WRONG_PARTY', 'the key belongs to another party');
  }
  const signatureBase = buildSignatureBase(components, paramsText, message);
  if (!isSignedBy(signatureBase, signature, key.publicKey)) {
    return reject('SIGNATURE.BAD', 'the signature does not fit the message');
  }
  const bytes = typeof body === 'function' ? await body() : body;
  const otherBody = checkBody(message.headers, bytes);
  if (otherBody !== undefined) return otherBody;
  return {
    ok: true,
    keyId: params.keyId,
    partyId: key.partyId,
    nonce: params.nonce,
    createdAt: new Date(params.created * 1000),
    expiresAt: new Date(params.expires * 1000),
    proof: { signatureBase, signature, keyId: params.keyId, alg: SIGNATURE_ALGORITHM },
  };
}

/**
 * Checks the times of a signature. There is no grace after `expires`: nonces are forgotten then,
 * so a later copy could not be told from the first.
 */
function checkTime(params: SignatureParams, options: VerifyingOptions): Rejected | undefined {
  const nowSeconds = options.now.getTime() / 1000;
  if (params.created > nowSeconds + (options.clockSkewSeconds ?? DEFAULT_CLOCK_SKEW_SECONDS)) {
    return reject('SIGNATURE.NOT_YET_VALID', 'the signature was created in the future');
  }
  return nowSeconds > params.expires ? reject('SIGNATURE.EXPIRED', 'the signature has expired') : undefined;
}

/** Checks what the signed headers say of the body: a body needs a content-type, and its digest. */
function checkBody(headers: HeaderValues, body: Uint8Array): Rejected | undefined {
  if (body.length > 0 && !headers.has('content-type')) {
    return reject('SIGNATURE.COVERAGE', 'a body needs a content-type, and the signature must cover it');
  }
  const digest = singleHeader(headers, 'content-digest');
  if (digest.found === 'one' && matchesContentDigest(digest.value, body)) return undefined;
  return reject('SIGNATURE.DIGEST', 'the content-digest is not the sha-256 of the body');
}

/** Says why a key does not count at an instant; undefined: it counts. */
function whyInactive(key: KnownKey, now: Date): string | undefined {
  // A key that was revoked counts no more, also for what it signed before.
  if (key.revokedAt && key.revokedAt <= now) return 'the key is revoked';
  if (now < key.notBefore) return 'the key does not count yet';
  return now < key.notAfter ? undefined : 'the key does not count any more';
}
