import type { DebitConfirmationMessage } from '../hold/messages.js';
import type { Account } from '../party.js';
import type { DebitState } from './debit-verdict.js';

/** Answers about a debit that only a person can make sense of. */
type DoubtfulAnswer = 'OTHER_RECEIVER' | 'NO_RECEIVER_NAMED' | 'CONTRADICTS_EARLIER_ANSWER';

/**
 * The effect of an answer. `nameReceiver`: the account behind a PromptPay id that was not known
 * before, else null.
 */
export type DebitAnswerEffect =
  | { do: 'nothing'; outcome: 'PENDING' | 'DUPLICATE' }
  | { do: 'ask_person'; outcome: DoubtfulAnswer }
  | { do: 'settle'; state: 'confirmed' | 'denied'; nameReceiver: Account | null };

/**
 * Decides the effect of an institution's answer to whether it debited its customer. The first
 * answer counts, also after the deadline; a later contradiction is for a person. A confirmation of
 * a transfer to a PromptPay id must name the account. One that names another account than the
 * victim did confirms nothing, although the victim was debited: it would extend the hold at the
 * account that the victim reported, where by the bank's answer the money never arrived. That hold
 * ends by P-URG unless a person finds otherwise. Of a receiver that takes no part (`outside`) no
 * account is on record; one in the directory that the bank names is another.
 */
export function effectOfDebitAnswer(
  state: DebitState,
  receiverOnRecord: Account | 'outside' | null,
  answer: Pick<DebitConfirmationMessage, 'result' | 'to'>,
): DebitAnswerEffect {
  if (answer.result === 'PENDING') return { do: 'nothing', outcome: 'PENDING' };
  const answered = answer.result === 'CONFIRMED' ? 'confirmed' : 'denied';
  if (state === answered) return { do: 'nothing', outcome: 'DUPLICATE' };
  if (state === 'confirmed' || state === 'denied') return { do: 'ask_person', outcome: 'CONTRADICTS_EARLIER_ANSWER' };
  if (answered === 'denied') return { do: 'settle', state: 'denied', nameReceiver: null };
  const { to } = answer;
  if (receiverOnRecord === 'outside') {
    return to === undefined
      ? { do: 'settle', state: 'confirmed', nameReceiver: null }
      : { do: 'ask_person', outcome: 'OTHER_RECEIVER' };
  }
  if (receiverOnRecord === null) {
    return to === undefined
      ? { do: 'ask_person', outcome: 'NO_RECEIVER_NAMED' }
      : { do: 'settle', state: 'confirmed', nameReceiver: to };
  }
  const isSame =
    to === undefined ||
    (to.institution === receiverOnRecord.institution && to.accountNo === receiverOnRecord.accountNo);
  return isSame
    ? { do: 'settle', state: 'confirmed', nameReceiver: null }
    : { do: 'ask_person', outcome: 'OTHER_RECEIVER' };
}
