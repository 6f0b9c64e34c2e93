import type { NextFunction, RequestHandler, Response } from 'express';
import type { Logger } from 'pino';
import { ulid } from 'ulid';
import type { ApiRequest } from '../http/api-request.js';
import type { Metrics } from './metrics.js';

/**
 * Gives each request an id, and logs and measures it once it is answered. It logs the route's
 * template, never the URL, query, headers or body.
 */
export function requestLog(logger: Logger, metrics: Metrics): RequestHandler {
  return (plain, response: Response, next: NextFunction) => {
    const request = plain as ApiRequest;
    request.id = ulid();
    response.setHeader('x-request-id', request.id);
    const startedMs = performance.now();
    response.once('close', () => {
      // To the microsecond: the digits beyond it are noise, and look like anybody's number.
      const seconds = Number(((performance.now() - startedMs) / 1000).toFixed(6));
      const route = routeOf(request);
      const status = response.writableFinished ? response.statusCode : 499;
      metrics.requestSeconds.observe({ method: request.method, route, status }, seconds);
      const code: unknown = response.locals['problemCode'];
      if (typeof code === 'string') metrics.problems.inc({ code });
      const caller = request.principal?.subject ?? request.signedCaller?.party;
      logger.info({ requestId: request.id, method: request.method, route, status, code, caller, seconds }, 'answered');
    });
    next();
  };
}

function routeOf(request: ApiRequest): string {
  const route: unknown = request.route;
  return typeof route === 'object' && route !== null && 'path' in route ? String(route.path) : 'none';
}
