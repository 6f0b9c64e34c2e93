import { randomFillSync } from 'node:crypto';
import { monotonicFactory, ulid } from 'ulid';

/** Random bytes for some hundred ids: one call of the system for all of them. */
const pool = new Uint8Array(4_096);
let next = pool.length;

const nextInOrder = monotonicFactory(fraction);

/**
 * Returns a new ULID: 26 characters (an ISO 20022 identifier may have 35) that sort in the order in
 * which this process makes them, also within a millisecond. Those of two processes sort by the
 * millisecond. Who knows one id can guess the next: an id is never a secret.
 */
export function newId(): string {
  return nextInOrder();
}

/** Returns six random characters that no id tells, for a reference that a person reads aloud. */
export function randomTail(): string {
  return ulid(undefined, fraction).slice(-6);
}

/** Returns a random number from 0 to below 1, as `ulid` would draw it by a call of its own. */
function fraction(): number {
  if (next === pool.length) {
    randomFillSync(pool);
    next = 0;
  }
  const byte = pool[next] ?? 0;
  next += 1;
  return byte / 256;
}
