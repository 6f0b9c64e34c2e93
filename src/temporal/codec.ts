import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';
import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { temporal } from '@temporalio/proto';

/**
 * The master keys of the payload codec by key id: 32 bytes in base64. The key `current` encrypts,
 * and every key decrypts.
 */
export interface CodecKeys {
  current: string;
  keys: Readonly<Record<string, string>>;
}

const ENCODING = 'binary/encrypted';
const IV_BYTES = 12;
const TAG_BYTES = 16;
const utf8 = new TextEncoder();
const text = new TextDecoder();

/**
 * Makes the codec that encrypts every payload in Temporal, with AES-256-GCM under a key derived
 * (HKDF-SHA-256) from the master key and the workflow's id. The id is also the additional
 * authenticated data, so a payload that is moved to another workflow does not decrypt. The key id
 * and the context stand in the payload's metadata, because the decoding endpoint of the Temporal
 * UI gets no context; a wrong context gives a wrong key and fails the authentication.
 */
export function createPayloadCodec(keys: CodecKeys): PayloadCodec {
  const masters = new Map(Object.entries(keys.keys).map(([id, base64]) => [id, readMasterKey(id, base64)]));
  const current = masters.get(keys.current);
  if (current === undefined) throw new Error(`codec key ${keys.current} is not among the keys`);
  return {
    async encode(payloads, context) {
      return payloads.map((payload) => encrypt(payload, keys.current, current, contextOf(context)));
    },
    async decode(payloads) {
      return payloads.map((payload) => (isEncrypted(payload) ? decrypt(payload, masters) : payload));
    },
  };
}

function readMasterKey(id: string, base64: string): Buffer {
  const key = Buffer.from(base64, 'base64');
  if (key.length !== 32) throw new Error(`codec key ${id} must be 32 bytes in base64`);
  return key;
}

function contextOf(context: SerializationContext | undefined): string {
  return context !== undefined && 'workflowId' in context && context.workflowId !== undefined ? context.workflowId : '';
}

function derive(master: Buffer, context: string): Buffer {
  return Buffer.from(hkdfSync('sha256', master, Buffer.alloc(0), `rangap payload ${context}`, 32));
}

function isEncrypted(payload: Payload): boolean {
  return (
    payload.metadata?.['encoding'] !== undefined &&
    payload.metadata['encoding'] !== null &&
    text.decode(payload.metadata['encoding']) === ENCODING
  );
}

function encrypt(payload: Payload, keyId: string, master: Buffer, context: string): Payload {
  const iv = randomBytes(IV_BYTES);
  const cipher = createCipheriv('aes-256-gcm', derive(master, context), iv);
  cipher.setAAD(utf8.encode(context));
  const plain = temporal.api.common.v1.Payload.encode(payload).finish();
  const data = Buffer.concat([iv, cipher.update(plain), cipher.final(), cipher.getAuthTag()]);
  return {
    metadata: { encoding: utf8.encode(ENCODING), 'key-id': utf8.encode(keyId), context: utf8.encode(context) },
    data,
  };
}

function decrypt(payload: Payload, masters: ReadonlyMap<string, Buffer>): Payload {
  const keyId = text.decode(payload.metadata?.['key-id'] ?? new Uint8Array());
  const context = text.decode(payload.metadata?.['context'] ?? new Uint8Array());
  const master = masters.get(keyId);
  if (master === undefined) throw new Error(`payload is encrypted under unknown codec key ${keyId}`);
  const data = Buffer.from(payload.data ?? new Uint8Array());
  const decipher = createDecipheriv('aes-256-gcm', derive(master, context), data.subarray(0, IV_BYTES));
  decipher.setAAD(utf8.encode(context));
  decipher.setAuthTag(data.subarray(data.length - TAG_BYTES));
  const plain = Buffer.concat([decipher.update(data.subarray(IV_BYTES, data.length - TAG_BYTES)), decipher.final()]);
  return temporal.api.common.v1.Payload.decode(plain);
}
