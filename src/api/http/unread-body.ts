import type { NextFunction, RequestHandler, Response } from 'express';
import type { ApiRequest } from './api-request.js';

/**
 * How long a connection stays open after an answer to a body that has not come to its end. A
 * connection that closes at once would take the answer with it.
 */
const LINGER_MS = 1_000;

/**
 * Prepares a request for its body, which is read only after the caller was checked, and cuts off a
 * caller who was answered before and goes on sending. Node would read an endless body for minutes.
 */
export function dropUnreadBody(): RequestHandler {
  return (plain, response: Response, next: NextFunction) => {
    const request = plain as ApiRequest;
    request.rawBody = Buffer.alloc(0);
    response.once('finish', () => {
      if (request.complete) return;
      const { socket } = request;
      const late = setTimeout(() => socket.destroy(), LINGER_MS);
      request.once('end', () => clearTimeout(late));
      request.once('close', () => clearTimeout(late));
      request.resume();
    });
    next();
  };
}
