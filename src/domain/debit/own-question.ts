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
  /** It proved no number, because papers showed the holder (P-PAPERS). */
  byPapers: boolean;
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
  /** Two persons put on record that its reporter and the debited account belong together (P-PAPERS). */
  isKnownByPapers: boolean;
  /** Since when the number of its victim is known, where it was told after intake. */
  numberAt?: Date | undefined;
}

/**
 * Returns whether a report gets a question of its own about a debit, because the one before says
 * nothing of it and was asked for another report: its institution did not answer that one in time, and
 * this report came later; or it said that the victim of the other report does not hold the account,
 * which is nothing against this one's, whichever came first. So there is one question for each report
 * at most. Where papers show what no number could, the report gets one more, which proves no number: the
 * institution then answers about the debit alone. Where the number of the victim was told later, the report gets one more too, if
 * nobody answered the one before in time, which proved none.
 */
export function deservesOwnQuestion(question: QuestionAsked, claim: ClaimOfReport): boolean {
  const isUpheld = claim.reported && claim.endedAt === null;
  if (!isUpheld) return false;
  const isOwn = claim.caseId === question.caseId;
  if (isOwn && provesMore(question, claim)) return true;
  if (isOfOtherHolder(question)) {
    return claim.isKnownByPapers ? !(isOwn && question.byPapers) : !isOwn && !claim.hasAsked;
  }
  return !isOwn && question.state === 'unknown' && claim.claimedAt > question.askedAt;
}

/** Returns whether a question of now proves a number that nobody knew when one was put that brought nothing. */
function provesMore(question: QuestionAsked, { numberAt }: ClaimOfReport): boolean {
  return question.state === 'unknown' && !question.byPapers && numberAt !== undefined && numberAt > question.askedAt;
}

/** The break by which a person finds out who holds an account that two report, where no institution says it. */
export const HOLDER_IN_DOUBT = 'HOLDER_IN_DOUBT';

/**
 * Returns what is done about a victim who may hold an account although another one's complaint is counted
 * (`doubtsAbout`): its institution is asked, once for a case and account; without a number that it could compare, or
 * once it has said nothing of him, a person is called. `asked`: the states of the questions of his case that proved
 * his number for the account.
 */
export function nextOfDoubt({ hasNumber, asked }: { hasNumber: boolean; asked: readonly DebitState[] }) {
  if (asked.includes('asked')) return 'wait';
  return hasNumber && asked.length === 0 ? 'ask' : 'call_person';
}

/** A question which transfer a victim told of. */
export type SearchAsked = Pick<QuestionAsked, 'state' | 'reason' | 'byPapers'>;

/**
 * Returns whether an institution is asked to search again, by a question that proves no number: it
 * named nothing, because the victim's number is not that of its holder, and papers show the holder.
 */
export function deservesOwnSearch(search: SearchAsked, claim: Pick<ClaimOfReport, 'isKnownByPapers'>): boolean {
  const isOfOther = search.state === 'denied' && search.reason === OTHER_HOLDER;
  return isOfOther && claim.isKnownByPapers && !search.byPapers;
}

/** Returns whether the answer to a question was about the victim who reported, and not about the debit. */
export function isOfOtherHolder({ state, reason }: Pick<QuestionAsked, 'state' | 'reason'>): boolean {
  return state === 'disputed' && reason === OTHER_HOLDER;
}
