import { createPrivateKey, createPublicKey, type KeyObject } from 'node:crypto';
import { KEY_ID } from './profile.js';

/** An Ed25519 key as a JWK (RFC 8037), as the file of a key or `GET /v1/keys` has it. */
export interface Jwk {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  /** The private half: never stored in the clear. */
  readonly d?: string;
  readonly kid?: string;
}

/** A private key of the institution, with the id under which the centre enrolled its public half. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/** Finds a public key of the other side by its id; undefined: it has no such key. */
export type FindKey = (keyId: string) => Promise<KeyObject | undefined>;

/**
 * Reads a private key.
 * @param keyId the id under which it is enrolled
 * @throws when it is no Ed25519 key, has no private half, or the id cannot stand in a signature
 */
export function readPrivateKey(keyId: string, jwk: Jwk): SigningKey {
  if (!KEY_ID.test(keyId)) throw new Error('a key id has 1 to 128 letters, digits or . _ : -');
  const { x, d } = jwk;
  if (!isEd25519(jwk) || d === undefined) throw new Error('no private Ed25519 key');
  return { keyId, privateKey: createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d }, format: 'jwk' }) };
}

/**
 * Reads a public key of the other side.
 * @throws when it is no Ed25519 key, or carries a private half
 */
export function readPublicKey(jwk: Jwk): KeyObject {
  if (!isEd25519(jwk) || jwk.d !== undefined) throw new Error('no public Ed25519 key');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: jwk.x }, format: 'jwk' });
}

function isEd25519({ kty, crv, x = '' }: Jwk): boolean {
  return kty === 'OKP' && crv === 'Ed25519' && Buffer.from(x, 'base64url').length === 32;
}
