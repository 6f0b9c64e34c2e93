/**
 * How long one round goes on to take items: less than the round of a chore may take, even if the
 * last one waits for the database.
 */
const ROUND_MS = 30_000;

/**
 * Runs `act` for each item in turn; a failure does not stop the other items. After `ROUND_MS` the
 * rest is left for the next round. Rejects at the end with the first failure.
 */
async function oneByOne<T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> {
  const failures: unknown[] = [];
  const endMs = performance.now() + ROUND_MS;
  for (const item of items) {
    if (performance.now() >= endMs) break;
    await act(item).catch((error: unknown) => failures.push(error));
  }
  if (failures.length > 0) throw failures[0];
}

/** Runs `act` for all items at the same time; otherwise as `oneByOne`. */
async function allAtOnce<T>(items: readonly T[], act: (item: T) => Promise<unknown>): Promise<void> {
  const outcomes = await Promise.allSettled(items.map(act));
  const failed = outcomes.find((outcome) => outcome.status === 'rejected');
  if (failed !== undefined) throw failed.reason;
}

/** Runs `act` for `atOnce` items at the same time, then for the next; otherwise as `oneByOne`. */
export function inBatches<T>(items: readonly T[], atOnce: number, act: (item: T) => Promise<unknown>): Promise<void> {
  const batches = Array.from({ length: Math.ceil(items.length / atOnce) }, (_, batch) =>
    items.slice(batch * atOnce, (batch + 1) * atOnce),
  );
  return oneByOne(batches, (batch) => allAtOnce(batch, act));
}
