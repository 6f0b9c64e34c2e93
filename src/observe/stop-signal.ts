const SIGNALS = ['SIGTERM', 'SIGINT'] as const;
/** What a shell calls a process that a signal ended: 128 and the signal's number. */
const EXIT_CODES = { SIGTERM: 143, SIGINT: 130 } as const;

/**
 * Aborts at the first SIGTERM or SIGINT: the process then ends in good order. A second one, of
 * either kind, ends it at once, for whoever sends it waits no longer. Call it once in a process,
 * and first of all: a signal during the start counts too.
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

/** Resolves when the process is told to stop. */
export function whenStopped(stopping: AbortSignal): Promise<void> {
  if (stopping.aborted) return Promise.resolve();
  return new Promise((resolve) => stopping.addEventListener('abort', () => resolve(), { once: true }));
}
