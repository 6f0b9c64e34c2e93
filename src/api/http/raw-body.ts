import { setTimeout as sleep } from 'node:timers/promises';
import { raw, type Response } from 'express';
import { ApiProblem } from '../problem/api-problem.js';
import type { ApiRequest } from './api-request.js';

/** Largest body that a route takes, in bytes. */
const MAX_BODY_BYTES = 256 * 1024;
/** Longest time that a caller may take to send it: 256 KiB in it are 17 KiB a second. */
const READ_WITHIN_MS = 15_000;

const read = raw({ type: () => true, limit: MAX_BODY_BYTES, inflate: false });

/**
 * Reads a body and keeps its bytes as received, which signatures and hashes need. It parses
 * nothing, because the caller may not be checked yet. It refuses compressed bodies: a small one
 * could grow without bound. Throws `REQUEST.TOO_LARGE` by the announced length or at the limit,
 * and `REQUEST.TOO_SLOW`.
 */
export async function readRawBody(request: ApiRequest, response: Response): Promise<void> {
  const done = new AbortController();
  const tooSlow = sleep(READ_WITHIN_MS, undefined, { signal: done.signal, ref: false }).then(
    () => {
      throw new ApiProblem('REQUEST.TOO_SLOW', `a body must come within ${READ_WITHIN_MS / 1000} seconds`);
    },
    () => undefined, // the body came
  );
  const bytes = new Promise<void>((resolve, reject) => {
    read(request, response, (error?: unknown) => {
      if (error === undefined || error === null) resolve();
      else reject(toProblem(error) as Error);
    });
  });
  try {
    await Promise.race([bytes, tooSlow]);
  } finally {
    done.abort();
  }
  if (Buffer.isBuffer(request.body)) request.rawBody = request.body;
  request.body = undefined;
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
