import type { HoldState } from './hold.js';

/**
 * The transitions that a hold may make; nothing else is possible. `released` follows
 * `release_ordered` when the institution acknowledges, or any live state when it reports a lapse.
 * `held` follows `partly_held` when a later credit brings the rest (P-RESID), and `partly_held` follows
 * `held` when the hold is asked for more. A hold is
 * `seized` while another authority holds its money, and `released` when that is over. Nothing else
 * leaves an ended state: release dominates.
 */
const TRANSITIONS: Readonly<Record<HoldState, readonly HoldState[]>> = {
  ordered: ['unconfirmed', 'held', 'partly_held', 'no_funds', 'refused', 'release_ordered', 'released', 'seized'],
  unconfirmed: ['held', 'partly_held', 'no_funds', 'refused', 'release_ordered', 'released', 'seized'],
  held: ['partly_held', 'release_ordered', 'released', 'seized'],
  partly_held: ['held', 'release_ordered', 'released', 'seized'],
  release_ordered: ['released'],
  no_funds: [],
  refused: [],
  released: [],
  seized: ['released'],
};

/** Returns whether a hold may go from one state to another. */
export function mayChangeHold(from: HoldState, to: HoldState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Returns the state of a hold that is asked for more than before: what it holds is a part of that. */
export function askedForMore(state: HoldState): HoldState {
  return state === 'held' ? 'partly_held' : state;
}
