const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** The exit code that shells use for a process that a signal ended: 128 plus its number. */
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const;

/**
 * Returns a signal that aborts at the first SIGTERM or SIGINT, so that the process ends in good
 * order; a second one ends the process at once. Call it once, and before everything else, so that
 * a signal during the start counts too.
 */
export function stopSignal(): AbortSignal {
  const stopping = new AbortController();
  for (const signal of SIGNALS) {
    process.on(signal, () => {
      if (stopping.signal.aborted) process.exit(EXIT_CODES[signal]);
      stopping.abort(signal);
    });
  }
  return stopping.signal;
}

/** Resolves when `stopping` aborts. */
export function whenStopped(stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return Promise.resolve();
  return new Promise((resolve) => stopping.addEventListener('abort', () => resolve(), { once: true }));
}
