import { activityInfo, cancellationSignal, log } from '@temporalio/activity';
import { ApplicationFailure, ApplicationFailureCategory, CancelledFailure } from '@temporalio/common';
import { FAILURE, type NoAnswerDetails } from '../src/contract/failures.js';
import { FIRST_TRY_MS } from '../src/contract/retry-times.js';
import type { CallIds } from '../src/outgoing/call-party.js';
import { NoAnswerError } from '../src/signed-http/no-answer.js';

/**
 * Calls a party within the running activity and logs the result. Within a workflow task the party
 * has `FIRST_TRY_MS` to answer; a longer silence counts like any other. When the activity is cancelled
 * (the worker stops, or the attempt's time is over), aborts the call and throws the cancellation.
 * When the party gives no answer, throws a retryable failure of a known type that waits as long as
 * the party asks. Throws every other error as it is.
 */
export async function callParty<T extends { readonly kind: string }>(
  ids: CallIds,
  call: (abortSignal: AbortSignal) => Promise<T>,
): Promise<T> {
  try {
    const answer = await inTime(ids.party, call);
    log.info('a party answered', { ...ids, answer: answer.kind });
    return answer;
  } catch (error) {
    if (error instanceof NoAnswerError) {
      logNoAnswer(ids, error);
      throw noAnswer(error, error.message);
    }
    if (error instanceof CancelledFailure) log.info('a call to a party was cancelled', { ...ids });
    // The SDK logs the error itself, but not which call it was.
    else log.warn('a call to a party failed', { ...ids });
    throw error;
  }
}

async function inTime<T>(party: string, call: (abortSignal: AbortSignal) => Promise<T>): Promise<T> {
  if (!activityInfo().isLocal) return call(cancellationSignal());
  const tooLong = new AbortController();
  const timer = setTimeout(() => tooLong.abort(new NoAnswerError(party, 'TIMEOUT')), FIRST_TRY_MS);
  try {
    return await call(AbortSignal.any([cancellationSignal(), tooLong.signal]));
  } finally {
    clearTimeout(timer);
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

/** Makes the failure of a call that brought no answer; it is retried after the given pause. */
export function noAnswer({ retryAfterMs }: NoAnswerDetails, message = 'no answer'): ApplicationFailure {
  return ApplicationFailure.create({
    type: FAILURE.NO_ANSWER,
    message,
    category: ApplicationFailureCategory.BENIGN,
    details: [{ retryAfterMs } satisfies NoAnswerDetails],
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
