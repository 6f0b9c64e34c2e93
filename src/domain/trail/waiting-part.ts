import { type Asker, newestOf, standingHold } from '../hold/order/held-for-victim.js';
import { LIVE_HOLD_STATES } from '../hold/hold.js';
import type { StopReason } from './next-hops.js';
import { isFollowedBeyond, type KnownPart } from './parts-to-hold.js';

/**
 * A part of the trail that has no hold of its own because it could not be ordered when it was
 * named: nothing was free for it (`fully_reserved`), no power reached it (`no_power`), or its
 * receiver was not known.
 */
export interface WaitingPart {
  /** Why it stopped; null when it waited for the name of its receiver. */
  stopReason: StopReason | null;
  /** When the hold that named it ends; null when no hold named it. */
  holdBeforeExpiresAt: Date | null;
  /** The earlier parts of its way, the nearest first. */
  way: readonly KnownPart[];
}

/**
 * Decides whether a waiting part is ordered now, without a person. It is not where a person let a
 * hold on the way go, nor where time did and nothing is ordered anew there. Nor is money that was
 * freed after the time of the hold before ran out, unless that hold is over and ordered anew.
 */
export function mayOrderWaitingPart(part: WaitingPart, asker: Asker, now: Date): boolean {
  if (part.holdBeforeExpiresAt === null) return false;
  if (!part.way.every((before) => isFollowedBeyond(before, asker))) return false;
  return part.stopReason === null || part.holdBeforeExpiresAt > now || isHeldAnew(part, asker);
}

/**
 * Returns whether the hold before a part is over, and section 7 orders that money anew, so that it
 * reaches on from there, whatever power the earlier hold rested on.
 */
export function isHeldAnew({ way: [before] }: Pick<WaitingPart, 'way'>, asker: Asker): boolean {
  const newest = newestOf(before?.holds ?? []);
  if (before === undefined || newest === undefined || LIVE_HOLD_STATES.includes(newest.state)) return false;
  return ['none', 'being_released'].includes(standingHold(before.holds, asker));
}
