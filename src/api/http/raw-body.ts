import { ApiProblem } from '../problem/api-problem.js';
import type { ApiRequest } from './api-request.js';

/** How much a route takes, and how long a caller may take to send it. */
export interface BodyLimit {
  bytes: number;
  withinMs: number;
}

/** Of every route but those for files: 256 KiB at 17 KiB a second. */
const JSON_LIMIT: BodyLimit = { bytes: 256 * 1024, withinMs: 15_000 };

/**
 * Reads a body and keeps its bytes as received, which signatures and hashes need. It parses
 * nothing, because the caller may not be checked yet. It refuses compressed bodies: a small one
 * could grow without bound. Throws `REQUEST.TOO_LARGE` by the announced length or at the limit,
 * without reading on, as Express's own reader does, `REQUEST.TOO_SLOW`, `REQUEST.MEDIA_TYPE` and
 * `REQUEST.MALFORMED`.
 */
export async function readRawBody(request: ApiRequest, limit = JSON_LIMIT): Promise<void> {
  const { 'content-length': announced = '0', 'content-encoding': encoding = 'identity' } = request.headers;
  if (announced === '0' && request.headers['transfer-encoding'] === undefined) return;
  if (encoding.toLowerCase() !== 'identity') {
    throw new ApiProblem('REQUEST.MEDIA_TYPE', 'a body must not be compressed');
  }
  if (Number(announced) > limit.bytes) throw tooLarge(limit);
  request.rawBody = await bytesOf(request, limit);
}

function bytesOf(request: ApiRequest, limit: BodyLimit): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let length = 0;
    const stop = (): void => {
      clearTimeout(late);
      request.off('data', take).off('end', end).off('error', breakOff).off('close', breakOff);
    };
    const refuse = (problem: ApiProblem): void => {
      stop();
      request.pause();
      reject(problem);
    };
    const take = (chunk: Buffer): void => {
      length += chunk.length;
      if (length > limit.bytes) refuse(tooLarge(limit));
      else chunks.push(chunk);
    };
    const end = (): void => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const breakOff = (): void => refuse(new ApiProblem('REQUEST.MALFORMED', 'the body is not as long as announced'));
    const late = setTimeout(
      () => refuse(new ApiProblem('REQUEST.TOO_SLOW', `a body must come within ${limit.withinMs / 1000} seconds`)),
      limit.withinMs,
    );
    request.on('data', take).on('end', end).on('error', breakOff).on('close', breakOff);
    if (request.destroyed) breakOff();
  });
}

function tooLarge({ bytes }: BodyLimit): ApiProblem {
  return new ApiProblem('REQUEST.TOO_LARGE', `a body has at most ${bytes} bytes`);
}
