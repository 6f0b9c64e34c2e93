/*
 * How often an institution is asked again. Not law: a matter of courtesy to their systems and of our own speed.
 */
const POLL_FIRST_MS = 15_000;
const POLL_LONGEST_MS = 600_000;
const RELEASE_FIRST_MS = 5_000;
const RELEASE_LONGEST_MS = 60_000;

/** Milliseconds from the last attempt until an order whose receipt is missing is sent or asked for again: 15 s, doubling to 10 minutes. */
export function orderRetryMs(attempts: number): number {
  return Math.min(POLL_LONGEST_MS, POLL_FIRST_MS * 2 ** Math.max(0, Math.min(attempts, 16) - 1));
}

/** Milliseconds from one attempt of a release until the next: 5 s, doubling to a minute. */
export function releaseRetryMs(attempts: number): number {
  return Math.min(RELEASE_LONGEST_MS, RELEASE_FIRST_MS * 2 ** Math.max(0, Math.min(attempts, 16) - 1));
}
