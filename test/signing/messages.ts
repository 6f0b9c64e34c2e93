import { generateSigningKey, loadPrivateKey, loadPublicKey, type SigningKey } from '../../src/signing/keys.js';
import { signRequest, type RequestToSign } from '../../src/signing/sign-request.js';
import { signResponse, type ResponseToSign } from '../../src/signing/sign-response.js';
import type { FindKey, KnownKey, Rejected } from '../../src/signing/verdict.js';
import type { ReceivedRequest } from '../../src/signing/verify-request.js';
import type { ReceivedResponse } from '../../src/signing/verify-response.js';

/**
 * The instant at which the messages of these tests are signed and received, unless a test sets
 * another.
 */
export const NOW = new Date('2026-03-01T08:00:00Z');

/** A party with one key: the key it signs with, and the key that the other side enrolled. */
export interface Party {
  readonly key: SigningKey;
  readonly known: KnownKey;
}

export function newParty(partyId: string, keyId: string): Party {
  const pair = generateSigningKey(keyId);
  return {
    key: { keyId, privateKey: loadPrivateKey(pair.privateJwk) },
    known: {
      partyId,
      publicKey: loadPublicKey(pair.publicJwk),
      notBefore: new Date('2026-01-01T00:00:00Z'),
      notAfter: new Date('2099-01-01T00:00:00Z'),
    },
  };
}

export const bankA = newParty('th-004', 'th-004.2026-1');
export const bankB = newParty('th-014', 'th-014.2026-1');
export const centre = newParty('aoc', 'aoc.2026-1');

/** Returns a key table with the three parties; a test may replace entries. */
export function keyTable(replaced: Readonly<Record<string, KnownKey>> = {}): FindKey {
  const keys = new Map<string, KnownKey>(
    [bankA, bankB, centre].map((party): [string, KnownKey] => [party.key.keyId, party.known]),
  );
  for (const [keyId, known] of Object.entries(replaced)) keys.set(keyId, known);
  return (keyId) => Promise.resolve(keys.get(keyId));
}

export const RECEIPT = Buffer.from('{"type":"hold.receipt","result":"HELD_FULL","heldAmountSatang":"1250000"}');
const TARGET = '/v1/callbacks/institutions?part=1';
const AUTHORITY = 'centre.example';

/** Returns a callback that bank A signed, as the centre receives it. */
export function callback(
  signed: Partial<RequestToSign> = {},
  received: Partial<ReceivedRequest> = {},
): ReceivedRequest {
  const headers = { 'Content-Type': 'application/json', 'Webhook-Id': '01JQ0000000000000000000001' };
  const request: RequestToSign = {
    method: 'POST',
    url: `https://${AUTHORITY}${TARGET}`,
    headers,
    body: RECEIPT,
    key: bankA.key,
    now: NOW,
    nonce: 'nonce-0000000001',
    ...signed,
  };
  return {
    method: request.method,
    url: TARGET,
    authority: AUTHORITY,
    headers: { ...request.headers, ...signRequest(request) },
    body: request.body,
    now: NOW,
    findKey: keyTable(),
    requireWebhookId: true,
    ...received,
  };
}

/** Returns the headers of the centre's signed order to bank A, to which the answer is bound. */
export function orderHeaders(nonce: string): ReceivedResponse['requestHeaders'] {
  const headers = { 'content-type': 'application/json' };
  const url = 'https://bank-a.example/hold-orders';
  const order = {
    method: 'POST',
    url,
    headers,
    body: Buffer.from('{"orderId":"1"}'),
    key: centre.key,
    now: NOW,
    nonce,
  };
  return { ...headers, ...signRequest(order) };
}

/** Returns bank A's signed answer to an order, as the centre receives it. */
export function answer(
  signed: Partial<ResponseToSign> = {},
  received: Partial<ReceivedResponse> = {},
): ReceivedResponse {
  const response: ResponseToSign = {
    status: 202,
    headers: { 'content-type': 'application/json' },
    body: Buffer.from('{"accepted":true}'),
    requestHeaders: orderHeaders('nonce-of-the-order'),
    key: bankA.key,
    now: NOW,
    ...signed,
  };
  return {
    status: response.status,
    headers: { ...response.headers, ...signResponse(response) },
    body: response.body,
    requestHeaders: response.requestHeaders,
    now: NOW,
    findKey: keyTable(),
    expectedPartyId: 'th-004',
    ...received,
  };
}

/** Returns the message with one header changed. */
export function changedHeader<T extends ReceivedRequest | ReceivedResponse>(
  message: T,
  name: string,
  change: (value: string) => string | string[] | undefined,
): T {
  const value = message.headers[name];
  if (typeof value !== 'string') throw new Error(`the message has no single header ${name}`);
  return { ...message, headers: { ...message.headers, [name]: change(value) } };
}

/** Returns `NOW` moved by a number of seconds. */
export function seconds(offset: number): Date {
  return new Date(NOW.getTime() + offset * 1000);
}

/** Returns what a refusal with this code looks like. */
export function refusal(code: Rejected['code']): Rejected {
  return { ok: false, code, detail: expect.any(String) as string };
}
