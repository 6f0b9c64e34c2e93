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

/**
 * The most versions of an answer to one question. Each makes the approvals of its case stale, so an
 * agency that goes on changing its word would stop them for good.
 */
export const MOST_VERSIONS = 20;

/** A version of an agency's answer: its number, from 1, and the hash of its bytes. */
export interface AnswerVersion {
  version: number;
  rawSha256: string;
}

/**
 * Returns the number of the version that an answer becomes; `DUPLICATE` when the newest version has
 * the same bytes; `TOO_MANY` when the question has as many as it may have.
 */
export function versionOfAnswer(
  earlier: readonly AnswerVersion[],
  rawSha256: string,
): number | 'DUPLICATE' | 'TOO_MANY' {
  const newest = earlier.reduce<AnswerVersion | undefined>(
    (before, each) => (before === undefined || each.version > before.version ? each : before),
    undefined,
  );
  if (newest?.rawSha256 === rawSha256) return 'DUPLICATE';
  return earlier.length >= MOST_VERSIONS ? 'TOO_MANY' : 1 + (newest?.version ?? 0);
}
