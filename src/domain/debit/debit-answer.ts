import type { DebitConfirmationMessage } from '../hold/messages.js';
import type { Satang } from '../money.js';
import type { Account } from '../party.js';
import { listParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import type { DebitState } from './debit-verdict.js';
import { isOtherHolder, OTHER_HOLDER } from './holder-word.js';

/** Answers about a debit that only a person can make sense of. */
export type DoubtfulAnswer =
  'NO_RECEIVER_NAMED' | 'CONTRADICTS_EARLIER_ANSWER' | 'CONFIRMED_WITH_REASON' | 'ANSWERS_OTHER_QUESTION';

/** Why a report is denied whose debit was made, to another account: the answer was about that one. */
export const OTHER_RECEIVER = 'OTHER_RECEIVER';

/** Why an institution does not name the transfer that it was asked to find: no answer to a plain question. */
const REASON_OF_SEARCH = 'SEVERAL_TRANSFERS';

/**
 * The effect of an answer. `nameReceiver`: the account behind a PromptPay id that was not known
 * before, else null. `dispute`: the debit is known, and a detail of the report differs. `follow`:
 * the debit is confirmed, and the money arrived at another account than was reported. A person
 * looks at both.
 */
export type DebitAnswerEffect =
  | { do: 'nothing'; outcome: 'PENDING' | 'DUPLICATE' }
  | { do: 'ask_person'; outcome: DoubtfulAnswer }
  | { do: 'settle'; state: 'confirmed' | 'denied'; nameReceiver: Account | null }
  | { do: 'dispute'; outcome: string }
  | { do: 'follow'; outcome: typeof OTHER_RECEIVER; receiver: Account };

/** What is on record of a debit when an answer about it arrives. */
export interface DebitOnRecord {
  state: DebitState;
  /** `outside`: it takes no part. Null while only a PromptPay id is known. */
  receiver: Account | 'outside' | null;
  /** Why it is denied; null where it is not. */
  deniedBecause: string | null;
  /**
   * The institution confirmed other facts under the same reference before: `less` to the same receiver, or
   * what this answer contradicts; null where it did not.
   */
  confirmedBefore: 'less' | 'contradicted' | null;
  /** The question proved the number of the victim. */
  provesNumber: boolean;
  /** It answers the question of another report, in whose place one of this report came. */
  isOfOtherReport: boolean;
}

/**
 * Decides the effect of an institution's answer to whether it debited its customer. The first
 * answer counts, also after the deadline; a later contradiction is for a person. Where an institution confirms
 * more under a reference than it did before, the debit was of the larger amount: what it confirms is ordered, and a
 * person compares (`confirmedBefore`). And where an
 * institution finds the debit that it said was never made (`isMistakenDenial`), the debit is confirmed: money
 * that it freed by mistake must not wait for a person. A denial has a
 * reason, and row P-DEBIT (`debitRule`) says what it does: one by which no such debit was made
 * denies it, one about a detail disputes the report. A confirmation has no such reason. What answers
 * a search (`effectOfFind`) answers nothing here. Where the victim of the report does not hold the
 * account (`isOtherHolder`), the answer is about another person's debit: the report is disputed, whatever
 * the institution says of the debit beside it. Where the question proved no number (`provesNumber`),
 * no such word was asked for.
 *
 * A confirmation of a transfer to a PromptPay id must name the account. One that names another
 * account than the victim did confirms the debit, but not the report: the money is followed to the
 * account that is named. Of a receiver that takes no part (`outside`) no account is on record; one
 * in the directory that the institution names is another.
 */
export function effectOfDebitAnswer(
  onRecord: DebitOnRecord,
  answer: Pick<DebitConfirmationMessage, 'result' | 'reason' | 'debitedAmountSatang' | 'to' | 'found' | 'holder'>,
  debitRule: RuleRow,
): DebitAnswerEffect {
  const { state, receiver, confirmedBefore, provesNumber, isOfOtherReport } = onRecord;
  const { result, to } = answer;
  if (result === 'PENDING') return { do: 'nothing', outcome: 'PENDING' };
  if (answer.found !== undefined || answer.reason === REASON_OF_SEARCH)
    return { do: 'ask_person', outcome: 'ANSWERS_OTHER_QUESTION' };
  const disputes = listParameter(debitRule, 'disputes');
  const isOthers = isOtherHolder(answer);
  // Who does not hold the account is another victim, of whom that was said before.
  if (isOthers && isOfOtherReport) return { do: 'nothing', outcome: 'DUPLICATE' };
  if (answer.reason === OTHER_HOLDER && !(provesNumber && disputes.includes(OTHER_HOLDER)))
    return { do: 'ask_person', outcome: 'ANSWERS_OTHER_QUESTION' };
  const reason = isOthers && provesNumber ? OTHER_HOLDER : answer.reason;
  const hasDetail = answer.reason !== undefined || answer.debitedAmountSatang !== undefined;
  if (result === 'CONFIRMED' && hasDetail) return { do: 'ask_person', outcome: 'CONFIRMED_WITH_REASON' };
  const isDispute = reason !== undefined && disputes.includes(reason);
  const answered = isDispute ? 'disputed' : result === 'CONFIRMED' ? 'confirmed' : 'denied';
  if (state === answered) return { do: 'nothing', outcome: 'DUPLICATE' };
  const isAgainst = state === 'confirmed' || (state === 'denied' && !isMistakenDenial(onRecord, answer, debitRule));
  if (isAgainst) return { do: 'ask_person', outcome: 'CONTRADICTS_EARLIER_ANSWER' };
  if (answered === 'disputed') return { do: 'dispute', outcome: reason ?? '' };
  if (answered === 'denied') return { do: 'settle', state: 'denied', nameReceiver: null };
  if (confirmedBefore === 'contradicted') return { do: 'ask_person', outcome: 'CONTRADICTS_EARLIER_ANSWER' };
  if (to === undefined) {
    return receiver === null
      ? { do: 'ask_person', outcome: 'NO_RECEIVER_NAMED' }
      : { do: 'settle', state: 'confirmed', nameReceiver: null };
  }
  if (receiver === null) return { do: 'settle', state: 'confirmed', nameReceiver: to };
  return isSameReceiver(receiver, to)
    ? { do: 'settle', state: 'confirmed', nameReceiver: null }
    : { do: 'follow', outcome: OTHER_RECEIVER, receiver: to };
}

/** The effect of an answer to a question for the holder alone. `contradicts`: it denies the debit that was confirmed. */
export interface HolderAnswerEffect {
  /** The state that the question gets; null: none. */
  state: 'confirmed' | 'disputed' | 'unknown' | null;
  reason: typeof OTHER_HOLDER | 'NOT_COMPARED' | null;
  contradicts: boolean;
}

/**
 * Decides the effect of an institution's answer to who holds an account, where it confirmed the debit to another
 * report. The word is about the victim of this report, and changes nothing of the debit: one that denies it is for a
 * person, and so is one against an earlier word.
 */
export function effectOfHolderAnswer(
  state: DebitState,
  answer: Pick<DebitConfirmationMessage, 'result' | 'reason' | 'holder'>,
): HolderAnswerEffect {
  if (answer.result === 'PENDING') return { state: null, reason: null, contradicts: false };
  const isOthers = isOtherHolder(answer) || answer.holder === 'DIFFERS';
  const said = isOthers ? 'disputed' : answer.holder === 'MATCHES' ? 'confirmed' : 'unknown';
  const contradicts =
    (answer.result === 'DENIED' && answer.reason !== OTHER_HOLDER) || (state === 'confirmed' && said === 'disputed');
  const isNews = state === 'asked' || (said !== 'unknown' && said !== state && state !== 'confirmed');
  const reason = said === 'disputed' ? OTHER_HOLDER : said === 'unknown' ? 'NOT_COMPARED' : null;
  return isNews ? { state: said, reason, contradicts } : { state: null, reason: null, contradicts };
}

/**
 * Returns what an institution confirmed of other claims under a reference, beside one that it confirms now:
 * no more to the same receiver is `less`; more, or to another receiver, is contradicted.
 */
export function confirmedBefore(
  now: { receiver: Account | null; amountSatang: Satang },
  before: readonly { receiver: Account | null; amountSatang: Satang }[],
): DebitOnRecord['confirmedBefore'] {
  const isOther = (receiver: Account | null) =>
    receiver !== null && now.receiver !== null && !isSameReceiver(receiver, now.receiver);
  const differing = before.filter(
    ({ receiver, amountSatang }) => isOther(receiver) || amountSatang !== now.amountSatang,
  );
  if (differing.length === 0) return null;
  const isLess = differing.every(({ receiver, amountSatang }) => !isOther(receiver) && amountSatang < now.amountSatang);
  return isLess ? 'less' : 'contradicted';
}

function isSameReceiver(receiver: Account | 'outside', to: Account): boolean {
  return receiver !== 'outside' && to.institution === receiver.institution && to.accountNo === receiver.accountNo;
}

/**
 * Returns whether an institution confirms, as it was reported, the debit that it denied because no such
 * debit was made (P-DEBIT). Where it named another receiver, the money was followed there.
 */
function isMistakenDenial(
  { deniedBecause, receiver }: DebitOnRecord,
  { result, to, holder }: Pick<DebitConfirmationMessage, 'result' | 'to' | 'holder'>,
  debitRule: RuleRow,
): boolean {
  const wasNone = deniedBecause !== null && listParameter(debitRule, 'releases').includes(deniedBecause);
  const asReported = to === undefined || receiver === null || isSameReceiver(receiver, to);
  return wasNone && result === 'CONFIRMED' && asReported && holder !== 'DIFFERS';
}
