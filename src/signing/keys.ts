import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { KEY_ID_PATTERN } from './profile.js';

/** An Ed25519 public key as a JWK (RFC 8037), as published in a JWKS. */
export interface Ed25519PublicJwk {
  readonly kty: 'OKP';
  readonly crv: 'Ed25519';
  readonly x: string;
  readonly kid: string;
  readonly use: 'sig';
}

/**
 * An Ed25519 private key as a JWK (RFC 8037). It is secret: never stored or logged in the clear.
 */
interface Ed25519PrivateJwk extends Ed25519PublicJwk {
  readonly d: string;
}

/**
 * The parts of a JWK that make it an Ed25519 key, read from a store or a JWKS and not yet checked.
 */
export interface UncheckedJwk {
  readonly kty?: string;
  readonly crv?: string;
  readonly x?: string;
  readonly d?: string;
}

/** A new key pair, with the id under which the other side enrols it. */
export interface SigningKeyPair {
  readonly keyId: string;
  readonly privateJwk: Ed25519PrivateJwk;
  readonly publicJwk: Ed25519PublicJwk;
}

/** A private key ready to sign with. */
export interface SigningKey {
  readonly keyId: string;
  readonly privateKey: KeyObject;
}

/**
 * Points of small order, with the sign bit cleared. A signature under such a key can fit many
 * messages, so its owner could deny or invent what it signed. OpenSSL accepts these keys; evidence
 * must not.
 */
const SMALL_ORDER_POINTS: ReadonlySet<string> = new Set([
  '0000000000000000000000000000000000000000000000000000000000000000',
  '0100000000000000000000000000000000000000000000000000000000000000',
  '26e8958fc2b227b045c3f489f2ef98f0d5dfac05d3c63339b13802886d53fc05',
  'c7176a703d4dd84fba3c0b760d10670f2a2053fa2c39ccc64ec7fd7792ac037a',
  'ecffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
  'eeffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f',
]);

/** Bytes of either half of an Ed25519 key; they end its DER form (RFC 8410, sections 4 and 7). */
const HALF_BYTES = 32;

/**
 * Creates an Ed25519 key pair. Throws when the id has characters that a signature may not carry.
 */
export function generateSigningKey(keyId: string): SigningKeyPair {
  assertKeyId(keyId);
  // Bytes, and no key objects: Node stops for ever when it exports one half as a JWK and collects
  // the other meanwhile, because the two share a lock.
  const pair = generateKeyPairSync('ed25519', {
    publicKeyEncoding: { type: 'spki', format: 'der' },
    privateKeyEncoding: { type: 'pkcs8', format: 'der' },
  });
  const x = pair.publicKey.subarray(-HALF_BYTES).toString('base64url');
  const d = pair.privateKey.subarray(-HALF_BYTES).toString('base64url');
  const publicJwk = { kty: 'OKP', crv: 'Ed25519', x, kid: keyId, use: 'sig' } as const;
  return { keyId, privateJwk: { ...publicJwk, d }, publicJwk };
}

/**
 * Reads a private JWK. Throws when it is not Ed25519 or when its public part belongs to another
 * key.
 */
export function loadPrivateKey(jwk: UncheckedJwk): KeyObject {
  const { x } = assertEd25519(jwk);
  if (jwk.d === undefined) throw new Error('not a private key: the JWK has no private part');
  const privateKey = createPrivateKey({ key: { kty: 'OKP', crv: 'Ed25519', x, d: jwk.d }, format: 'jwk' });
  if (createPublicKey(privateKey).export({ format: 'jwk' }).x !== x) {
    throw new Error('the public part of the JWK does not belong to its private part');
  }
  return privateKey;
}

/**
 * Reads a public JWK. Throws when it is not Ed25519, is a weak point, or carries a private part.
 */
export function loadPublicKey(jwk: UncheckedJwk): KeyObject {
  const { x, bytes } = assertEd25519(jwk);
  if (jwk.d !== undefined) throw new Error('a private key was given where a public key is expected');
  const unsigned = Buffer.from(bytes);
  unsigned.writeUInt8(unsigned.readUInt8(31) & 0x7f, 31);
  if (SMALL_ORDER_POINTS.has(unsigned.toString('hex'))) throw new Error('the public key is a point of small order');
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x }, format: 'jwk' });
}

/** Throws unless the id can stand in a signature's `keyid` parameter. */
export function assertKeyId(keyId: string): void {
  if (!KEY_ID_PATTERN.test(keyId)) throw new Error('a key id has 1 to 128 letters, digits or . _ : -');
}

function assertEd25519(jwk: UncheckedJwk): { x: string; bytes: Buffer } {
  if (jwk.kty !== 'OKP' || jwk.crv !== 'Ed25519') throw new Error('not an Ed25519 JWK');
  const bytes = Buffer.from(jwk.x ?? '', 'base64url');
  if (bytes.length !== 32 || bytes.toString('base64url') !== jwk.x) throw new Error('not an Ed25519 public value');
  return { x: jwk.x, bytes };
}
