import { setTimeout as sleep } from 'node:timers/promises';
import type { Logger } from 'pino';

/**
 * Longest round of a chore. A longer one hangs; the process then ends and is started again,
 * because it keeps nothing that the database does not have.
 */
const ROUND_LIMIT_MS = 90_000;

/**
 * Repeats a chore until told to stop, `pauseMs` after the end of each round. A round that fails is
 * reported and the chore runs again at its next round, so that no chore stops another, above all
 * not the one that drives what is due. Resolves when the last round has ended. Rejects when a round exceeds its limit.
 */
export async function repeatChore(
  name: string,
  pauseMs: number,
  stop: AbortSignal,
  chore: () => Promise<unknown>,
  logger: Logger,
): Promise<void> {
  while (!stop.aborted) {
    const limit = new AbortController();
    const hung = sleep(ROUND_LIMIT_MS, 'hung', { signal: limit.signal, ref: false }).catch(() => 'ended');
    const round = chore().catch((error: unknown) => {
      logger.error({ err: error, chore: name }, 'a round of a chore failed');
    });
    const outcome = await Promise.race([round, hung]);
    limit.abort();
    if (outcome === 'hung') throw new Error(`${name} hangs`);
    await sleep(pauseMs, undefined, { signal: stop }).catch((error: unknown) => {
      if (!stop.aborted) throw error;
    });
  }
}
