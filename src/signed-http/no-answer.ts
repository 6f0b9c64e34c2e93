import { FAILURE } from '../contract/failures.js';
import type { RejectionCode } from '../signing/verdict.js';

/**
 * Why nothing is known about what the party did; `SIGNATURE.*` come from `verifyResponse`. With
 * `CIRCUIT_OPEN` and `TOO_MANY_CALLS` nothing was sent (circuits.ts). `BY_SPREADSHEET`: the party has no
 * address; a person of it takes the message in a workbook.
 */
type NoAnswerReason =
  | 'TIMEOUT'
  | 'CONNECTION'
  | 'TOO_LARGE'
  | 'REDIRECT'
  | 'BUSY'
  | 'SERVER_FAULT'
  | 'CIRCUIT_OPEN'
  | 'TOO_MANY_CALLS'
  | 'BY_SPREADSHEET'
  | RejectionCode;

/**
 * The party gave no answer that may be believed: it could not be reached, or answered 5xx, 429, a
 * redirect, or without its valid signature. It may have done what we asked, so nothing counts as
 * failed and the caller asks again.
 */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly code = FAILURE.NO_ANSWER;

  /** How long the party asks us to wait: at most `MAX_RETRY_AFTER_MS`, as it is not signed. */
  readonly retryAfterMs: number | undefined;
  /** Why an answer that came is not believed: a fixed sentence that repeats nothing of it. */
  readonly detail: string | undefined;

  constructor(
    /** The slug of the party. */
    readonly party: string,
    readonly reason: NoAnswerReason,
    more: { retryAfterMs?: number | undefined; detail?: string; cause?: unknown } = {},
  ) {
    const { retryAfterMs, detail, ...options } = more;
    super(`no answer from ${party}: ${reason}${detail === undefined ? '' : `, ${detail}`}`, options);
    this.retryAfterMs = retryAfterMs;
    this.detail = detail;
  }
}

/** Returns whether a call ended before anything was sent to the party (circuits.ts). */
export function wasNotSent(error: unknown): boolean {
  return isCircuitOpen(error) || (error instanceof NoAnswerError && error.reason === 'TOO_MANY_CALLS');
}

const NEVER_REACHED: ReadonlySet<NoAnswerReason> = new Set(['CONNECTION', 'BY_SPREADSHEET']);

/**
 * Returns whether a call that brought no answer came to the party: it was silent, busy or broken, or
 * what it said is not believed. A connection that failed says nothing of whose fault it is.
 */
export function hasReachedParty(error: unknown): boolean {
  return error instanceof NoAnswerError && !wasNotSent(error) && !NEVER_REACHED.has(error.reason);
}

/** Returns whether a call failed because the party is away, not because of what it answered: no connection, or nothing in time. */
export function isAway(error: unknown): boolean {
  return error instanceof NoAnswerError && (error.reason === 'TIMEOUT' || error.reason === 'CONNECTION');
}

/** Returns whether a party answered a call by which nothing was settled: it was busy or broken, or is not believed. */
export function hasAnsweredInVain(error: unknown): boolean {
  return error instanceof NoAnswerError && !wasNotSent(error) && !isAway(error);
}

/** Returns whether an answer came that is larger than any answer may be; nobody has read it. */
export function isTooLarge(error: unknown): boolean {
  return error instanceof NoAnswerError && error.reason === 'TOO_LARGE';
}

/** Returns whether nothing was sent because the party did not answer the calls before. */
export function isCircuitOpen(error: unknown): boolean {
  return error instanceof NoAnswerError && error.reason === 'CIRCUIT_OPEN';
}
