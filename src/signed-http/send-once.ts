import { Agent, errors } from 'undici';
import type { HeaderRecord } from '../signing/headers.js';
import { NoAnswerError } from './no-answer.js';

/** How long and how much a party may answer. */
export interface CallLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  /** Longest silence between two pieces of a body. */
  readonly bodyMs: number;
  /** The whole call: a party that sends a byte now and then must not hold a worker for ever. */
  readonly totalMs: number;
  readonly maxAnswerBytes: number;
}

export const CALL_LIMITS: CallLimits = {
  connectMs: 5_000,
  headersMs: 10_000,
  bodyMs: 10_000,
  totalMs: 25_000,
  maxAnswerBytes: 1024 * 1024,
};

/** What came back, whoever sent it: nothing in it may be believed yet. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: HeaderRecord;
  readonly body: Uint8Array;
}

/**
 * No interceptors: undici then neither follows redirects nor repeats a call; the workflow decides
 * about repetition.
 */
export function newAgent(limits: CallLimits): Agent {
  return new Agent({
    connect: { timeout: limits.connectMs },
    headersTimeout: limits.headersMs,
    bodyTimeout: limits.bodyMs,
    pipelining: 1,
    maxResponseSize: limits.maxAnswerBytes,
  });
}

/** Sends one request once. @throws NoAnswerError when no whole answer came back in time */
export async function sendOnce(
  agent: Agent,
  slug: string,
  limits: CallLimits,
  request: { url: URL; method: 'GET' | 'POST'; headers: Record<string, string>; body: Uint8Array },
): Promise<RawAnswer> {
  const { url, method, headers, body } = request;
  const signal = AbortSignal.timeout(limits.totalMs);
  try {
    const response = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers,
      body: body.length > 0 ? body : null,
      signal,
    });
    return { status: response.statusCode, headers: response.headers, body: await response.body.bytes() };
  } catch (error) {
    // Our own bug, not the other side's silence.
    if (error instanceof errors.InvalidArgumentError) throw error;
    throw new NoAnswerError(slug, signal.aborted ? 'TIMEOUT' : reasonOf(error), undefined, { cause: error });
  }
}

function reasonOf(error: unknown): 'TIMEOUT' | 'TOO_LARGE' | 'CONNECTION' {
  if (error instanceof errors.ResponseExceededMaxSizeError) return 'TOO_LARGE';
  const timedOut =
    error instanceof errors.ConnectTimeoutError ||
    error instanceof errors.HeadersTimeoutError ||
    error instanceof errors.BodyTimeoutError;
  return timedOut ? 'TIMEOUT' : 'CONNECTION';
}
