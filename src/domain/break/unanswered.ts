import { type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import type { Satang } from '../money.js';
import { findRule, type Rulebook } from '../rulebook/in-force.js';
import { after } from '../time.js';

/**
 * The break of an order that its institution has not answered in time. Of one that holds money, or holds it longer, a
 * victim's money may be free; of one that lets money go, as a whole or in part, a holder's money may still be held. And of a
 * finding for the holder about an institution's own suspicion (section 6), which that institution has not decided in time (P-POL).
 */
export type Unanswered = 'ORDER_UNANSWERED' | 'RELEASE_UNANSWERED' | 'REDUCTION_UNANSWERED' | 'FINDING_UNANSWERED';

/**
 * Returns how long an institution may leave an order unanswered, in milliseconds
 * (`silentMs` of P-BREAK); undefined where no row says so: an older row knows of no silence.
 */
export function silentMs(rulebook: Rulebook, now: Date): number | undefined {
  const ms = findRule(rulebook, 'P-BREAK', now)?.parameters['silentMs'];
  return typeof ms === 'number' ? ms : undefined;
}

/** When to look again where no row says how long an institution may be silent: one may come. */
const UNRULED_MS = 86_400_000;

/** Returns when to look whether an order is answered: when its institution may not be silent any longer (P-BREAK). */
export function lookAtSilence(orderedAt: Date, rulebook: Rulebook, now: Date): Date {
  const ms = silentMs(rulebook, now);
  return ms === undefined ? after(now, UNRULED_MS) : after(orderedAt, ms);
}

/** Returns whether an institution has left a release unanswered for longer than it may (P-BREAK). */
export function isReleaseOverdue(
  release: { orderedAt: Date; acknowledgedAt: Date | null },
  rulebook: Rulebook,
  now: Date,
): boolean {
  const ms = silentMs(rulebook, now);
  return release.acknowledgedAt === null && ms !== undefined && after(release.orderedAt, ms) <= now;
}

/** An order for less than is held, and its hold. */
export interface ReductionAsItStands {
  hasAnswer: boolean;
  /** A later order of the hold takes its place. */
  isReplaced: boolean;
  requestedSatang: Satang;
  hold: { state: HoldState; heldSatang: Satang };
}

/**
 * Returns how an order for less stands: `over`, nobody waits for its answer any more; `counts`, its silence is a break;
 * `not_yet`, its hold holds no more than it asks for, and may still.
 */
export function reductionStands({
  hasAnswer,
  isReplaced,
  requestedSatang,
  hold,
}: ReductionAsItStands): 'over' | 'counts' | 'not_yet' {
  if (hasAnswer || isReplaced || !LIVE_HOLD_STATES.includes(hold.state)) return 'over';
  const isHeld = hold.state === 'held' || hold.state === 'partly_held';
  return isHeld && requestedSatang < hold.heldSatang ? 'counts' : 'not_yet';
}
