export type EvidenceState = 'asked' | 'answered' | 'declined' | 'unknown';

/** `unknown` is an answer that did not come in time; it may still come late, and then counts. */
const TRANSITIONS: Readonly<Record<EvidenceState, readonly EvidenceState[]>> = {
  asked: ['answered', 'declined', 'unknown'],
  unknown: ['answered', 'declined'],
  answered: [],
  declined: [],
};

/** Whether a question to an agency may go from one state to another. */
export function mayChangeEvidence(from: EvidenceState, to: EvidenceState): boolean {
  return TRANSITIONS[from].includes(to);
}
