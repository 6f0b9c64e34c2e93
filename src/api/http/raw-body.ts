import { ApiProblem } from '../problem/api-problem.js';
import type { ApiRequest } from './api-request.js';

/** Largest body that a route takes, in bytes. */
const MAX_BODY_BYTES = 256 * 1024;
/** Longest time that a caller may take to send it: 256 KiB in it are 17 KiB a second. */
const READ_WITHIN_MS = 15_000;

/**
 * Reads a body and keeps its bytes as received, which signatures and hashes need. It parses
 * nothing, because the caller may not be checked yet. It refuses compressed bodies: a small one
 * could grow without bound. Throws `REQUEST.TOO_LARGE` by the announced length or at the limit,
 * without reading on, as Express's own reader does, `REQUEST.TOO_SLOW`, `REQUEST.MEDIA_TYPE` and
 * `REQUEST.MALFORMED`.
 */
export async function readRawBody(request: ApiRequest): Promise<void> {
  const { 'content-length': announced = '0', 'content-encoding': encoding = 'identity' } = request.headers;
  if (announced === '0' && request.headers['transfer-encoding'] === undefined) return;
  if (encoding.toLowerCase() !== 'identity') {
    throw new ApiProblem('REQUEST.MEDIA_TYPE', 'a body must not be compressed');
  }
  if (Number(announced) > MAX_BODY_BYTES) throw tooLarge();
  request.rawBody = await bytesOf(request);
}

function bytesOf(request: ApiRequest): Promise<Buffer> {
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
      if (length > MAX_BODY_BYTES) refuse(tooLarge());
      else chunks.push(chunk);
    };
    const end = (): void => {
      stop();
      resolve(Buffer.concat(chunks));
    };
    const breakOff = (): void => refuse(new ApiProblem('REQUEST.MALFORMED', 'the body is not as long as announced'));
    const late = setTimeout(
      () => refuse(new ApiProblem('REQUEST.TOO_SLOW', `a body must come within ${READ_WITHIN_MS / 1000} seconds`)),
      READ_WITHIN_MS,
    );
    request.on('data', take).on('end', end).on('error', breakOff).on('close', breakOff);
    if (request.destroyed) breakOff();
  });
}

function tooLarge(): ApiProblem {
  return new ApiProblem('REQUEST.TOO_LARGE', `a body has at most ${MAX_BODY_BYTES} bytes`);
}
