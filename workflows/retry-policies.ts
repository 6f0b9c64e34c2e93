import type { ActivityOptions, LocalActivityOptions } from '@temporalio/workflow';
import { ANALYSIS_MS } from '../src/contract/analysis.js';
import {
  AGENCY_ATTEMPTS_PER_ROUND,
  ATTEMPTS_PER_ROUND,
  CALL_ATTEMPT_MS,
  FIRST_TRY_MS,
} from '../src/contract/retry-times.js';

/**
 * Returns the options of activities on the database. They are retried without end, because a case
 * with live holds must wait and not fail; the pauses are short because the outage is our own.
 */
export function recordOptions(priorityKey: number): ActivityOptions {
  return {
    startToCloseTimeout: '30 s',
    retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
    priority: { priorityKey },
  };
}

/**
 * Options of the first attempt at an activity on the database, and of asking the analysis: within
 * the workflow task (local-first.ts). It is not repeated there, because an outage of the database
 * would hold up the workflow task.
 */
export const LOCAL_OPTIONS: LocalActivityOptions = {
  startToCloseTimeout: '5 s',
  retry: { maximumAttempts: 1 },
};

/**
 * Options of the first try of a question: the call has `FIRST_TRY_MS`, and the two transactions
 * around it a moment more. A party that is slow or away holds up the workflow task no longer.
 */
export const FIRST_TRY_OPTIONS: LocalActivityOptions = {
  startToCloseTimeout: FIRST_TRY_MS + 500,
  retry: { maximumAttempts: 1 },
};

/** The pause after a first try that brought no answer: the first one of agencies' retries. */
export const PAUSE_AFTER_SILENCE = '1 s';

/**
 * Options of one signed call to an institution: six attempts over about half a minute; then the
 * order counts as unconfirmed and is polled.
 */
export const INSTITUTION_OPTIONS: ActivityOptions = {
  startToCloseTimeout: CALL_ATTEMPT_MS,
  retry: {
    initialInterval: '500 ms',
    backoffCoefficient: 2,
    maximumInterval: '10 s',
    maximumAttempts: ATTEMPTS_PER_ROUND,
  },
};

/**
 * Options of a release, which is repeated until the institution acknowledges it. Each round of
 * attempts ends, so that the hold can read a lapse report that came meanwhile; the database says
 * when the next round is due.
 */
export const RELEASE_OPTIONS: ActivityOptions = {
  startToCloseTimeout: CALL_ATTEMPT_MS,
  retry: {
    initialInterval: '500 ms',
    backoffCoefficient: 2,
    maximumInterval: '5 s',
    maximumAttempts: ATTEMPTS_PER_ROUND,
  },
};

/**
 * Options of asking the analysis. It is asked again while agencies have still to answer, which
 * costs no event; after their time (P-ASK) and a little more there is no advice.
 */
export const ANALYSIS_OPTIONS: ActivityOptions = {
  startToCloseTimeout: ANALYSIS_MS + 3_000,
  scheduleToCloseTimeout: '30 minutes',
  retry: { initialInterval: '2 s', backoffCoefficient: 2, maximumInterval: '5 minutes', maximumAttempts: 12 },
};

/**
 * Options of one question to an agency. A question without an answer at the rulebook's deadline
 * counts as unknown; an answer that comes later still counts.
 */
export const AGENCY_OPTIONS: ActivityOptions = {
  startToCloseTimeout: CALL_ATTEMPT_MS,
  retry: {
    initialInterval: '1 s',
    backoffCoefficient: 2,
    maximumInterval: '30 s',
    maximumAttempts: AGENCY_ATTEMPTS_PER_ROUND,
  },
};
