/*
 * How long a case waits for further receipts after one has come. Not law: a matter of what a look
 * at a case costs, for it reads all holds of the case.
 */

/**
 * A case with fewer holds looks at once: what waiting would save is less than what it would cost
 * the reader of the case.
 */
const FROM_HOLDS = 20;
const MS_PER_HOLD = 20;
/** Less than the 5 s after which the keeper repeats an outbox entry that nobody has read. */
const LONGEST_MS = 4_000;

/**
 * Milliseconds from the first news of a hold until a case with so many holds looks at all that
 * came: none below 20 holds, then 20 for each hold, up to 4 s. A look costs as much as there are
 * holds; when the wait grows as they do, so does the number of receipts that share a look, and each
 * receipt costs the same however long the trail is.
 */
export function gatherMs(holds: number): number {
  return holds < FROM_HOLDS ? 0 : Math.min(LONGEST_MS, holds * MS_PER_HOLD);
}
