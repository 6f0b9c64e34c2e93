/**
 * Resolves at the first SIGINT or SIGTERM, so that what was started is stopped before the process
 * ends. Ctrl-C comes twice, from the terminal and from the command that started this process, so
 * later ones are ignored: they would leave servers behind.
 */
export function askedToStop(): Promise<'stop'> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => resolve('stop'));
  });
}
