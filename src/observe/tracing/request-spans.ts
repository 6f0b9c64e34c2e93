import { context, ROOT_CONTEXT, SpanKind, SpanStatusCode, trace, type Tracer } from '@opentelemetry/api';
import type { Request, RequestHandler } from 'express';

/** What looks at the process says nothing of its work. */
const NOT_TRACED = ['/health/', '/metrics'];

/**
 * A span for each request, in a trace of its own: what a caller says of his trace is not believed,
 * for he could make ours meet or grow. The name is the route's template, known when the request is
 * answered; the address with its ids never appears.
 */
export function tracedRequests(tracer: Tracer): RequestHandler {
  return (request, response, next) => {
    if (NOT_TRACED.some((prefix) => request.path.startsWith(prefix))) return next();
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
