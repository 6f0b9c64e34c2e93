import { createCipheriv, createDecipheriv, hkdfSync, randomBytes, webcrypto } from 'node:crypto';

/** Master keys by id: 32 bytes in base64. The key `current` encrypts, and every key decrypts. */
export interface CodecKeys {
  readonly current: string;
  readonly keys: Readonly<Record<string, string>>;
}

const CIPHER = 'aes-256-gcm';
const KEY_BYTES = 32;
const IV_BYTES = 12;
const TAG_BYTES = 16;

/** Returns master keys as bytes, by id. Throws when one is not usable or the current one is missing. */
export function readMasterKeys({ current, keys }: CodecKeys): ReadonlyMap<string, Buffer> {
  const masters = new Map(
    Object.entries(keys).map(([id, base64]) => {
      const key = Buffer.from(base64, 'base64');
      if (key.length !== KEY_BYTES) throw new Error(`codec key ${id} must be 32 bytes in base64`);
      return [id, key] as const;
    }),
  );
  if (!masters.has(current)) throw new Error(`codec key ${current} is not among the keys`);
  return masters;
}

/**
 * Derives the key of one thing (HKDF-SHA-256, RFC 5869), so that no two are encrypted under the
 * same. Throws when the master key is not known.
 */
export function deriveKey(masters: ReadonlyMap<string, Buffer>, keyId: string, thing: string): Buffer {
  const master = masters.get(keyId);
  if (master === undefined) throw new Error(`${thing} is encrypted under unknown codec key ${keyId}`);
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), thing, KEY_BYTES));
}

/** Encrypts bytes with AES-256-GCM, bound to `context`: 12 bytes of IV, the bytes, 16 of tag. */
export function seal(key: Buffer, context: Uint8Array, plain: Uint8Array): Buffer {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv(CIPHER, key, iv);
  cipher.setAAD(context);
  return Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
}

/** Decrypts what `seal` made. Throws when it was changed, or sealed with another key or context. */
export function unseal(key: Buffer, context: Uint8Array, sealed: Buffer): Buffer {
  const tagAt = sealed.length - TAG_BYTES;
  const decipher = createDecipheriv(CIPHER, key, sealed.subarray(0, IV_BYTES));
  decipher.setAAD(context);
  decipher.setAuthTag(sealed.subarray(tagAt));
  return Buffer.concat([decipher.update(sealed.subarray(IV_BYTES, tagAt)), decipher.final()]);
}

/**
 * Encrypts a file as `seal` does, in a thread beside the event loop: some megabytes at once would let
 * every other request wait.
 */
export async function sealFile(key: Buffer, context: Uint8Array, plain: Uint8Array): Promise<Buffer> {
  const iv = randomBytes(IV_BYTES);
  const sealed = await webcrypto.subtle.encrypt(paramsOf(iv, context), await importKey(key, 'encrypt'), plain);
  return Buffer.concat([iv, Buffer.from(sealed)]);
}

/** Decrypts what `seal` or `sealFile` made, in the same way. Throws as `unseal` does. */
export async function unsealFile(key: Buffer, context: Uint8Array, sealed: Buffer): Promise<Buffer> {
  const iv = sealed.subarray(0, IV_BYTES);
  const cipherText = sealed.subarray(IV_BYTES);
  return Buffer.from(
    await webcrypto.subtle.decrypt(paramsOf(iv, context), await importKey(key, 'decrypt'), cipherText),
  );
}

function paramsOf(iv: Uint8Array, additionalData: Uint8Array) {
  return { name: 'AES-GCM', iv, additionalData, tagLength: TAG_BYTES * 8 };
}

function importKey(key: Buffer, use: 'encrypt' | 'decrypt'): Promise<webcrypto.CryptoKey> {
  return webcrypto.subtle.importKey('raw', key, 'AES-GCM', false, [use]);
}
