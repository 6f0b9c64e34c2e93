import { z } from 'zod';

/** Why a callback of an institution took no effect, by stable code. */
export const NOT_APPLIED = {
  DUPLICATE: 'it says nothing new, or a receipt with a higher number of the same order came before',
  SUPERSEDED: 'a later order of the hold took its place',
  TAKES_OVER: 'an order follows that takes the place of those that it names in heldBefore; its answer counts',
  SAME_NUMBER: 'another receipt of the same order and number said something else: correct it with a new number',
  PENDING: 'it is no answer yet',
  HOLD_ENDED: 'the hold had ended',
  RELEASE_ORDERED: 'the release of the hold was ordered',
  REFUSED_UNEXPLAINED:
    'a refused order says neither why it holds nothing (refusalKind) nor who holds the money (heldUnder); a person asks',
  RAISE_REFUSED: 'an order for more was refused; the one before it stays in force',
  MORE_THAN_REQUESTED:
    'more is held, or held and sent on, than the order asked for, or than an earlier receipt of it said',
  INCONSISTENT: 'result and amount contradict each other',
  OTHER_HOLD: 'the order is not of that hold',
  NOT_WHAT_WAS_HELD: 'another amount was let go than was confirmed as held',
  NOT_DUE: 'nothing took the weight of the complaint from the hold, or it was reviewed',
  NOT_YOURS: 'another power lets the hold stand',
  IMPOSSIBLE_TIME: 'the time of the review, or of telling the holder, cannot be',
  NO_RECEIVER_NAMED: 'the account behind a PromptPay id is missing: a person asks you for it',
  CONTRADICTS_EARLIER_ANSWER: 'you answered the question before, and otherwise: the first answer stands',
  ANSWERS_OTHER_QUESTION: 'it names a transfer, or says that several fit, where it was asked whether one was made',
  FOUND_NOTHING_NAMED: 'it says that it found the transfer, and names none',
  CONFIRMED_WITH_REASON: 'it confirms a debit, and gives a reason of a denial or another amount',
  'RESIDUAL.OFF': 'no policy watches for later credits',
  'RESIDUAL.NOT_WATCHED': 'no order of the hold asked for later credits',
  'RESIDUAL.NOT_PARTLY_HELD': 'no part of the hold is missing',
  'RESIDUAL.EXPIRED': 'the time of the hold is over',
  'RESIDUAL.NOTHING_MISSING': 'the rest is held or explained',
  SET_ASIDE: 'by a fault of the centre it could not be applied, and a person settles that with you',
  BREAK_OPENED: 'it differs from the record, and a person settles that with you',
  BREAK_OPEN: 'the same, and a person works on it already',
} as const;

/** Answer to a callback. The message takes effect after it was committed, so within seconds. */
export const CallbackAccepted = z
  .object({
    status: z.enum(['accepted', 'duplicate']).describe('accepted: committed now. duplicate: committed before.'),
    id: z.string().describe('The id under which the centre keeps the message.'),
    applied: z
      .boolean()
      .nullable()
      .describe(
        'Whether the message took effect; null while that is not known. A message takes effect after it was committed: to learn what became of it, send it again with the same webhook-id.',
      ),
    reason: z
      .string()
      .nullable()
      .describe(
        `Why it took no effect; null when it did, or while that is not known. ${Object.entries(NOT_APPLIED)
          .map(([code, words]) => `${code}: ${words}.`)
          .join(' ')}`,
      ),
  })
  .meta({ id: 'CallbackAccepted' });
