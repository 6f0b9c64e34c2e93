/** Events of one look of the API at its record come together. */
const TOGETHER_MS = 40;
/** While news keep coming they are read so often and no more. */
const PAUSE_MS = 400;

/**
 * Returns a function that acts soon after it is called: the first news at once, those that come close
 * together once. So a bank's receipt stands on the page when it comes, and a case on which much
 * happens is not read again for each of its events. An act that takes long ends before the next
 * begins: were it begun anew by each news, it would never end while they keep coming.
 */
export function gather(act: () => Promise<unknown>): () => void {
  let timer: ReturnType<typeof setTimeout> | undefined;
  let actedAtMs = -Infinity;
  let isActing = false;
  let isMore = false;
  const soon = () => {
    if (isActing) isMore = true;
    else timer ??= setTimeout(() => void run(), Math.max(TOGETHER_MS, actedAtMs + PAUSE_MS - performance.now()));
  };
  const run = async () => {
    timer = undefined;
    actedAtMs = performance.now();
    isActing = true;
    try {
      await act();
    } finally {
      isActing = false;
      if (isMore) soon();
      isMore = false;
    }
  };
  return soon;
}
