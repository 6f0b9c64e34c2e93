import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Longest turn of a chore. One that takes longer hangs: the process then ends and is started anew,
 * for it keeps nothing that the record does not have.
 */
const TURN_LIMIT_MS = 90_000;

/**
 * Repeats a chore until told to stop, `pauseMs` after each end. A chore that fails is reported and
 * tried again at its next turn: no chore may stop another, and the sweeper least of all. Resolves
 * when the running turn has ended after the stop. Rejects when a turn exceeds its limit.
 */
export async function every(
  name: string,
  pauseMs: number,
  stop: AbortSignal,
  chore: () => Promise<unknown>,
): Promise<void> {
  while (!stop.aborted) {
    const limit = new AbortController();
    const hung = sleep(TURN_LIMIT_MS, 'hung', { signal: limit.signal, ref: false }).catch(() => 'ended');
    const turn = chore().catch((error: unknown) => {
      console.error(`${name}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    });
    const first = await Promise.race([turn, hung]);
    limit.abort();
    if (first === 'hung') throw new Error(`${name} hangs`);
    await sleep(pauseMs, undefined, { signal: stop }).catch((error: unknown) => {
      if (!stop.aborted) throw error;
    });
  }
}
