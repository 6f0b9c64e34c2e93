/** Events of one look of the API at its record come together. */
const TOGETHER_MS = 40;
/** While news keep coming they are read so often and no more. */
const PAUSE_MS = 400;

/**
 * Returns a function that acts soon after it is called: the first news at once, those that come close
 * together once. So a bank's receipt stands on the page when it comes, and a case on which much
 * happens is not read again for each of its events.
 */
export function gather(act: () => void): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let actedAtMs = -Infinity;
  return () => {
    timer ??= setTimeout(
      () => {
        timer = undefined;
        actedAtMs = Date.now();
        act();
      },
      Math.max(TOGETHER_MS, actedAtMs + PAUSE_MS - Date.now()),
    );
  };
}
