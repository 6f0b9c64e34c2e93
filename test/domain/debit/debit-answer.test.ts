import {
  type DebitAnswerEffect,
  type DebitOnRecord,
  confirmedBefore,
  effectOfDebitAnswer,
  effectOfHolderAnswer,
} from '../../../src/domain/debit/debit-answer.js';
import { type DebitState, debitVerdict, mayChangeDebit } from '../../../src/domain/debit/debit-verdict.js';
import type { Account } from '../../../src/domain/party.js';
import { ruleInForce } from '../../../src/domain/rulebook/in-force.js';
import { NOW, TH } from '../support.js';

const P_DEBIT = ruleInForce(TH, 'P-DEBIT', NOW);
const MULE: Account = { institution: 'th-014', accountNo: '1234567890' };
const OTHER: Account = { institution: 'th-014', accountNo: '9876543210' };

describe('what is known of a debit', () => {
  it.each<[DebitState | undefined, string]>([
    [undefined, 'unknown'],
    ['asked', 'unknown'],
    ['unknown', 'unknown'],
    ['disputed', 'unknown'],
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
  const follow = (receiver: Account): DebitAnswerEffect => ({ do: 'follow', outcome: 'OTHER_RECEIVER', receiver });
  const dispute = (outcome: string): DebitAnswerEffect => ({ do: 'dispute', outcome });
  const nothing = (outcome: 'PENDING' | 'DUPLICATE'): DebitAnswerEffect => ({ do: 'nothing', outcome });

  it.each<
    [string, DebitState, DebitOnRecord['receiver'], Parameters<typeof effectOfDebitAnswer>[1], DebitAnswerEffect]
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
    [
      'denied, then confirmed as another was reported',
      'denied',
      MULE,
      { result: 'CONFIRMED' },
      person('CONTRADICTS_EARLIER_ANSWER'),
    ],
    ['names another account', 'asked', MULE, { result: 'CONFIRMED', to: OTHER }, follow(OTHER)],
    [
      'names another bank',
      'asked',
      MULE,
      { result: 'CONFIRMED', to: { ...MULE, institution: 'th-002' } },
      follow({ ...MULE, institution: 'th-002' }),
    ],
    ['confirms money that went outside the directory', 'asked', 'outside', { result: 'CONFIRMED' }, confirmed()],
    [
      'names an account for money that the victim saw go outside',
      'asked',
      'outside',
      { result: 'CONFIRMED', to: OTHER },
      follow(OTHER),
    ],
    ['says that there is no such transfer', 'asked', MULE, { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' }, denied],
    ['says that nothing was debited', 'asked', MULE, { result: 'DENIED', reason: 'NOT_DEBITED' }, denied],
    ...['AMOUNT_DIFFERS', 'OTHER_ACCOUNT', 'TIME_DIFFERS'].map(
      (reason): [string, DebitState, Account, { result: 'DENIED'; reason: string }, DebitAnswerEffect] => [
        `disputes a detail: ${reason}`,
        'asked',
        MULE,
        { result: 'DENIED', reason },
        dispute(reason),
      ],
    ),
    ['disputes twice', 'disputed', MULE, { result: 'DENIED', reason: 'AMOUNT_DIFFERS' }, nothing('DUPLICATE')],
    ['disputed, then confirmed', 'disputed', MULE, { result: 'CONFIRMED' }, confirmed()],
    ['disputed, then denied', 'disputed', MULE, { result: 'DENIED', reason: 'NOT_DEBITED' }, denied],
    [
      'confirms with a reason of a denial',
      'asked',
      MULE,
      { result: 'CONFIRMED', reason: 'AMOUNT_DIFFERS' },
      person('CONFIRMED_WITH_REASON'),
    ],
    [
      'confirms with another amount',
      'asked',
      MULE,
      { result: 'CONFIRMED', debitedAmountSatang: '1' },
      person('CONFIRMED_WITH_REASON'),
    ],
    ['names no account for a PromptPay id', 'asked', null, { result: 'CONFIRMED' }, person('NO_RECEIVER_NAMED')],
  ])('%s', (_name, state, receiver, answer, effect) => {
    const onRecord = {
      state,
      receiver,
      deniedBecause: null,
      confirmedBefore: null,
      provesNumber: true,
      isOfOtherReport: false,
    };
    expect(effectOfDebitAnswer(onRecord, answer, P_DEBIT)).toEqual(effect);
  });

  it.each<[string, DebitState, Parameters<typeof effectOfDebitAnswer>[1], boolean, DebitAnswerEffect]>([
    ['matches', 'asked', { result: 'CONFIRMED', holder: 'MATCHES' }, true, confirmed()],
    ['is not compared', 'asked', { result: 'CONFIRMED', holder: 'NOT_COMPARED' }, true, confirmed()],
    ['is another', 'asked', { result: 'DENIED', reason: 'OTHER_HOLDER' }, true, dispute('OTHER_HOLDER')],
    ['is another, late', 'unknown', { result: 'DENIED', reason: 'OTHER_HOLDER' }, true, dispute('OTHER_HOLDER')],
    [
      'is another, and the debit made',
      'asked',
      { result: 'CONFIRMED', holder: 'DIFFERS' },
      true,
      dispute('OTHER_HOLDER'),
    ],
    [
      'is another, and the debit made to another account',
      'asked',
      { result: 'CONFIRMED', holder: 'DIFFERS', to: OTHER },
      true,
      dispute('OTHER_HOLDER'),
    ],
    [
      'is another, and no such debit was made',
      'asked',
      { result: 'DENIED', reason: 'NO_SUCH_TRANSFER', holder: 'DIFFERS' },
      true,
      denied,
    ],
    [
      'is another, after the debit was confirmed',
      'confirmed',
      { result: 'DENIED', reason: 'OTHER_HOLDER' },
      true,
      person('CONTRADICTS_EARLIER_ANSWER'),
    ],
    ['was another, and matches now', 'disputed', { result: 'CONFIRMED', holder: 'MATCHES' }, true, confirmed()],
    ['differs, unasked', 'asked', { result: 'CONFIRMED', holder: 'DIFFERS' }, false, confirmed()],
    [
      'is another, unasked',
      'asked',
      { result: 'DENIED', reason: 'OTHER_HOLDER' },
      false,
      person('ANSWERS_OTHER_QUESTION'),
    ],
  ])('says that the holder %s', (_name, state, answer, provesNumber, effect) => {
    const onRecord = {
      state,
      receiver: MULE,
      deniedBecause: null,
      confirmedBefore: null,
      provesNumber,
      isOfOtherReport: false,
    };
    expect(effectOfDebitAnswer(onRecord, answer, P_DEBIT)).toEqual(effect);
  });

  it.each(['asked', 'confirmed', 'disputed'] as const)('says of another reporter nothing of this one: %s', (state) => {
    const onRecord = {
      state,
      receiver: MULE,
      deniedBecause: null,
      confirmedBefore: null,
      provesNumber: true,
      isOfOtherReport: true,
    };
    for (const answer of [
      { result: 'DENIED', reason: 'OTHER_HOLDER' },
      { result: 'CONFIRMED', holder: 'DIFFERS' },
    ] as const)
      expect(effectOfDebitAnswer(onRecord, answer, P_DEBIT)).toEqual(nothing('DUPLICATE'));
  });

  it.each<
    [string, string | null, DebitOnRecord['receiver'], Parameters<typeof effectOfDebitAnswer>[1], DebitAnswerEffect]
  >([
    ['for no such transfer: it is confirmed', 'NO_SUCH_TRANSFER', MULE, { result: 'CONFIRMED' }, confirmed()],
    ['for no debit: it is confirmed', 'NOT_DEBITED', MULE, { result: 'CONFIRMED', to: MULE }, confirmed()],
    [
      'to a PromptPay id: it names the account',
      'NO_SUCH_TRANSFER',
      null,
      { result: 'CONFIRMED', to: MULE },
      confirmed(MULE),
    ],
    [
      'to a PromptPay id, and names none',
      'NO_SUCH_TRANSFER',
      null,
      { result: 'CONFIRMED' },
      person('NO_RECEIVER_NAMED'),
    ],
    [
      'and another account',
      'NO_SUCH_TRANSFER',
      MULE,
      { result: 'CONFIRMED', to: OTHER },
      person('CONTRADICTS_EARLIER_ANSWER'),
    ],
    [
      'because the money went elsewhere',
      'OTHER_RECEIVER',
      MULE,
      { result: 'CONFIRMED' },
      person('CONTRADICTS_EARLIER_ANSWER'),
    ],
    [
      'of another holder',
      'NO_SUCH_TRANSFER',
      MULE,
      { result: 'CONFIRMED', holder: 'DIFFERS' },
      person('CONTRADICTS_EARLIER_ANSWER'),
    ],
    [
      'and denies it in other words',
      'NO_SUCH_TRANSFER',
      MULE,
      { result: 'DENIED', reason: 'AMOUNT_DIFFERS' },
      person('CONTRADICTS_EARLIER_ANSWER'),
    ],
  ])('of a debit that it denied %s', (_name, deniedBecause, receiver, answer, effect) => {
    const onRecord = {
      state: 'denied',
      receiver,
      deniedBecause,
      confirmedBefore: null,
      provesNumber: true,
      isOfOtherReport: false,
    } as const;
    expect(effectOfDebitAnswer(onRecord, answer, P_DEBIT)).toEqual(effect);
    const beside = effectOfDebitAnswer({ ...onRecord, confirmedBefore: 'contradicted' }, answer, P_DEBIT);
    expect(beside).toEqual(person('CONTRADICTS_EARLIER_ANSWER'));
  });

  it('is for a person when it confirms what contradicts an earlier confirmation under the reference', () => {
    const onRecord: DebitOnRecord = {
      state: 'asked',
      receiver: MULE,
      deniedBecause: null,
      confirmedBefore: 'contradicted',
      provesNumber: true,
      isOfOtherReport: false,
    };
    const answer = { result: 'CONFIRMED' as const };
    expect(effectOfDebitAnswer(onRecord, answer, P_DEBIT)).toEqual(person('CONTRADICTS_EARLIER_ANSWER'));
    expect(effectOfDebitAnswer({ ...onRecord, confirmedBefore: 'less' }, answer, P_DEBIT)).toEqual(confirmed());
  });

  it.each<[string, Parameters<typeof confirmedBefore>[1], ReturnType<typeof confirmedBefore>]>([
    ['nothing', [], null],
    ['as much', [{ receiver: MULE, amountSatang: 9n }], null],
    ['as much to an account that nobody named', [{ receiver: null, amountSatang: 9n }], null],
    ['less', [{ receiver: MULE, amountSatang: 8n }], 'less'],
    [
      'less, twice',
      [
        { receiver: MULE, amountSatang: 8n },
        { receiver: null, amountSatang: 7n },
      ],
      'less',
    ],
    [
      'less and as much',
      [
        { receiver: MULE, amountSatang: 8n },
        { receiver: MULE, amountSatang: 9n },
      ],
      'less',
    ],
    ['more', [{ receiver: MULE, amountSatang: 10n }], 'contradicted'],
    [
      'less and more',
      [
        { receiver: MULE, amountSatang: 8n },
        { receiver: MULE, amountSatang: 10n },
      ],
      'contradicted',
    ],
    ['as much to another', [{ receiver: OTHER, amountSatang: 9n }], 'contradicted'],
    ['less to another', [{ receiver: OTHER, amountSatang: 8n }], 'contradicted'],
  ])('was before, under the same reference, of %s', (_name, before, expected) => {
    expect(confirmedBefore({ receiver: MULE, amountSatang: 9n }, before)).toBe(expected);
  });
});

describe('the states of a question about a debit', () => {
  const ANSWERS = [
    { result: 'CONFIRMED' },
    { result: 'DENIED', reason: 'NO_SUCH_TRANSFER' },
    { result: 'DENIED', reason: 'AMOUNT_DIFFERS' },
  ] as const;

  it.each<[DebitState, DebitState[]]>([
    ['asked', ['confirmed', 'denied', 'disputed']],
    ['unknown', ['confirmed', 'denied', 'disputed']],
    ['disputed', ['confirmed', 'denied']],
    ['confirmed', []],
    ['denied', []],
  ])('after %s an answer may lead to %j, and each is listed', (state, wanted) => {
    const led = ANSWERS.map((answer) =>
      effectOfDebitAnswer(
        {
          state,
          receiver: MULE,
          deniedBecause: null,
          confirmedBefore: null,
          provesNumber: true,
          isOfOtherReport: false,
        },
        answer,
        P_DEBIT,
      ),
    ).flatMap((effect): DebitState[] => {
      if (effect.do === 'dispute') return ['disputed'];
      return effect.do === 'settle' ? [effect.state] : [];
    });
    expect(led).toEqual(wanted);
    expect(led.filter((to) => !mayChangeDebit(state, to))).toEqual([]);
  });

  it('may become unknown while it is asked, or where its institution takes back a mistaken notice', () => {
    const states: DebitState[] = ['asked', 'confirmed', 'denied', 'disputed', 'unknown'];
    expect(states.filter((from) => mayChangeDebit(from, 'unknown'))).toEqual(['asked', 'confirmed']);
    expect(states.filter((from) => mayChangeDebit(from, 'asked'))).toEqual([]);
  });
});

describe('an answer to who holds an account whose debit is confirmed to another report', () => {
  type Answer = Parameters<typeof effectOfHolderAnswer>[1];
  const CONFIRMED: Answer = { result: 'CONFIRMED' };
  const none = { state: null, reason: null };

  it.each<[string, DebitState, Answer, object]>([
    ['waits', 'asked', { result: 'PENDING' }, { ...none, contradicts: false }],
    ['knows the holder', 'asked', { ...CONFIRMED, holder: 'MATCHES' }, { state: 'confirmed', contradicts: false }],
    ['knows him late', 'unknown', { ...CONFIRMED, holder: 'MATCHES' }, { state: 'confirmed', contradicts: false }],
    ['denies him', 'asked', { ...CONFIRMED, holder: 'DIFFERS' }, { state: 'disputed', reason: 'OTHER_HOLDER' }],
    [
      'denies him and names nothing',
      'asked',
      { result: 'DENIED', reason: 'OTHER_HOLDER', holder: 'DIFFERS' },
      { state: 'disputed', reason: 'OTHER_HOLDER', contradicts: false },
    ],
    [
      'compares nobody',
      'asked',
      { ...CONFIRMED, holder: 'NOT_COMPARED' },
      { state: 'unknown', reason: 'NOT_COMPARED' },
    ],
    ['says nothing of him', 'asked', CONFIRMED, { state: 'unknown', reason: 'NOT_COMPARED', contradicts: false }],
    ['says nothing once more', 'unknown', CONFIRMED, { ...none, contradicts: false }],
    ['repeats itself', 'confirmed', { ...CONFIRMED, holder: 'MATCHES' }, { ...none, contradicts: false }],
    ['says another thing later', 'confirmed', { ...CONFIRMED, holder: 'DIFFERS' }, { ...none, contradicts: true }],
    [
      'clears up a number that was mistyped',
      'disputed',
      { ...CONFIRMED, holder: 'MATCHES' },
      { state: 'confirmed', reason: null },
    ],
    [
      'denies the debit that it confirmed',
      'asked',
      { result: 'DENIED', reason: 'NO_SUCH_TRANSFER', holder: 'MATCHES' },
      { state: 'confirmed', contradicts: true },
    ],
  ])('%s', (_name, state, answer, effect) => {
    expect(effectOfHolderAnswer(state, answer)).toMatchObject(effect);
  });
});
