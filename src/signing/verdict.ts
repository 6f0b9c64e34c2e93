import type { KeyObject } from 'node:crypto';
import type { SignatureProof } from './proof.js';

/**
 * Why a signed message was refused. The codes are stable: security events store them and problems
 * answer them.
 */
export type RejectionCode =
  | 'SIGNATURE.MISSING'
  | 'SIGNATURE.MALFORMED'
  | 'SIGNATURE.TARGET'
  | 'SIGNATURE.DUPLICATE_HEADER'
  | 'SIGNATURE.COVERAGE'
  | 'SIGNATURE.PARAMETERS'
  | 'SIGNATURE.PERSONAL_ID'
  | 'SIGNATURE.ALGORITHM'
  | 'SIGNATURE.NOT_YET_VALID'
  | 'SIGNATURE.EXPIRED'
  | 'SIGNATURE.DIGEST'
  | 'SIGNATURE.UNKNOWN_KEY'
  | 'SIGNATURE.KEY_NOT_ACTIVE'
  | 'SIGNATURE.WRONG_PARTY'
  | 'SIGNATURE.BAD';

/**
 * A refusal. `detail` is a fixed English sentence for logs and never repeats what the sender
 * wrote.
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
  /** The institution or agency that owns the key; nothing else identifies the sender. */
  readonly partyId: string;
  readonly nonce?: string;
  readonly createdAt: Date;
  /** The last instant at which the same bytes would be accepted; keep the nonce until then. */
  readonly expiresAt: Date;
  readonly proof: SignatureProof;
}

/** An accepted request. The caller must still refuse a nonce that this party has used before. */
export interface Verified extends VerifiedResponse {
  readonly nonce: string;
  /**
   * The signed `webhook-id`, if the request has one: the permanent key to recognise duplicates.
   */
  readonly webhookId?: string;
}

/** An enrolled public key, with the party that owns it and the time in which it may be used. */
export interface KnownKey {
  readonly partyId: string;
  readonly publicKey: KeyObject;
  /** First instant of use. */
  readonly notBefore: Date;
  /** First instant at which it may no longer be used. */
  readonly notAfter: Date;
  /** From this instant nothing signed with the key is accepted, whenever it was created. */
  readonly revokedAt?: Date | null;
}

/** Finds a key in our own table; nothing in a message may say where to find a key. */
export type FindKey = (keyId: string) => Promise<KnownKey | undefined>;

/** Returns a refusal. */
export function reject(code: RejectionCode, detail: string): Rejected {
  return { ok: false, code, detail };
}
