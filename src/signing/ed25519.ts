import { sign, verify, type KeyObject } from 'node:crypto';

/** Signs a signature base. Throws when the key is not Ed25519. */
export function signBase(base: string, privateKey: KeyObject): Buffer {
  assertEd25519(privateKey);
  return sign(null, Buffer.from(base), privateKey);
}

/**
 * Returns whether this key made a base64 signature over a signature base. Throws when the key is
 * not Ed25519.
 */
export function isSignedBy(base: string, signature: string, publicKey: KeyObject): boolean {
  assertEd25519(publicKey);
  return verify(null, Buffer.from(base), publicKey, Buffer.from(signature, 'base64'));
}

/** Throws for another kind of key: node:crypto would silently use that key's own algorithm. */
function assertEd25519(key: KeyObject): void {
  if (key.asymmetricKeyType !== 'ed25519') throw new Error('the key is not an Ed25519 key');
}
