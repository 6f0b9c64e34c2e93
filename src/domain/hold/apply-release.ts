import { ENDED_HOLD_STATES, type HoldFacts } from './hold.js';
import { type ReceiptOutcome, applied, notApplied } from './apply-receipt.js';

/** What an institution's acknowledgement of a release does to a hold: only then is it over. */
export function applyReleaseReceipt(hold: HoldFacts): ReceiptOutcome {
  if (hold.state === 'release_ordered') return applied(hold, 'released', 0n, null);
  if (hold.state === 'released') return notApplied('DUPLICATE');
  if (ENDED_HOLD_STATES.includes(hold.state)) return notApplied('HOLD_ENDED');
  // Nobody ordered the release that this acknowledges.
  return notApplied('INCONSISTENT', { opensBreak: true });
}

/**
 * What an institution's report that a hold lapsed by itself does. A lapse of an order that a newer one replaced says nothing
 * about the hold, which the newer order carries on.
 */
export function applyLapse(hold: HoldFacts, order: { isCurrentOrder: boolean }): ReceiptOutcome {
  if (hold.state === 'released') return notApplied('DUPLICATE');
  if (ENDED_HOLD_STATES.includes(hold.state)) return notApplied('HOLD_ENDED');
  if (!order.isCurrentOrder) return notApplied('SUPERSEDED');
  return applied(hold, 'released', 0n, 'LAPSED');
}
