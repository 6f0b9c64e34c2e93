const FIRST_PAUSE_MS = 5_000;
const LONGEST_PAUSE_MS = 60_000;

/**
 * Looks again and again until the end: ever more seldom, from 5 seconds up to once a minute, and at once and often
 * again when `listen` calls its wake. No look waits for the answer of one before it, which may never come.
 */
export function lookAgain(look: () => void, listen: (wake: () => void) => void, end: AbortSignal): void {
  let pauseMs = FIRST_PAUSE_MS;
  let timer: ReturnType<typeof setTimeout>;
  const plan = () => {
    timer = setTimeout(() => {
      pauseMs = Math.min(pauseMs * 2, LONGEST_PAUSE_MS);
      plan();
      look();
    }, pauseMs);
  };
  listen(() => {
    if (end.aborted) return;
    clearTimeout(timer);
    pauseMs = FIRST_PAUSE_MS;
    plan();
    look();
  });
  end.addEventListener('abort', () => clearTimeout(timer));
  plan();
}
