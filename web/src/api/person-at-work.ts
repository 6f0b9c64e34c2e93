/** The API notes the use of a session once a minute, so an older input is no use any more. */
const INPUT_COUNTS_MS = 60_000;

let lastInputMs = performance.now();

/** What to do when a person is back at this page. */
const atReturn = new Set<() => void>();

for (const input of ['pointerdown', 'keydown', 'wheel'] as const) {
  window.addEventListener(input, noteInput, { capture: true, passive: true });
}

function noteInput(): void {
  const wasAway = !isPersonAtWork();
  lastInputMs = performance.now();
  if (wasAway) for (const act of atReturn) act();
}

/** Calls back each time that a person is at work again on this page; returns how to stop that. */
export function onReturn(act: () => void): () => void {
  atReturn.add(act);
  return () => atReturn.delete(act);
}

/**
 * Returns whether a person has done something on this page within the last minute. Requests after
 * that are the page's own, and do not keep a session alive.
 */
export function isPersonAtWork(): boolean {
  return performance.now() - lastInputMs < INPUT_COUNTS_MS;
}
