import type { KeyObject } from 'node:crypto';
import type { SignatureProof } from './proof.js';

/**
 * Why a signed message was refused. Stable: stored in security events and answered as the problem's
 * code.
 */
export type RejectionCode =
  | 'SIGNATURE.MISSING'
  | 'SIGNATURE.MALFORMED'
  | 'SIGNATURE.TARGET'
  | 'SIGNATURE.DUPLICATE_HEADER'
  | 'SIGNATURE.COVERAGE'
  | 'SIGNATURE.PARAMETERS'
  | 'SIGNATURE.ALGORITHM'
  | 'SIGNATURE.NOT_YET_VALID'
  | 'SIGNATURE.EXPIRED'
  | 'SIGNATURE.DIGEST'
  | 'SIGNATURE.UNKNOWN_KEY'
  | 'SIGNATURE.KEY_NOT_ACTIVE'
  | 'SIGNATURE.WRONG_PARTY'
  | 'SIGNATURE.BAD';

/**
 * A refusal. `detail` is a fixed English sentence for logs: it never repeats what the sender wrote.
 */
export interface Rejected {
  readonly ok: false;
  readonly code: RejectionCode;
  readonly detail: string;
}

/** An accepted answer: who signed it, when, and the proof to store beside the raw body. */
export interface VerifiedResponse {
  readonly ok: true;
  readonly keyId: string;
  /** The institution or agency that owns the key; the only source of the sender's identity. */
  readonly partyId: string;
  readonly nonce?: string;
  readonly createdAt: Date;
  /**
   * The last instant at which the same bytes would still be accepted: keep the nonce until then.
   */
  readonly expiresAt: Date;
  readonly proof: SignatureProof;
}

/** An accepted request. The caller must still refuse a nonce seen before from this party. */
export interface Verified extends VerifiedResponse {
  readonly nonce: string;
  /** The signed `webhook-id`, when the request has one: the permanent key of deduplication. */
  readonly webhookId?: string;
}

/** A public key as enrolled, with the party that owns it and the time in which it may be used. */
export interface KnownKey {
  readonly partyId: string;
  readonly publicKey: KeyObject;
  /** First instant of use. */
  readonly notBefore: Date;
  /** First instant at which it may no longer be used. */
  readonly notAfter: Date;
  /** From this instant on nothing signed with the key is accepted, whenever it was created. */
  readonly revokedAt?: Date | null;
}

/** Looks a key up in our own table; nothing in a message may say where a key is found. */
export type FindKey = (keyId: string) => Promise<KnownKey | undefined>;

/** Makes a refusal. */
export function reject(code: RejectionCode, detail: string): Rejected {
  return { ok: false, code, detail };
}
