import { findRule, type Rulebook } from '../rulebook/in-force.js';

/**
 * The break of an order that lets money go, as a whole or in part, and that its institution has not
 * answered in time: a holder's money may still be held.
 */
export type Unanswered = 'RELEASE_UNANSWERED' | 'REDUCTION_UNANSWERED';

/**
 * Returns how long an institution may leave an order unanswered that lets money go, in milliseconds
 * (`silentMs` of P-BREAK); undefined where no row says so: an older row knows of no silence.
 */
export function silentMs(rulebook: Rulebook, now: Date): number | undefined {
  const ms = findRule(rulebook, 'P-BREAK', now)?.parameters['silentMs'];
  return typeof ms === 'number' ? ms : undefined;
}
