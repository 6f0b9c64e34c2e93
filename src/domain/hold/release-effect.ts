import { ENDED_HOLD_STATES, type HoldFacts } from './hold.js';
import { type ReceiptOutcome, applied, notApplied } from './receipt-effect.js';

/** Decides the effect of a release receipt on a hold: only then is the hold over. */
export function effectOfRelease(hold: HoldFacts): ReceiptOutcome {
  if (hold.state === 'release_ordered') return applied(hold, 'released', 0n, null);
  if (hold.state === 'released') return notApplied('DUPLICATE');
  if (ENDED_HOLD_STATES.includes(hold.state)) return notApplied('HOLD_ENDED');
  // No release was ordered.
  return notApplied('INCONSISTENT', { opensBreak: true });
}

/** An institution's report that a hold lapsed by itself. */
export interface LapseFacts {
  isCurrentOrder: boolean;
  /** The time of the lapse, not later than the report. */
  at: Date;
  /** How far the institution's clock may differ, in milliseconds. */
  toleranceMs: number;
}

/**
 * Decides the effect of a report that a hold lapsed by itself. A lapse of an order that a newer
 * one replaced changes nothing: the newer order carries the hold on. A lapse before the hold's
 * expiry takes effect, because nothing is held any more, and opens a break. While a release is
 * under way, a lapse acknowledges it, and the reason of the release stays (null).
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
