import type { Logger } from 'pino';
import { CALL_ATTEMPT_MS } from '../contract/retry-times.js';

/** The ids in the log of a call: our ids and the party's slug, never personal data. */
export interface CallIds {
  readonly party: string;
  readonly caseId?: string;
  readonly messageId: string;
  readonly kind: string;
  /** What the message is about, such as a hold. */
  readonly subjectId: string;
}

/**
 * Makes one call to a party, logs the result in the way of the process that calls, and passes the
 * answer or the error on. `call` ends early when its signal aborts.
 */
export type CallParty = <T extends { readonly kind: string }>(
  ids: CallIds,
  call: (abortSignal: AbortSignal) => Promise<T>,
) => Promise<T>;

/** Makes the calls of a process outside an activity: each ends in its time, or when the process stops. */
export function callingUntil(stopping: AbortSignal, logger: Pick<Logger, 'info'>): CallParty {
  return async (ids, call) => {
    const answer = await call(AbortSignal.any([stopping, AbortSignal.timeout(CALL_ATTEMPT_MS)]));
    logger.info({ ...ids, answer: answer.kind }, 'a party answered');
    return answer;
  };
}
