import { type HoldState, LIVE_HOLD_STATES } from '../hold/hold.js';
import type { AppealFacts, AppealTier } from './appeal.js';
import { nextTier, OPEN_APPEAL_STATES } from './appeal-state.js';

/** What the holder of a hold can do next. */
export const HOLDER_NEXT_STEPS = [
  /** Nothing: the hold has ended, or its release is ordered. */
  'nothing',
  /** Appeal for the first time. */
  'appeal',
  /** Wait for the answer, and add to the appeal. */
  'wait',
  /** Appeal again, so that the next tier hears the appeal. */
  'next_tier',
  /** Appeal anew at the centre: persons decided after the last answer that the hold goes on. */
  'new_round',
  /** Every tier has answered; the courts stay open. */
  'every_tier_answered',
] as const;
export type HolderNextStep = (typeof HOLDER_NEXT_STEPS)[number];

/**
 * Returns what the holder of a hold can do next. `decidedAnew`: persons decided after the answer
 * to the newest appeal that the hold goes on.
 */
export function nextStepOfHolder(
  holdState: HoldState,
  newestAppeal: Pick<AppealFacts, 'state' | 'tier' | 'answeredTiers'> | null,
  decidedAnew: boolean,
): HolderNextStep {
  if (!LIVE_HOLD_STATES.includes(holdState)) return 'nothing';
  if (newestAppeal === null) return 'appeal';
  if (OPEN_APPEAL_STATES.includes(newestAppeal.state)) return 'wait';
  if (nextTier(newestAppeal) !== null) return 'next_tier';
  return decidedAnew ? 'new_round' : 'every_tier_answered';
}

/**
 * Returns the tier that an appeal reaches which is filed at this step and begins a tier; null where
 * none does.
 */
export function tierOfNextAppeal(step: HolderNextStep): AppealTier | null {
  if (step === 'appeal' || step === 'new_round') return 'centre';
  return step === 'next_tier' ? 'police' : null;
}
