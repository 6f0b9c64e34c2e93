import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { Agent, request } from 'undici';
import { homeKey } from '../../../embedded/server/keys.js';
import { loadPrivateKey, type SigningKey } from '../../../../src/signing/keys.js';
import { signRequest } from '../../../../src/signing/sign-request.js';
import type { Bench } from '../bench.js';
import { inFlight } from './in-flight.js';
import type { AnsweredOrder } from '../record.js';
import type { Tally } from './statistics.js';

/** Signed callbacks that the API has committed. */
interface CallbackRun extends Tally {
  /** From the instant at which its bank wants to send it to its signed 200, ms. */
  readonly latencies: readonly number[];
  /** Until every one of them had its effect, in seconds after the last was accepted. */
  readonly appliedAfterSeconds: number;
}

const CALLBACKS = 1_000;
/** How many banks offer in a second, whatever is answered: the rate that is asked of the centre. */
export const OFFERED_PER_SECOND = 200;
/** Under way at a time, over all banks: each bank may have 36 at an API (party-room.ts). */
const AT_A_TIME = 24;

/** Callbacks as fast as the API takes them, and then as often as banks offer them. */
export interface CallbackRuns {
  readonly atMost: CallbackRun;
  readonly offered: CallbackRun;
}

/** Measures both, one after the other: the second begins when the first has had its effect. */
export async function measureCallbacks(bench: Bench): Promise<CallbackRuns> {
  const atMost = await sendCallbacks(bench);
  return { atMost, offered: await sendCallbacks(bench, OFFERED_PER_SECOND) };
}

/**
 * Sends receipts of hold orders as their banks would: signed, each with an id and a nonce of its
 * own, as many a second as are offered, or each as soon as one before it is answered. The API answers when bytes and signature are committed. Each repeats what is held under the
 * next number, and the effect comes after the answer, in the same processes.
 */
async function sendCallbacks({ record, underTest }: Bench, perSecond?: number): Promise<CallbackRun> {
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
    return { nth, order, receiptSeq: order.receiptSeq + 1 + Math.floor(nth / orders.length) };
  });
  const dispatcher = new Agent({ connections: AT_A_TIME });
  const latencies: number[] = [];
  const started = performance.now();
  // Offered ones wait for no answer: each has a lane of its own, and its time runs also while no connection is free.
  await inFlight(receipts, perSecond === undefined ? AT_A_TIME : CALLBACKS, async ({ nth, order, receiptSeq }) => {
    const offeredAt = perSecond === undefined ? undefined : started + (nth * 1_000) / perSecond;
    if (offeredAt !== undefined) await sleep(Math.max(0, offeredAt - performance.now()));
    const body = Buffer.from(JSON.stringify(receiptOf(order, receiptSeq)));
    const headers = { 'content-type': 'application/json', 'webhook-id': randomUUID() };
    const key = keyOf(order.institution);
    const signed = signRequest({ method: 'POST', url, headers, body, key, now: new Date(), nonce: randomUUID() });
    const from = offeredAt ?? performance.now();
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
