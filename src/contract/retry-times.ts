/*
 * How often an institution is asked again. Not law, but courtesy to their systems and our speed.
 */

/**
 * Attempts of one call that follow each other within seconds; an institution that answers none of
 * them is asked again in the next round.
 */
export const ATTEMPTS_PER_ROUND = 6;

/** The same for a question to an agency, whose round takes a minute. */
export const AGENCY_ATTEMPTS_PER_ROUND = 8;

/**
 * How long one attempt to call a party may take, in ms: the call itself (src/signed-http), and the
 * two transactions around it.
 */
export const CALL_ATTEMPT_MS = 20_000;

/**
 * How long the first try of a question waits for its party within the workflow task, in ms. Later
 * tries have `CALL_ATTEMPT_MS`.
 */
export const FIRST_TRY_MS = 2_000;

/**
 * How long a process may send an order before another process sends it instead, in ms. It renews
 * the lease while the call runs, so only an order whose sender has died is taken over.
 */
export const LEASE_MS = 2_000;

/**
 * How long a new question to an agency is left to the workflow of its case, in ms. Then the keeper
 * asks, in case there is no workflow.
 */
export const WORKFLOW_FIRST_MS = 15_000;

/**
 * The longest time that a workflow sleeps before it reads the database again, in ms: a signal that
 * was lost costs at most a day.
 */
export const LONGEST_SLEEP_MS = 24 * 60 * 60 * 1000;

const ORDER_FIRST_MS = 15_000;
const ORDER_LONGEST_MS = 600_000;
const QUESTION_FIRST_MS = 30_000;
const QUESTION_LONGEST_MS = 600_000;
const DELIVERY_FIRST_MS = 5_000;
const DELIVERY_LONGEST_MS = 60_000;
const FAULT_FIRST_MS = 5_000;
const FAULT_LONGEST_MS = 60_000;

/**
 * Returns the milliseconds from the last attempt until an institution is asked again for the
 * receipt of an order that it took: 15 s, doubling with each round to 10 minutes. It counts rounds
 * and not attempts: an institution that was away for seconds is asked within seconds.
 */
function orderRetryMs(attempts: number): number {
  return pauseMs(attempts, ORDER_FIRST_MS, ORDER_LONGEST_MS);
}

/**
 * Returns the milliseconds from one attempt to deliver a release, or an order that has not
 * arrived, until the next: 5 s, doubling with each round to a minute.
 */
export function deliveryRetryMs(attempts: number): number {
  return pauseMs(attempts, DELIVERY_FIRST_MS, DELIVERY_LONGEST_MS);
}

/**
 * Returns the milliseconds from a call about an order until the next one: short until the
 * institution has taken the order, long while its receipt is missing. `attempts` counts all calls about the order. The
 * first one may have been lost with its sender, so the next is due when its lease is over.
 */
export function callRetryMs({ isTaken, attempts }: { isTaken: boolean; attempts: number }): number {
  if (isTaken) return orderRetryMs(attempts);
  return attempts <= 1 ? LEASE_MS : deliveryRetryMs(attempts);
}

/**
 * Returns the milliseconds from a round of attempts in which a party could not be reached, or
 * refused a question, until the next round: 30 s after the first one, doubling to 10 minutes.
 */
export function questionRetryMs(rounds: number): number {
  return doubled(rounds, QUESTION_FIRST_MS, QUESTION_LONGEST_MS);
}

/** So many attempts at least fit into what is left of the time of a question about a debit. */
const ATTEMPTS_IN_TIME = 6;
const DEBIT_SHORTEST_MS = 1_000;

/**
 * Returns the milliseconds from a call about a debit that brought no answer until the next one: as
 * for an order, but never so long that the time of the question (`leftMs`) has no more than one.
 */
export function debitRetryMs(attempts: number, leftMs: number): number {
  const share = Math.max(DEBIT_SHORTEST_MS, Math.floor(leftMs / ATTEMPTS_IN_TIME));
  return Math.min(deliveryRetryMs(attempts), share);
}

/** After its time a question about a debit is asked again so often. */
const LATE_DEBIT_MS = 3_600_000;
/** Section 7 holds no longer than this after the report, so that a later answer would hold nothing. */
const LATE_DEBIT_ENDS_MS = 7 * 24 * 3_600_000;
/** Longer than anybody waits: a question that is asked no more. */
const NEVER_MS = 100 * 365 * 24 * 3_600_000;

/**
 * Returns the milliseconds from a call about a debit whose time is over until the next one, by the
 * age of the question (ms): an hour, and never again once section 7 holds nothing for it.
 */
export function lateDebitRetryMs(ageMs: number): number {
  return ageMs < LATE_DEBIT_ENDS_MS ? LATE_DEBIT_MS : NEVER_MS;
}

/**
 * Returns the milliseconds from a round of attempts that failed by our own fault until the next
 * round: 5 s after the first one, doubling to a minute.
 */
export function faultRetryMs(rounds: number): number {
  return doubled(rounds, FAULT_FIRST_MS, FAULT_LONGEST_MS);
}

function pauseMs(attempts: number, firstMs: number, longestMs: number): number {
  return doubled(Math.max(1, Math.ceil(attempts / ATTEMPTS_PER_ROUND)), firstMs, longestMs);
}

function doubled(rounds: number, firstMs: number, longestMs: number): number {
  return Math.min(longestMs, firstMs * 2 ** Math.min(rounds - 1, 16));
}
