import { setTimeout as sleep } from 'node:timers/promises';

/**
 * Repeats a chore until told to stop, `pauseMs` after each end. A chore that fails is reported and tried again at its next turn:
 * no chore may stop another, and the sweeper least of all. Resolves when the running turn has ended after the stop.
 */
export async function every(
  name: string,
  pauseMs: number,
  stop: AbortSignal,
  chore: () => Promise<unknown>,
): Promise<void> {
  while (!stop.aborted) {
    try {
      await chore();
    } catch (error) {
      console.error(`${name}: ${error instanceof Error ? `${error.name}: ${error.message}` : String(error)}`);
    }
    await sleep(pauseMs, undefined, { signal: stop }).catch((error: unknown) => {
      if (!stop.aborted) throw error;
    });
  }
}
