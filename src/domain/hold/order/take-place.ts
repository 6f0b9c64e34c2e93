import type { HoldFacts } from '../hold.js';

/** The power of a hold or an order, and its expiry. */
export type Standing = Pick<HoldFacts, 'kind' | 'expiresAt'>;

/**
 * Decides whether an order may replace the power that a live hold stands on. A break-glass order
 * (half an hour) replaces nothing, and only another warrant replaces a warrant. A suspension of
 * the centre (AOC-85B) and a later order of the same power must end later. An order dated by an
 * inquiry officer or on a warrant, section 6 or 7 in place of a power that fell away, and section
 * 7 once an inquiry officer's act shows that its seven days end sooner, may end sooner.
 */
export function mayTakePlace(standing: Standing, order: Standing & { officerActed: boolean }): boolean {
  if (order.kind === 'break_glass') return false;
  if (standing.kind === 'whole_account' && order.kind !== 'whole_account') return false;
  if (standing.kind === 'section7' && order.kind === 'section7' && order.officerActed) {
    return order.expiresAt.getTime() !== standing.expiresAt.getTime();
  }
  const mustEndLater = order.kind === standing.kind || order.kind === 'aoc_suspension';
  return !mustEndLater || order.expiresAt > standing.expiresAt;
}
