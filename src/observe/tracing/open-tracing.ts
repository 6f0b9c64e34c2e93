import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { resourceFromAttributes } from '@opentelemetry/resources';
import { BatchSpanProcessor, NodeTracerProvider } from '@opentelemetry/sdk-trace-node';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Tracing } from './tracing.port.js';
import { tracedActivities } from './activity-spans.js';
import { tracedCalls } from './call-spans.js';
import { tracedClient } from './client-spans.js';
import { traceQueries } from './query-spans.js';
import { tracedRequests } from './request-spans.js';

const STOP_LIMIT_MS = 2_000;

/**
 * Starts the tracing of this process: OTLP over HTTP, JSON, to `<collector>/v1/traces`, in
 * batches. The library reads the other standard variables itself, such as
 * OTEL_EXPORTER_OTLP_HEADERS and OTEL_TRACES_SAMPLER. Call it once in a process.
 */
export function openTracing(service: string, collector: string): Tracing {
  const exporter = new OTLPTraceExporter({ url: `${collector.replace(/\/+$/, '')}/v1/traces` });
  const provider = new NodeTracerProvider({
    // The name of the process; nothing about the machine.
    resource: resourceFromAttributes({ 'service.namespace': 'rangap', 'service.name': service }),
    spanProcessors: [new BatchSpanProcessor(exporter, { scheduledDelayMillis: 1_000 })],
  });
  provider.register();
  const tracer = provider.getTracer('rangap');
  const stopCallSpans = tracedCalls(tracer);
  return {
    requests: tracedRequests(tracer),
    client: tracedClient(tracer),
    activities: tracedActivities(tracer),
    traceQueries: (db) => traceQueries(tracer, db),
    stop: async () => {
      stopCallSpans();
      const sent = provider.shutdown().catch((error: unknown) => {
        console.error(`the last spans were not sent: ${error instanceof Error ? error.name : 'unknown fault'}`);
      });
      await Promise.race([sent, sleep(STOP_LIMIT_MS)]);
    },
  };
}
