import { type NextFunction, raw, type RequestHandler, type Response } from 'express';
import { ApiProblem } from '../problem/api-problem.js';
import type { ApiRequest } from './api-request.js';

/** Largest body that a route takes, in bytes. */
const MAX_BODY_BYTES = 256 * 1024;

/**
 * Keeps a body's bytes as received, which signatures and hashes need. It parses nothing, because
 * the caller is checked first. It refuses compressed bodies: a small one could grow without bound.
 */
export function keepRawBody(): RequestHandler {
  const read = raw({ type: () => true, limit: MAX_BODY_BYTES, inflate: false });
  return (plain, response: Response, next: NextFunction) => {
    const request = plain as ApiRequest;
    request.rawBody = Buffer.alloc(0);
    read(request, response, (error?: unknown) => {
      if (error !== undefined && error !== null) {
        response.setHeader('connection', 'close');
        next(toProblem(error));
        return;
      }
      if (Buffer.isBuffer(request.body)) request.rawBody = request.body;
      request.body = undefined;
      next();
    });
  };
}

function toProblem(error: unknown): unknown {
  const type = typeof error === 'object' && error !== null && 'type' in error ? error.type : undefined;
  switch (type) {
    case 'entity.too.large':
      return new ApiProblem('REQUEST.TOO_LARGE', `a body has at most ${MAX_BODY_BYTES} bytes`);
    case 'encoding.unsupported':
      return new ApiProblem('REQUEST.MEDIA_TYPE', 'a body must not be compressed');
    case 'request.size.invalid':
    case 'request.aborted':
      return new ApiProblem('REQUEST.MALFORMED', 'the body is not as long as announced');
    default:
      return error;
  }
}
