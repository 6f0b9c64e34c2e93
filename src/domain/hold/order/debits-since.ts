import type { Satang } from '../../money.js';

/** A hold that had money at an account by one credit and was released, and what ended it. */
export interface ReleasedHold {
  /** Whether it was on this part, not on what another claim about the same debit brought there. */
  isOfPart: boolean;
  heldSatang: Satang;
  orderedAt: Date;
  /** The time of its newest order. */
  expiresAt: Date;
  /** When its release was ordered; null where none was. */
  releaseOrderedAt: Date | null;
  /** When its institution says that it let go by itself; null where it did not. */
  lapsedAt: Date | null;
}

/**
 * Returns from when on debits explain what is gone of the money that a new hold on a part asks for: when the
 * newest hold let it go. What had gone on until then was named by answers to the holds of the part. A hold by another
 * claim about the same debit counts where it had all that is asked for: so all of it was there until then, although
 * what its answers named is on no trail of this claim. Undefined where no hold counts.
 */
export function debitsSince(holds: readonly ReleasedHold[], askedSatang: Satang): Date | undefined {
  return holds
    .filter(({ isOfPart, heldSatang }) => isOfPart || heldSatang >= askedSatang)
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
