import { ENDED_HOLD_STATES, type HoldState, type ReleaseReason } from './hold.js';

/** A hold on the victim's transfer, and when it ended; null where it did not. */
export interface EarlierHold {
  state: HoldState;
  /** Why its release was ordered; null where none was. */
  releaseReason: ReleaseReason | null;
  orderedAt: Date;
  releaseOrderedAt: Date | null;
  endedAt: Date | null;
}

/**
 * Returns whether a hold on the victim's transfer is this victim's, so that section 7 orders no
 * other one there. One that was over, or whose release was ordered, before the complaint was not:
 * whoever reported earlier, withdrew or was released, this victim's own notice suspends the money
 * anew. One that stood when the victim complained was, and it ended with that complaint known. One
 * that a correction ended was about other money, as the report said then. One whose urgent time ran
 * out was counted from an earlier report, unless it was ordered after this complaint.
 */
function wasHeldForVictim(hold: EarlierHold, complainedAt: Date): boolean {
  const { releaseReason, orderedAt, releaseOrderedAt, endedAt } = hold;
  if (releaseReason === 'CORRECTED') return false;
  if (releaseReason === 'DEBIT_NOT_CONFIRMED' && orderedAt < complainedAt) return false;
  const end = releaseOrderedAt ?? endedAt;
  return end === null || end >= complainedAt;
}

/** What stands on a reported transfer already when a complaint about it is looked at. */
export type StandingHold = 'none' | 'held' | 'being_released';

/**
 * Returns what stands on the transfer for a victim who complained at `complainedAt`: a hold that
 * is this victim's, or one of an earlier report whose release the institution has not confirmed.
 */
export function standingHold(holds: readonly EarlierHold[], complainedAt: Date): StandingHold {
  if (holds.some((hold) => wasHeldForVictim(hold, complainedAt))) return 'held';
  return holds.some(({ state }) => !ENDED_HOLD_STATES.includes(state)) ? 'being_released' : 'none';
}
