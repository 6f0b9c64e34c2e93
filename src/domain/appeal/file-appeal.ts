import { type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import { type Refusal, type Result, ok, refuse } from '../result.js';
import type { AppealFacts, AppealTier } from './appeal.js';
import { OPEN_APPEAL_STATES, nextTier } from './appeal-state.js';

/**
 * What a holder's appeal becomes: the first of its hold or of a new round, one more word in the
 * open one, or the next tier after an answer.
 */
export interface Filing {
  becomes: 'new' | 'joined' | 'next_tier' | 'new_round';
  tier: AppealTier;
}

/**
 * What becomes of an appeal against a hold. It goes from tier to tier; after the last one, what
 * persons decided since its answer (`decidedAnew`) no tier has heard, so that another appeal begins
 * at the first one. Refusals: `HOLD.RELEASE_ORDERED`, `HOLD.ENDED` (there is nothing left to
 * release), `APPEAL.NO_FURTHER_TIER`.
 */
export function fileAppeal(
  hold: { state: HoldState },
  earlier: AppealFacts | null,
  decidedAnew: boolean,
): Result<Filing> {
  const over = overRefusal(hold.state);
  if (over !== null) return over;
  if (earlier === null) return ok({ becomes: 'new', tier: 'centre' });
  if (OPEN_APPEAL_STATES.includes(earlier.state)) return ok({ becomes: 'joined', tier: earlier.tier });
  const tier = earlier.state === 'upheld' ? null : nextTier(earlier.tier);
  if (tier !== null) return ok({ becomes: 'next_tier', tier });
  if (decidedAnew) return ok({ becomes: 'new_round', tier: 'centre' });
  return refuse('APPEAL.NO_FURTHER_TIER', 'every tier has answered this appeal');
}

/** The refusal for a hold of which nothing can be released any more, or null. */
export function overRefusal(state: HoldState): Refusal | null {
  if (state === 'release_ordered') return refuse('HOLD.RELEASE_ORDERED', 'the release is ordered already');
  return LIVE_HOLD_STATES.includes(state) ? null : refuse('HOLD.ENDED', `the hold is ${state}`);
}
