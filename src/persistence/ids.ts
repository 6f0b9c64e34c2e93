import { randomFillSync } from 'node:crypto';
import { ulid } from 'ulid';

/** Random bytes for some hundred ids: one call of the system for all of them. */
const pool = new Uint8Array(4_096);
let next = pool.length;

/**
 * Returns a new ULID: 26 characters (an ISO 20022 identifier may have 35) that sort by the
 * millisecond of their making.
 */
export function newId(): string {
  return ulid(undefined, fraction);
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
