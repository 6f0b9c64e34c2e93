/** A hold that had money of a part and was released, and what ended it. */
export interface ReleasedHold {
  orderedAt: Date;
  /** The time of its newest order. */
  expiresAt: Date;
  /** When its release was ordered; null where none was. */
  releaseOrderedAt: Date | null;
  /** When its institution says that it let go by itself; null where it did not. */
  lapsedAt: Date | null;
}

/**
 * Returns from when on debits explain what is gone of a part that was held before: when the newest of its
 * released holds let go. What had gone on until then was named by answers to that hold. Undefined where
 * none had money.
 */
export function debitsSince(holds: readonly ReleasedHold[]): Date | undefined {
  return holds
    .map(letGoAt)
    .reduce<Date | undefined>((last, at) => (last === undefined || at > last ? at : last), undefined);
}

/**
 * Returns when a hold let go: by its release order, by the end of its time, or before both by its
 * institution, which can have let nothing go before there was an order.
 */
function letGoAt({ orderedAt, expiresAt, releaseOrderedAt, lapsedAt }: ReleasedHold): Date {
  const byItself = lapsedAt === null || lapsedAt > orderedAt ? lapsedAt : orderedAt;
  return [releaseOrderedAt, byItself].reduce<Date>((first, at) => (at !== null && at < first ? at : first), expiresAt);
}
