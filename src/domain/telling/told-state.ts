import type { HoldState } from '../hold/hold.js';

/**
 * Returns the state of a hold as people are told it: victim, holder, officer, in pages and letters. Where a new order
 * took the place of a hold whose release was not answered (P-BREAK), the hold is over on record, and nobody has said
 * that it was let go (`endedInSilence`): until its institution answers, its release is ordered, and no more is true.
 */
export function toldState({ state, endedInSilence }: { state: HoldState; endedInSilence: boolean }): HoldState {
  return state === 'released' && endedInSilence ? 'release_ordered' : state;
}
