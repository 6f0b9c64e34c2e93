import type { Refusal } from '../../domain/result.js';
import { ApiProblem } from './api-problem.js';

/** The longest pause after wrong secrets. */
const PAUSE_SECONDS = 60;

const TOO_MANY_TRIES = ['APPEAL.TOO_MANY_TRIES', 'COMPLAINT.TOO_MANY_TRIES'] as const;

/**
 * Returns the outcome unless it refuses a caller who gave wrong secrets too often. Throws that one
 * with the time to wait before the next try.
 */
export function refuseTooManyTries<T extends { ok: true } | Refusal>(outcome: T): T {
  if (outcome.ok) return outcome;
  const code = TOO_MANY_TRIES.find((each) => each === outcome.code);
  if (code === undefined) return outcome;
  throw new ApiProblem(code, outcome.detail, { retryAfterSeconds: PAUSE_SECONDS });
}
