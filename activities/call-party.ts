import { cancellationSignal, log } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import { FAILURE } from '../src/contract/failures.js';
import type { CallIds } from '../src/dispatch/call-party.js';
import { NoAnswerError } from '../src/signed-http/no-answer.js';

/**
 * Calls a party within the running activity and logs the result. When the activity is cancelled
 * (the worker stops, or the attempt's time is over), aborts the call and throws the cancellation.
 * When the party gives no answer, throws a retryable failure of a known type that waits as long as
 * the party asks. Throws every other error as it is.
 */
export async function callParty<T extends { readonly kind: string }>(
  ids: CallIds,
  call: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    const answer = await call(cancellationSignal());
    log.info('a party answered', { ...ids, answer: answer.kind });
    return answer;
  } catch (error) {
    if (error instanceof NoAnswerError) {
      logNoAnswer(ids, error);
      throw noAnswer(error);
    }
    if (error instanceof CancelledFailure) log.info('a call to a party was cancelled', { ...ids });
    // The SDK logs the error itself, but not which call it was.
    else log.warn('a call to a party failed', { ...ids });
    throw error;
  }
}

/**
 * Logs a silence, which is ordinary; and louder an answer that came and is not believed, because
 * without the reason its sender cannot find the fault.
 */
function logNoAnswer(ids: CallIds, { reason, detail }: NoAnswerError): void {
  if (detail === undefined) log.info('a party gave no answer', { ...ids, reason });
  else log.warn('an answer is not believed', { ...ids, reason, detail });
}

function noAnswer({ message, retryAfterMs }: NoAnswerError): ApplicationFailure {
  return ApplicationFailure.create({
    type: FAILURE.NO_ANSWER,
    message,
    category: ApplicationFailureCategory.BENIGN,
    ...(retryAfterMs === undefined ? {} : { nextRetryDelay: retryAfterMs }),
  });
}

/**
 * Makes the failure of a question that its party refused; the refusal is in the database by then.
 * Not retried as it is, because the party said no: the workflow pauses, longer each time, and asks
 * again. Like silence it is no fault of ours.
 */
export function refused(party: string): ApplicationFailure {
  return ApplicationFailure.create({
    type: FAILURE.REFUSED,
    message: `${party} refused the question`,
    nonRetryable: true,
    category: ApplicationFailureCategory.BENIGN,
  });
}
