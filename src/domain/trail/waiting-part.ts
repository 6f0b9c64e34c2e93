import type { HoldState } from '../hold/hold.js';
import type { StopReason } from './next-hops.js';

/**
 * A part of the trail that has no hold of its own because it could not be ordered when it was
 * named: nothing was free for it (`fully_reserved`), or its receiver was not known.
 */
export interface WaitingPart {
  /** Why it stopped; null when it waited for the name of its receiver. */
  stopReason: StopReason | null;
  /** When the hold that named it ends; null when no hold named it. */
  holdBeforeExpiresAt: Date | null;
  /** The state of the newest hold on each earlier part of its way, where there is one. */
  holdsOnTheWay: readonly HoldState[];
}

/**
 * Decides whether a waiting part is ordered now, without a person. It is not when a hold on the
 * way there was let go: by its time, an officer, an appeal or otherwise. Nor is money that was
 * freed after the time of the hold before ran out.
 */
export function mayOrderWaitingPart(part: WaitingPart, now: Date): boolean {
  if (part.holdBeforeExpiresAt === null) return false;
  if (part.holdsOnTheWay.some((state) => state === 'release_ordered' || state === 'released')) return false;
  return part.stopReason === null || part.holdBeforeExpiresAt > now;
}
