import type { Rulebook } from '../rulebook/in-force.js';
import { type ExpiryInput, orderExpiry } from './expiry.js';
import type { HoldKind, HoldState } from './hold.js';

/** A hold, and why it ended. */
interface EndedHold {
  kind: HoldKind;
  state: HoldState;
  stateReason: string | null;
  /** The end of its newest order. */
  expiresAt: Date;
}

/** The reasons for which a hold of section 7 ends because its time is over. */
const BY_TIME: readonly (string | null)[] = ['DEBIT_NOT_CONFIRMED', 'EXPIRED'];

/** Returns whether a hold of section 7 was let go because its time was over. */
export function isOverByTime({ kind, state, stateReason }: EndedHold): boolean {
  return kind === 'section7' && state === 'released' && BY_TIME.includes(stateReason);
}

/**
 * Returns whether a hold that is over by its time ended too soon: the centre had been told in time
 * what lets it stand longer, and read it only after the end. `knownThen` is what had been told by
 * then. The law of that end counts: a later row brings nothing back.
 */
export function endedTooSoon(hold: EndedHold, knownThen: ExpiryInput, rulebook: Rulebook): boolean {
  return isOverByTime(hold) && orderExpiry(knownThen, rulebook, hold.expiresAt).expiresAt > hold.expiresAt;
}
