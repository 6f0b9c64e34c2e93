/** The state of a question to an agency. */
export type EvidenceState = 'asked' | 'answered' | 'declined' | 'unknown';

/** A question is `unknown` when no answer came in time; a late answer still counts. */
const TRANSITIONS: Readonly<Record<EvidenceState, readonly EvidenceState[]>> = {
  asked: ['answered', 'declined', 'unknown'],
  unknown: ['answered', 'declined'],
  answered: [],
  declined: [],
};

/** Returns whether a question to an agency may go from one state to another. */
export function mayChangeEvidence(from: EvidenceState, to: EvidenceState): boolean {
  return TRANSITIONS[from].includes(to);
}

/** Returns whether a question in this state still has no answer and no refusal. */
export function isOpenQuestion(state: EvidenceState): boolean {
  return TRANSITIONS[state].length > 0;
}
