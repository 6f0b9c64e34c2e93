/** How long the pauses between the attempts of a callback are, in ms. */
export interface Pauses {
  readonly firstMs: number;
  readonly longestMs: number;
}

/** Those of the guide: begin with a second, double to a minute. */
export const PAUSES: Pauses = { firstMs: 1_000, longestMs: 60_000 };

/**
 * Returns the pause before the next attempt, in ms.
 * @param failed how many attempts failed: 1 or more
 * @param retryAfterMs what the centre asked for by `Retry-After`, if it did
 */
export function pauseAfter(failed: number, { firstMs, longestMs }: Pauses = PAUSES, retryAfterMs = 0): number {
  const doubled = firstMs * 2 ** Math.min(failed - 1, 30);
  return Math.max(Math.min(doubled, longestMs), Math.min(retryAfterMs, longestMs));
}

/**
 * Says what an answer to a callback means. `taken`: it is on record. `again`: repeat it, signed anew.
 * `refused`: no repetition helps; a person looks at it.
 * @param status undefined when no answer came
 * @param isBelieved whether the centre signed the answer for this very request
 */
export function readOutcome(status: number | undefined, isBelieved: boolean): 'taken' | 'again' | 'refused' {
  if (status === undefined || status >= 500 || status === 408 || status === 429) return 'again';
  if (!isBelieved) return 'again';
  if (status >= 200 && status < 300) return 'taken';
  return status >= 400 ? 'refused' : 'again';
}
