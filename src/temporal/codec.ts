import type { Payload, PayloadCodec, SerializationContext } from '@temporalio/common';
import { temporal } from '@temporalio/proto';
import { deriveKey, type CodecKeys, readMasterKeys, seal, unseal } from '../encryption/sealed-bytes.js';

export type { CodecKeys };

const ENCODING = 'binary/encrypted';
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
  const masters = readMasterKeys(keys);
  return {
    async encode(payloads, context) {
      return payloads.map((payload) => encrypt(payload, keys.current, masters, contextOf(context)));
    },
    async decode(payloads) {
      return payloads.map((payload) => (isEncrypted(payload) ? decrypt(payload, masters) : payload));
    },
  };
}

function contextOf(context: SerializationContext | undefined): string {
  return context !== undefined && 'workflowId' in context && context.workflowId !== undefined ? context.workflowId : '';
}

function keyFor(masters: ReadonlyMap<string, Buffer>, keyId: string, context: string): Buffer {
  return deriveKey(masters, keyId, `rangap payload ${context}`);
}

function isEncrypted(payload: Payload): boolean {
  return (
    payload.metadata?.['encoding'] !== undefined &&
    payload.metadata['encoding'] !== null &&
    text.decode(payload.metadata['encoding']) === ENCODING
  );
}

function encrypt(payload: Payload, keyId: string, masters: ReadonlyMap<string, Buffer>, context: string): Payload {
  const plain = temporal.api.common.v1.Payload.encode(payload).finish();
  const bound = utf8.encode(context);
  return {
    metadata: { encoding: utf8.encode(ENCODING), 'key-id': utf8.encode(keyId), context: bound },
    data: seal(keyFor(masters, keyId, context), bound, plain),
  };
}

function decrypt(payload: Payload, masters: ReadonlyMap<string, Buffer>): Payload {
  const keyId = text.decode(payload.metadata?.['key-id'] ?? new Uint8Array());
  const context = text.decode(payload.metadata?.['context'] ?? new Uint8Array());
  const data = Buffer.from(payload.data ?? new Uint8Array());
  const plain = unseal(keyFor(masters, keyId, context), utf8.encode(context), data);
  return temporal.api.common.v1.Payload.decode(plain);
}
