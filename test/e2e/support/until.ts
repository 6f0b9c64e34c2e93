import { setTimeout as sleep } from 'node:timers/promises';

/** Not shorter: a dozen scenarios that look at the same time are a load of their own. */
const POLL_MS = 400;

/**
 * Looks again and again until there is a value. Throws after `withinSeconds`, with what was seen
 * last; `look` tells that by `seen`. A look that throws ends the waiting.
 */
export async function until<T>(
  what: string,
  withinSeconds: number,
  look: (seen: (state: unknown) => void) => Promise<T | undefined>,
): Promise<T> {
  const giveUpAt = Date.now() + withinSeconds * 1_000;
  let last: unknown = 'nothing';
  for (;;) {
    const value = await look((state) => (last = state));
    if (value !== undefined) return value;
    if (Date.now() > giveUpAt) {
      throw new Error(`not within ${withinSeconds} s: ${what}; seen last: ${JSON.stringify(last)}`);
    }
    await sleep(POLL_MS);
  }
}

/** Lets time pass in which something must not happen. */
export async function seconds(count: number): Promise<void> {
  await sleep(count * 1_000);
}
