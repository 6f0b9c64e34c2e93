import type { HoldFacts } from './hold.js';

/** The power that a hold stands on, and until when. */
export type Standing = Pick<HoldFacts, 'kind' | 'expiresAt'>;

/**
 * Whether an order on a live hold may take the place of the power it stands on. The half hour of a
 * broken glass replaces nothing that stands already, and only another warrant replaces a warrant. A
 * suspension of the centre (AOC-85B) and a later order of the same power must end later; what the
 * inquiry officer or a court dates, and section 6 or 7 in the place of a power that fell away, may
 * end sooner.
 */
export function mayTakePlace(standing: Standing, order: Standing): boolean {
  if (order.kind === 'break_glass') return false;
  if (standing.kind === 'whole_account' && order.kind !== 'whole_account') return false;
  const mustEndLater = order.kind === standing.kind || order.kind === 'aoc_suspension';
  return !mustEndLater || order.expiresAt > standing.expiresAt;
}
