import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { context, type Span, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import { fail } from './within-span.js';

/** What undici publishes about a request, both the one in Node and the package. */
interface RequestMessage {
  request: { method: string; origin: string | URL };
}

const EVENTS = {
  create: 'undici:request:create',
  headers: 'undici:request:headers',
  trailers: 'undici:request:trailers',
  error: 'undici:request:error',
} as const;

/**
 * Makes a span for each call to a party inside another span: method, host and status; never the
 * path, which has ids in it. The party learns nothing of the trace. Returns a function that stops
 * it.
 */
export function tracedCalls(tracer: Tracer): () => void {
  const spans = new WeakMap<object, Span>();
  const listeners = {
    create: (message: unknown) => {
      const { request } = message as RequestMessage;
      if (trace.getSpan(context.active()) === undefined) return;
      const { hostname } = new URL(request.origin);
      const attributes = { 'http.request.method': request.method, 'server.address': hostname };
      spans.set(request, tracer.startSpan(`${request.method} ${hostname}`, { kind: SpanKind.CLIENT, attributes }));
    },
    headers: (message: unknown) => {
      const { request, response } = message as RequestMessage & { response: { statusCode: number } };
      const span = spans.get(request);
      span?.setAttribute('http.response.status_code', response.statusCode);
      if (response.statusCode >= 400) span?.setStatus({ code: SpanStatusCode.ERROR });
    },
    trailers: (message: unknown) => spans.get((message as RequestMessage).request)?.end(),
    error: (message: unknown) => {
      const { request, error } = message as RequestMessage & { error: unknown };
      const span = spans.get(request);
      if (span === undefined) return;
      fail(span, error);
      span.end();
    },
  };
  const pairs = (['create', 'headers', 'trailers', 'error'] as const).map(
    (event) => [EVENTS[event], listeners[event]] as const,
  );
  for (const [channel, listener] of pairs) subscribe(channel, listener);
  return () => {
    for (const [channel, listener] of pairs) unsubscribe(channel, listener);
  };
}
