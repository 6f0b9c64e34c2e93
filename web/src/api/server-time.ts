/** The server's clock minus ours, in milliseconds. Clocks on the screen run by the server's time. */
let offsetMs = 0;

/** Takes in the `Date` header of an answer; its precision is one second. */
export function observeServerTime(header: string | null): void {
  const servedMs = header === null ? Number.NaN : Date.parse(header);
  if (Number.isNaN(servedMs)) return;
  const difference = servedMs - Date.now();
  // The header is cut to its second and the answer took a while: less than that is no difference.
  if (Math.abs(difference - offsetMs) > 1_500) offsetMs = difference;
}

/** Returns the server's time, in epoch milliseconds. */
export function serverNow(): number {
  return Date.now() + offsetMs;
}

const listeners = new Set<() => void>();
let timer: ReturnType<typeof setInterval> | undefined;

/** Calls the listener once a second until the returned function is called; one timer serves all. */
export function everySecond(listener: () => void): () => void {
  listeners.add(listener);
  timer ??= setInterval(() => {
    for (const each of listeners) each();
  }, 1_000);
  return () => {
    listeners.delete(listener);
    if (listeners.size > 0) return;
    clearInterval(timer);
    timer = undefined;
  };
}
