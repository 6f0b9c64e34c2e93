import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import type { Request, RequestHandler } from 'express';

/** Requests that monitor the process are no work of it. */
const NOT_TRACED = '/health/';

/**
 * Makes a span for each request, in a trace of its own: a trace that the caller sends is ignored,
 * because it could join our traces or make them grow. The name is the route's template, known when
 * the request is answered; the address, which has ids in it, never appears.
 */
export function tracedRequests(tracer: Tracer): RequestHandler {
  return (request, response, next) => {
    if (request.path.startsWith(NOT_TRACED)) return next();
    const { method } = request;
    const span = tracer.startSpan(
      method,
      { kind: SpanKind.SERVER, attributes: { 'http.request.method': method } },
      ROOT_CONTEXT,
    );
    response.once('close', () => {
      const route = routeOf(request);
      span.updateName(`${method} ${route}`);
      span.setAttribute('http.route', route);
      if (response.writableFinished) span.setAttribute('http.response.status_code', response.statusCode);
      if (!response.writableFinished || response.statusCode >= 500) span.setStatus({ code: SpanStatusCode.ERROR });
      const code: unknown = response.locals['problemCode'];
      if (typeof code === 'string') span.setAttribute('error.type', code);
      span.end();
    });
    context.with(trace.setSpan(ROOT_CONTEXT, span), next);
  };
}

function routeOf(request: Request): string {
  const route: unknown = request.route;
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : 'none';
}
