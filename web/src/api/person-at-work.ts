/** The API notes the use of a session once a minute, so an older input is no use any more. */
const INPUT_COUNTS_MS = 60_000;

let lastInputMs = performance.now();

for (const input of ['pointerdown', 'keydown', 'wheel'] as const) {
  window.addEventListener(input, () => (lastInputMs = performance.now()), { capture: true, passive: true });
}

/**
 * Returns whether a person has done something on this page within the last minute. Requests after
 * that are the page's own, and do not keep a session alive.
 */
export function isPersonAtWork(): boolean {
  return performance.now() - lastInputMs < INPUT_COUNTS_MS;
}
