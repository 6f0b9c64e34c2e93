import { Agent, errors } from 'undici';
import type { HeaderRecord } from '../signing/headers.js';
import { NoAnswerError } from './no-answer.js';

/** How long a party may take to answer, and how much it may answer. */
export interface CallLimits {
  readonly connectMs: number;
  readonly headersMs: number;
  /** The longest silence between two pieces of a body. */
  readonly bodyMs: number;
  /**
   * The whole call: a party that sends one byte now and then must not hold a worker for ever. Less
   * than an attempt of an activity takes, so that a slow party is told from a fault of ours.
   */
  readonly totalMs: number;
  readonly maxAnswerBytes: number;
}

export const CALL_LIMITS: CallLimits = {
  connectMs: 5_000,
  headersMs: 10_000,
  bodyMs: 10_000,
  totalMs: 15_000,
  maxAnswerBytes: 1024 * 1024,
};

/** An answer whose signature is not verified yet: nothing in it may be believed. */
export interface RawAnswer {
  readonly status: number;
  readonly headers: HeaderRecord;
  readonly body: Uint8Array;
}

/**
 * Makes the connections to one party. Without interceptors undici follows no redirect and repeats
 * no call, because the workflow decides about repetition.
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

/**
 * Sends one request once.
 * @throws NoAnswerError when no whole answer came back in time; the reason of `abortSignal` when
 * the caller gave up before
 */
export async function sendOnce(
  agent: Agent,
  slug: string,
  limits: CallLimits,
  request: { url: URL; method: 'GET' | 'POST'; headers: Record<string, string>; body: Uint8Array },
  abortSignal?: AbortSignal,
): Promise<RawAnswer> {
  const { url, method, headers, body } = request;
  const timeLimit = AbortSignal.timeout(limits.totalMs);
  try {
    const response = await agent.request({
      origin: url.origin,
      path: url.pathname + url.search,
      method,
      headers,
      body: body.length > 0 ? body : null,
      signal: abortSignal === undefined ? timeLimit : AbortSignal.any([timeLimit, abortSignal]),
    });
    return { status: response.statusCode, headers: response.headers, body: await response.body.bytes() };
  } catch (error) {
    // A call that we gave up says nothing about the party.
    abortSignal?.throwIfAborted();
    // This is our own bug, not the party's silence.
    if (error instanceof errors.InvalidArgumentError) throw error;
    throw new NoAnswerError(slug, timeLimit.aborted ? 'TIMEOUT' : reasonOf(error), { cause: error });
  }
}

function reasonOf(error: unknown): 'TIMEOUT' | 'TOO_LARGE' | 'CONNECTION' {
  if (error instanceof errors.ResponseExceededMaxSizeError) return 'TOO_LARGE';
  const isTimeout = error instanceof errors.HeadersTimeoutError || error instanceof errors.BodyTimeoutError;
  return isTimeout ? 'TIMEOUT' : 'CONNECTION';
}
