import { ENDED_HOLD_STATES, type HoldFacts } from './hold.js';
import { type ReceiptOutcome, applied, notApplied } from './receipt-effect.js';

/** What an institution's acknowledgement of a release does to a hold: only then is it over. */
export function effectOfRelease(hold: HoldFacts): ReceiptOutcome {
  if (hold.state === 'release_ordered') return applied(hold, 'released', 0n, null);
  if (hold.state === 'released') return notApplied('DUPLICATE');
  if (ENDED_HOLD_STATES.includes(hold.state)) return notApplied('HOLD_ENDED');
  // Nobody ordered the release that this acknowledges.
  return notApplied('INCONSISTENT', { opensBreak: true });
}

/** An institution's report that a hold lapsed by itself. */
export interface LapseFacts {
  isCurrentOrder: boolean;
  /** When it lapsed: not later than the report. */
  at: Date;
  /** By how much the institution's clock may differ. */
  toleranceMs: number;
}

/**
 * What an institution's report that a hold lapsed by itself does. A lapse of an order that a newer
 * one replaced says nothing about the hold, which the newer order carries on. One before the hold's
 * expiry is applied all the same, because nothing is held any more, and opens a break, unless a
 * release was under way: then it acknowledges that, and the release's reason stays (null).
 */
export function effectOfLapse(hold: HoldFacts, { isCurrentOrder, at, toleranceMs }: LapseFacts): ReceiptOutcome {
  if (hold.state === 'released') return notApplied('DUPLICATE');
  if (ENDED_HOLD_STATES.includes(hold.state)) return notApplied('HOLD_ENDED');
  if (!isCurrentOrder) return notApplied('SUPERSEDED');
  if (hold.state === 'release_ordered') return applied(hold, 'released', 0n, null);
  const isEarly = at.getTime() < hold.expiresAt.getTime() - toleranceMs;
  if (isEarly) return applied(hold, 'released', 0n, 'LAPSED_EARLY', 'LAPSED_EARLY');
  return applied(hold, 'released', 0n, 'LAPSED');
}
