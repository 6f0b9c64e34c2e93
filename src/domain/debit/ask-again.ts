import type { DebitState } from './debit-verdict.js';

/** The newest question about a debit. */
export interface QuestionAsked {
  state: DebitState;
  /** The case whose report asked it. */
  caseId: string;
  askedAt: Date;
}

/** A case's claim on the transfer that the question is about. */
export interface ClaimOfReport {
  caseId: string;
  claimedAt: Date;
  endedAt: Date | null;
  /** The case reported it itself. */
  reported: boolean;
}

/**
 * Returns whether a report gets a question of its own about a debit: its institution did not answer
 * the one before in time, and that one was asked for another report, before this one came. So there
 * is one question for each report at most, and one within each time of P-URG.
 */
export function deservesOwnQuestion(question: QuestionAsked, claim: ClaimOfReport): boolean {
  const isUpheld = claim.reported && claim.endedAt === null;
  const isLater = claim.caseId !== question.caseId && claim.claimedAt > question.askedAt;
  return question.state === 'unknown' && isUpheld && isLater;
}
