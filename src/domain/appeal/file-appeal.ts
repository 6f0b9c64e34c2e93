import { type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { type Refusal, type Result, ok, refuse } from '../result.js';
import type { AppealFacts, AppealTier } from './appeal.js';
import { OPEN_APPEAL_STATES, nextTier } from './appeal-state.js';

/**
 * What an appeal becomes: the first appeal of its hold (`new`) or of a new round, an addition to
 * the open appeal (`joined`), or the same appeal at its next tier.
 */
export interface Filing {
  becomes: 'new' | 'joined' | 'next_tier' | 'new_round';
  tier: AppealTier;
}

/**
 * Decides what becomes of an appeal against a hold. An appeal goes from tier to tier. After the
 * last tier, a new round begins at the first one when persons have decided since the answer that
 * the hold goes on (`decidedAnew`), because no tier has heard that decision. Refusals:
 * `HOLD.RELEASE_ORDERED`, `HOLD.ENDED` (there is nothing left to release),
 * `APPEAL.NO_FURTHER_TIER`.
 */
export function fileAppeal(
  hold: { state: HoldState },
  earlier: AppealFacts | null,
  decidedAnew: boolean,
): Result<Filing> {
  const ended = overRefusal(hold.state);
  if (ended !== null) return ended;
  if (earlier === null) return ok({ becomes: 'new', tier: 'centre' });
  if (OPEN_APPEAL_STATES.includes(earlier.state)) return ok({ becomes: 'joined', tier: earlier.tier });
  const tier = earlier.state === 'upheld' ? null : nextTier(earlier);
  if (tier !== null) return ok({ becomes: 'next_tier', tier });
  if (decidedAnew) return ok({ becomes: 'new_round', tier: 'centre' });
  return refuse('APPEAL.NO_FURTHER_TIER', 'every tier has answered this appeal');
}

/** Returns the refusal for a hold of which nothing can be released any more, or null. */
export function overRefusal(state: HoldState): Refusal | null {
  if (state === 'release_ordered') return refuse('HOLD.RELEASE_ORDERED', 'the release is ordered already');
  return LIVE_HOLD_STATES.includes(state) ? null : refuse('HOLD.ENDED', `the hold is ${state}`);
}

/** The number of filings that one tier accepts for an appeal. */
const FILINGS_PER_TIER = 20;

/**
 * Returns the refusal `APPEAL.TOO_MANY_FILINGS` when a tier has its full number of filings, or
 * null.
 */
export function tooManyFilings(filingsAtTier: number): Refusal | null {
  if (filingsAtTier < FILINGS_PER_TIER) return null;
  return refuse('APPEAL.TOO_MANY_FILINGS', 'this appeal has been argued often enough; it waits for its answer');
}
