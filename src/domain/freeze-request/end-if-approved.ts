import { orderExpiry } from '../hold/order/expiry.js';
import type { Rulebook } from '../rulebook/in-force.js';
import type { FreezeRequestKind } from './freeze-request.js';

/** What of a request says when its order ends. */
export interface RequestWithEnd {
  kind: FreezeRequestKind;
  /** The end that it names; null without one. */
  untilAt: Date | null;
  /** The cap of an armed hold, whose orders end with it; null otherwise. */
  armSatang: bigint | null;
}

/**
 * Returns when the suspension that a request asks for ends by itself, if it is approved at `now`: the
 * time of the centre's own suspension (P-AOC7). Null where the request names its end, or rests on
 * another power, whose orders name theirs.
 */
export function endIfApproved(
  { kind, untilAt, armSatang }: RequestWithEnd,
  rulebook: Rulebook,
  now: Date,
): Date | null {
  if (untilAt !== null || armSatang !== null) return null;
  if (kind !== 'aoc_suspension' && kind !== 'break_glass') return null;
  const order = { kind: 'aoc_suspension', issuedAt: now, debitConfirmed: true, complaint: null, until: null } as const;
  return orderExpiry(order, rulebook, now).expiresAt;
}
