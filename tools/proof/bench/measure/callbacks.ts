import { randomUUID } from 'node:crypto';
import { Agent, request } from 'undici';
import { homeKey } from '../../../embedded/server/keys.js';
import { loadPrivateKey, type SigningKey } from '../../../../src/signing/keys.js';
import { signRequest } from '../../../../src/signing/sign-request.js';
import type { Bench } from '../bench.js';
import { inFlight } from './in-flight.js';
import type { AnsweredOrder } from '../record.js';
import type { Tally } from './statistics.js';

/** Signed callbacks that the API has committed. */
export interface CallbackRun extends Tally {
  /** From the request to its signed 200, ms. */
  readonly latencies: readonly number[];
  /** Until every one of them had its effect, in seconds after the last was accepted. */
  readonly appliedAfterSeconds: number;
}

const CALLBACKS = 1_000;
/** Under way at a time, over all banks: each bank may have 36 at an API (party-room.ts). */
const AT_A_TIME = 24;

/**
 * Sends receipts of hold orders as their banks would: signed, each with an id and a nonce of its
 * own. The API answers when bytes and signature are committed. Each repeats what is held under the
 * next number, and the effect comes after the answer, in the same processes.
 */
export async function sendCallbacks({ record, underTest }: Bench): Promise<CallbackRun> {
  const orders = await record.answeredOrders(CALLBACKS);
  if (orders.length === 0) throw new Error('no order is answered yet');
  const url = new URL('/v1/callbacks/institutions', underTest.system.apiUrl).href;
  const keys = new Map<string, SigningKey>();
  const keyOf = (bank: string): SigningKey => {
    const known = keys.get(bank) ?? readKey(underTest.home.keysDir, bank);
    keys.set(bank, known);
    return known;
  };
  const receipts = Array.from({ length: CALLBACKS }, (_, nth) => {
    const order = orders[nth % orders.length] as AnsweredOrder;
    return { order, receiptSeq: order.receiptSeq + 1 + Math.floor(nth / orders.length) };
  });
  const dispatcher = new Agent({ connections: AT_A_TIME });
  const latencies: number[] = [];
  const started = performance.now();
  await inFlight(receipts, AT_A_TIME, async ({ order, receiptSeq }) => {
    const body = Buffer.from(JSON.stringify(receiptOf(order, receiptSeq)));
    const headers = { 'content-type': 'application/json', 'webhook-id': randomUUID() };
    const key = keyOf(order.institution);
    const signed = signRequest({ method: 'POST', url, headers, body, key, now: new Date(), nonce: randomUUID() });
    const from = performance.now();
    const response = await request(url, { method: 'POST', headers: { ...headers, ...signed }, body, dispatcher });
    const answer = await response.body.text();
    if (response.statusCode !== 200) throw new Error(`a callback got ${response.statusCode}: ${answer}`);
    latencies.push(performance.now() - from);
  });
  const seconds = (performance.now() - started) / 1_000;
  await dispatcher.close();
  const acceptedAt = performance.now();
  await record.messagesApplied();
  return { done: CALLBACKS, seconds, latencies, appliedAfterSeconds: (performance.now() - acceptedAt) / 1_000 };
}

/** Reads the key of a simulated bank. */
function readKey(keysDir: string, bank: string): SigningKey {
  const { keyId, privateJwk } = homeKey(keysDir, `${bank}-1`, new Date());
  return { keyId, privateKey: loadPrivateKey(privateJwk) };
}

function receiptOf({ orderId, heldSatang }: AnsweredOrder, receiptSeq: number): object {
  const held = { result: 'HELD_FULL', heldAmountSatang: heldSatang };
  const data = { orderId, receiptSeq, ...held, onward: [], at: new Date().toISOString() };
  return { type: 'hold.receipt', data };
}
