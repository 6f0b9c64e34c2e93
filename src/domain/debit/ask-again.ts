import type { DebitState } from './debit-verdict.js';
import { OTHER_HOLDER } from './holder-word.js';

/** The newest question about a debit. */
export interface QuestionAsked {
  state: DebitState;
  /** The case whose report asked it. */
  caseId: string;
  askedAt: Date;
  /** Why it is disputed or denied. */
  reason: string | null;
}

/** A case's claim on the transfer that the question is about. */
export interface ClaimOfReport {
  caseId: string;
  claimedAt: Date;
  endedAt: Date | null;
  /** The case reported it itself. */
  reported: boolean;
  /** The case asked about this debit before. */
  hasAsked: boolean;
}

/**
 * Returns whether a report gets a question of its own about a debit, because the one before says
 * nothing of it and was asked for another report: its institution did not answer that one in time, and
 * this report came later; or it said that the victim of the other report does not hold the account,
 * which is nothing against this one's, whichever came first. So there is one question for each report
 * at most.
 */
export function deservesOwnQuestion(question: QuestionAsked, claim: ClaimOfReport): boolean {
  const isUpheld = claim.reported && claim.endedAt === null;
  if (!isUpheld || claim.caseId === question.caseId) return false;
  if (question.state === 'disputed' && question.reason === OTHER_HOLDER) return !claim.hasAsked;
  return question.state === 'unknown' && claim.claimedAt > question.askedAt;
}
