/** Wrong secrets that one caller may give for one reference without waiting. */
const FREE_TRIES = 10;
const FIRST_PAUSE_MS = 1_000;
const LONGEST_PAUSE_MS = 60_000;

/** After this time without a wrong secret, all tries are forgotten. */
export const SECRET_WINDOW_MS = 3_600_000;

/**
 * Returns how long a caller must wait after so many wrong secrets for one reference, in
 * milliseconds. A secret has 60 bits, so a minute is enough against guessing; and it is short
 * enough that someone who guesses keeps nobody from his money.
 */
export function pauseAfterWrongSecretsMs(wrong: number): number {
  if (wrong < FREE_TRIES) return 0;
  return Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** Math.min(wrong - FREE_TRIES, 6));
}
