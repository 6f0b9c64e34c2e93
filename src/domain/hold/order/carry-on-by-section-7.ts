import { type HoldFacts, LIVE_HOLD_STATES } from '../hold.js';

/**
 * Returns whether section 7 may carry a live hold on, now that a complaint allows it. A hold of
 * section 7 it may always; one of section 6 only where the victim's complaint lets it stand longer
 * (`section7Until`, null for other kinds). A hold that a person ordered keeps its own power.
 */
export function mayCarryOnBySection7(
  hold: Pick<HoldFacts, 'kind' | 'state' | 'expiresAt'>,
  section7Until: Date | null,
  now: Date,
): boolean {
  if (!LIVE_HOLD_STATES.includes(hold.state) || hold.expiresAt <= now) return false;
  if (hold.kind === 'section7') return true;
  return hold.kind === 'section6' && section7Until !== null && section7Until > hold.expiresAt;
}
