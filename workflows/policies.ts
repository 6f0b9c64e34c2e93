import type { ActivityOptions } from '@temporalio/workflow';
import { ATTEMPTS_PER_ROUND } from '../src/contract/retry-times.js';

/**
 * The record: our own database. Retried for ever, for a case with live holds parks rather than
 * fails; the back-off is short because an outage here is ours.
 */
export function recordOptions(priorityKey: number): ActivityOptions {
  return {
    startToCloseTimeout: '30 s',
    retry: { initialInterval: '200 ms', backoffCoefficient: 2, maximumInterval: '10 s' },
    priority: { priorityKey },
  };
}

/**
 * One signed call to an institution. Six attempts over about half a minute; then the order counts
 * as unconfirmed and is polled.
 */
export const INSTITUTION_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '20 s',
  retry: {
    initialInterval: '500 ms',
    backoffCoefficient: 2,
    maximumInterval: '10 s',
    maximumAttempts: ATTEMPTS_PER_ROUND,
  },
};

/**
 * A release is repeated until the institution acknowledges. Each round of attempts ends, so that
 * the hold can read a lapse report that came meanwhile; the record says when the next round is due.
 */
export const RELEASE_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '20 s',
  retry: {
    initialInterval: '500 ms',
    backoffCoefficient: 2,
    maximumInterval: '5 s',
    maximumAttempts: ATTEMPTS_PER_ROUND,
  },
};

/**
 * One question to an agency. Attempts end early; what stays unanswered at the deadline of the
 * rulebook is unknown, and a late answer still counts.
 */
export const AGENCY_OPTIONS: ActivityOptions = {
  startToCloseTimeout: '20 s',
  retry: { initialInterval: '1 s', backoffCoefficient: 2, maximumInterval: '30 s', maximumAttempts: 8 },
};
