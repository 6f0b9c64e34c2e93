import type { Tracing } from './tracing/tracing.port.js';

/**
 * Starts tracing when a collector is named; returns undefined without one, and then loads no
 * tracing code. A collector that cannot be reached loses spans, never work.
 */
export async function startTracing(service: string, collector: string | undefined): Promise<Tracing | undefined> {
  if (collector === undefined) return undefined;
  const { openTracing } = await import('./tracing/open-tracing.js');
  return openTracing(service, collector);
}
