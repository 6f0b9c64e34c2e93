/*
 * How long a case waits for more receipts after one has come. Not law, but a matter of cost: each
 * round of a case reads all its holds.
 */

/**
 * A case with fewer holds does not wait: it would save less than it costs the reader of the case.
 */
const FROM_HOLDS = 20;
const MS_PER_HOLD = 20;
/** Less than the 5 s after which the keeper repeats an unread outbox entry. */
const LONGEST_MS = 4_000;

/**
 * Returns the milliseconds from the first news of a hold until the case reads all news: none below
 * 20 holds, then 20 for each hold, up to 4 s. A round costs more with every hold; because the wait
 * grows too, more receipts share a round, and a receipt costs the same however long the trail is.
 */
export function gatherMs(holds: number): number {
  return holds < FROM_HOLDS ? 0 : Math.min(LONGEST_MS, holds * MS_PER_HOLD);
}
