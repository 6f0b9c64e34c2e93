import type { HoldState } from './hold.js';

/**
 * Every transition a hold may make; anything else is refused and audited. `released` comes from
 * `release_ordered` on the institution's word, or from any live state when the institution reports
 * that the hold lapsed by itself; `held` from `partly_held` when a later credit brought the rest
 * (P-RESID). Nothing leaves an ended state: release dominates.
 */
const TRANSITIONS: Readonly<Record<HoldState, readonly HoldState[]>> = {
  ordered: ['unconfirmed', 'held', 'partly_held', 'no_funds', 'refused', 'release_ordered', 'released'],
  unconfirmed: ['held', 'partly_held', 'no_funds', 'refused', 'release_ordered', 'released'],
  held: ['release_ordered', 'released', 'seized'],
  partly_held: ['held', 'release_ordered', 'released', 'seized'],
  release_ordered: ['released'],
  no_funds: [],
  refused: [],
  released: [],
  seized: [],
};

/** Whether a hold may go from one state to another. */
export function mayChangeHold(from: HoldState, to: HoldState): boolean {
  return TRANSITIONS[from].includes(to);
}
