import type { Tracing } from './tracing/tracing.port.js';

/**
 * Starts traces when a collector is named, or answers undefined: then nothing that makes them is
 * even loaded. A collector that is away costs spans, never work.
 */
export async function startTracing(service: string, collector: string | undefined): Promise<Tracing | undefined> {
  if (collector === undefined) return undefined;
  const { openTracing } = await import('./tracing/open-tracing.js');
  return openTracing(service, collector);
}
