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

/** Returns whether an institution has left a release unanswered for longer than it may (P-BREAK). */
export function isReleaseOverdue(
  release: { orderedAt: Date; acknowledgedAt: Date | null },
  rulebook: Rulebook,
  now: Date,
): boolean {
  const ms = silentMs(rulebook, now);
  return release.acknowledgedAt === null && ms !== undefined && after(release.orderedAt, ms) <= now;
}

/**
 * Returns how long after its instant what waits for an institution counts as unanswered, in
 * milliseconds: a finding at once when the time of its tier is over, an order after `silentMs`.
 */
export function unansweredAfterMs(kind: Unanswered, rulebook: Rulebook, now: Date): number | undefined {
  return kind === 'FINDING_UNANSWERED' ? 0 : silentMs(rulebook, now);
}
