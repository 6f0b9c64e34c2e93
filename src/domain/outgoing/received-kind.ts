import { type AnswerKind, PURPOSE_OF_ANSWER } from './outgoing-kind.js';

/** The kinds of messages that a party sends unasked, each with the purpose for which it is received (section 4). */
const UNASKED = {
  'hold.lapsed': 'report of a hold that lapsed',
  'account.credited': 'later credit on an account partly held',
  'holder.notified': 'report that the holder of an account was told of the hold',
  'hold.reviewed': 'what an institution found of a hold on its suspicion',
  'holder.appeal': "the holder's appeal against a hold",
  'suspicion.notice': "an institution's own suspicion",
  'customer.notice': 'what the victim told the own bank (section 7)',
  'customer.withdrawn': 'that a bank takes back what its customer told it',
} as const;

/** The kinds of signed messages: answers to ours, and what comes unasked. */
export type MessageKind = AnswerKind | keyof typeof UNASKED;

/** The purpose for which each kind of message is received (section 4). */
export const PURPOSE_OF: Readonly<Record<MessageKind, string>> = { ...PURPOSE_OF_ANSWER, ...UNASKED };
