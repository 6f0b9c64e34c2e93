import { SpanKind, type Tracer } from '@opentelemetry/api';
import type { WorkflowClientInterceptor } from '@temporalio/client';
import { headersWithTrace } from './trace-headers.js';
import { withinSpan } from './within-span.js';

/**
 * Makes spans around starts and signals of workflows, and puts the trace into their headers. Names
 * of spans have the workflow's type or the signal, never the workflow's id.
 */
export function tracedClient(tracer: Tracer): WorkflowClientInterceptor {
  const inSpan = <T>(name: string, work: () => Promise<T>): Promise<T> =>
    withinSpan(tracer, { name, kind: SpanKind.PRODUCER }, work);
  return {
    startWithDetails: (input, next) =>
      inSpan(`start ${input.workflowType}`, () => next({ ...input, headers: headersWithTrace(input.headers) })),
    signal: (input, next) =>
      inSpan(`signal ${input.signalName}`, () => next({ ...input, headers: headersWithTrace(input.headers) })),
  };
}
