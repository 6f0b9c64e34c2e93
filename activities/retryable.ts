import { ApplicationFailure, ApplicationFailureCategory } from '@temporalio/common';
import { FAILURE } from '../src/contract/failures.js';
import { NoAnswerError } from '../src/signed-http/no-answer.js';

/**
 * Runs a call to a party; silence becomes a retryable failure of a known type that waits as long as
 * the party asked. Silence is ordinary, so it is not logged as a fault of ours. Everything else
 * passes through and is retried as it is.
 */
export async function retryable<T>(call: Promise<T>): Promise<T> {
  try {
    return await call;
  } catch (error) {
    if (!(error instanceof NoAnswerError)) throw error;
    throw ApplicationFailure.create({
      type: FAILURE.NO_ANSWER,
      message: error.message,
      category: ApplicationFailureCategory.BENIGN,
      ...(error.retryAfterMs === undefined ? {} : { nextRetryDelay: error.retryAfterMs }),
    });
  }
}

/**
 * The failure of a call whose refusal is on record already. Not retried as it is, for the party has
 * said no: whoever asked pauses, longer each time, and asks again. Like silence it is no fault of
 * ours.
 */
export function refused(party: string): ApplicationFailure {
  return ApplicationFailure.create({
    type: FAILURE.REFUSED,
    message: `${party} refused the question`,
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
  });
}
