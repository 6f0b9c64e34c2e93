import { type DebitAnswerEffect, effectOfDebitAnswer } from '../../../src/domain/debit/debit-answer.js';
import { type DebitState, debitVerdict } from '../../../src/domain/debit/debit-verdict.js';
import type { Account } from '../../../src/domain/party.js';

const MULE: Account = { institution: 'th-014', accountNo: '1234567890' };
const OTHER: Account = { institution: 'th-014', accountNo: '9876543210' };

describe('what is known of a debit', () => {
  it.each<[DebitState | undefined, string]>([
    [undefined, 'unknown'],
    ['asked', 'unknown'],
    ['unknown', 'unknown'],
    ['confirmed', 'confirmed'],
    ['denied', 'denied'],
  ])('%s: %s', (state, verdict) => {
    expect(debitVerdict(state === undefined ? undefined : { state })).toBe(verdict);
  });
});

describe('the answer to whether an account was debited', () => {
  const confirmed = (nameReceiver: Account | null = null): DebitAnswerEffect => ({
    do: 'settle',
    state: 'confirmed',
    nameReceiver,
  });
  const denied: DebitAnswerEffect = { do: 'settle', state: 'denied', nameReceiver: null };
  const person = (outcome: Extract<DebitAnswerEffect, { do: 'ask_person' }>['outcome']): DebitAnswerEffect => ({
    do: 'ask_person',
    outcome,
  });
  const nothing = (outcome: 'PENDING' | 'DUPLICATE'): DebitAnswerEffect => ({ do: 'nothing', outcome });

  it.each<
    [string, DebitState, Account | 'outside' | null, Parameters<typeof effectOfDebitAnswer>[2], DebitAnswerEffect]
  >([
    ['pending changes nothing', 'asked', MULE, { result: 'PENDING' }, nothing('PENDING')],
    ['pending after an answer changes nothing', 'denied', MULE, { result: 'PENDING' }, nothing('PENDING')],
    ['confirms', 'asked', MULE, { result: 'CONFIRMED' }, confirmed()],
    ['confirms after the deadline', 'unknown', MULE, { result: 'CONFIRMED' }, confirmed()],
    ['confirms the account that the victim named', 'asked', MULE, { result: 'CONFIRMED', to: MULE }, confirmed()],
    [
      'confirms and names the account of a PromptPay id',
      'asked',
      null,
      { result: 'CONFIRMED', to: MULE },
      confirmed(MULE),
    ],
    ['denies', 'asked', MULE, { result: 'DENIED' }, denied],
    ['denies whatever account it names', 'unknown', null, { result: 'DENIED', to: OTHER }, denied],
    ['confirmed twice', 'confirmed', MULE, { result: 'CONFIRMED', to: OTHER }, nothing('DUPLICATE')],
    ['denied twice', 'denied', MULE, { result: 'DENIED' }, nothing('DUPLICATE')],
    ['confirmed, then denied', 'confirmed', MULE, { result: 'DENIED' }, person('CONTRADICTS_EARLIER_ANSWER')],
    ['denied, then confirmed', 'denied', MULE, { result: 'CONFIRMED' }, person('CONTRADICTS_EARLIER_ANSWER')],
    ['names another account', 'asked', MULE, { result: 'CONFIRMED', to: OTHER }, person('OTHER_RECEIVER')],
    [
      'names another bank',
      'asked',
      MULE,
      { result: 'CONFIRMED', to: { ...MULE, institution: 'th-002' } },
      person('OTHER_RECEIVER'),
    ],
    ['confirms money that went outside the directory', 'asked', 'outside', { result: 'CONFIRMED' }, confirmed()],
    [
      'names an account for money that the victim saw go outside',
      'asked',
      'outside',
      { result: 'CONFIRMED', to: OTHER },
      person('OTHER_RECEIVER'),
    ],
    ['names no account for a PromptPay id', 'asked', null, { result: 'CONFIRMED' }, person('NO_RECEIVER_NAMED')],
  ])('%s', (_name, state, receiver, answer, effect) => {
    expect(effectOfDebitAnswer(state, receiver, answer)).toEqual(effect);
  });
});
