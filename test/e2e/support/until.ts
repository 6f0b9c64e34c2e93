import { setTimeout as sleep } from 'node:timers/promises';

/** Not shorter, because a dozen scenarios that poll at the same time slow the system down. */
const POLL_MS = 400;

/**
 * How many times longer a wait lasts than its caller expects: a busy machine is that much slower.
 */
const PATIENCE = 3;

/**
 * Calls `look` until it returns a value. Throws after three times `withinSeconds`, with the last
 * state that `look` gave to `seen`, or at once when `look` throws.
 */
export async function until<T>(
  what: string,
  withinSeconds: number,
  look: (seen: (state: unknown) => void) => Promise<T | undefined>,
): Promise<T> {
  const patienceSeconds = withinSeconds * PATIENCE;
  const giveUpAt = Date.now() + patienceSeconds * 1_000;
  let last: unknown = 'nothing';
  for (;;) {
    const value = await look((state) => (last = state));
    if (value !== undefined) return value;
    if (Date.now() > giveUpAt) {
      throw new Error(`not within ${patienceSeconds} s: ${what}; seen last: ${JSON.stringify(last)}`);
    }
    await sleep(POLL_MS);
  }
}

/** Waits for a time in which something must not happen. */
export async function seconds(count: number): Promise<void> {
  await sleep(count * 1_000);
}
