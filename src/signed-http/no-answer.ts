import { FAILURE } from '../contract/failures.js';
import type { RejectionCode } from '../signing/verdict.js';

/**
 * Why nothing is known about what the other side did. `SIGNATURE.*` are the refusals of
 * `verifyResponse`.
 */
export type NoAnswerReason =
  'TIMEOUT' | 'CONNECTION' | 'TOO_LARGE' | 'REDIRECT' | 'BUSY' | 'SERVER_FAULT' | RejectionCode;

/**
 * The party gave no answer that may be believed: it could not be reached, answered 5xx, 429 or a
 * redirect, or without its valid signature. It may have done what it was asked: the caller asks
 * again, and nothing counts as failed.
 */
export class NoAnswerError extends Error {
  override readonly name = 'NoAnswerError';
  readonly code = FAILURE.NO_ANSWER;

  constructor(
    /** Slug of the party. */
    readonly party: string,
    readonly reason: NoAnswerReason,
    /**
     * How long the party asked us to wait, at most `MAX_RETRY_AFTER_MS`: the wish is not signed.
     */
    readonly retryAfterMs?: number,
    options?: ErrorOptions,
  ) {
    super(`no answer from ${party}: ${reason}`, options);
  }
}
