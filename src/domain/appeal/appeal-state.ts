import type { AppealFacts, AppealState, AppealTier } from './appeal.js';

/**
 * Every transition an appeal may make. `received` after an answer, or after a finding that was
 * forwarded, is another tier; an appeal that was upheld in full has nothing left to ask for.
 */
const TRANSITIONS: Readonly<Record<AppealState, readonly AppealState[]>> = {
  received: ['under_review', 'upheld', 'partly_upheld', 'refused'],
  under_review: ['received', 'upheld', 'partly_upheld', 'refused'],
  partly_upheld: ['received'],
  refused: ['received'],
  upheld: [],
};

/** Returns whether an appeal may go from one state to another. */
export function mayChangeAppeal(from: AppealState, to: AppealState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** States in which an appeal waits for an answer. */
export const OPEN_APPEAL_STATES: readonly AppealState[] = ['received', 'under_review'];

/**
 * Returns the tier that hears an appeal after this one has answered, or null after the last: the
 * police, once.
 */
export function nextTier({ tier, answeredTiers }: Pick<AppealFacts, 'tier' | 'answeredTiers'>): AppealTier | null {
  return tier === 'police' || answeredTiers.includes('police') ? null : 'police';
}
