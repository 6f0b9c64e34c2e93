import {
  type ClaimOfReport,
  deservesOwnQuestion,
  deservesOwnSearch,
  nextOfDoubt,
  type QuestionAsked,
  type SearchAsked,
} from '../../../src/domain/debit/own-question.js';
import type { DebitState } from '../../../src/domain/debit/debit-verdict.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

describe('a report gets a question of its own about a debit', () => {
  const QUESTION: QuestionAsked = { state: 'unknown', caseId: 'first', askedAt: NOW, reason: null, byPapers: false };
  const CLAIM: ClaimOfReport = {
    caseId: 'second',
    claimedAt: hoursAfter(NOW, 1),
    endedAt: null,
    reported: true,
    hasAsked: false,
    isKnownByPapers: false,
  };
  const OTHER_HOLDER = { state: 'disputed', reason: 'OTHER_HOLDER' } as const;

  it.each<[string, Partial<QuestionAsked>, Partial<ClaimOfReport>, boolean]>([
    ['when nobody answered the question of an earlier report in time', {}, {}, true],
    ['not while the earlier question is open', { state: 'asked' }, {}, false],
    ['not when it was confirmed', { state: 'confirmed' }, {}, false],
    ['not when it was denied', { state: 'denied' }, {}, false],
    ['not when a detail is disputed', { state: 'disputed' }, {}, false],
    ['not when the question was its own', { caseId: 'second' }, {}, false],
    ['not when it came before the question', {}, { claimedAt: hoursBefore(NOW, 1) }, false],
    ['not when it came at the instant of the question', {}, { claimedAt: NOW }, false],
    ['not when it was withdrawn', {}, { endedAt: hoursAfter(NOW, 2) }, false],
    ['when another reporter does not hold the account', OTHER_HOLDER, {}, true],
    ['the same, whichever came first', OTHER_HOLDER, { claimedAt: hoursBefore(NOW, 1) }, true],
    ['not where its own victim does not hold it', { ...OTHER_HOLDER, caseId: 'second' }, {}, false],
    ['not a second time', OTHER_HOLDER, { hasAsked: true }, false],
    [
      'where papers show its holder, also its own',
      { ...OTHER_HOLDER, caseId: 'second' },
      { isKnownByPapers: true },
      true,
    ],
    [
      'where papers show its holder, though it asked before',
      OTHER_HOLDER,
      { hasAsked: true, isKnownByPapers: true },
      true,
    ],
    [
      'not again where the question that proved no number said the same',
      { ...OTHER_HOLDER, caseId: 'second', byPapers: true },
      { isKnownByPapers: true },
      false,
    ],
    [
      'not for papers where a detail is disputed',
      { state: 'disputed', reason: 'AMOUNT_DIFFERS', caseId: 'second' },
      { isKnownByPapers: true },
      false,
    ],
    ['not for papers once it was denied', { state: 'denied', caseId: 'second' }, { isKnownByPapers: true }, false],
    ['not for papers of a report that was withdrawn', OTHER_HOLDER, { isKnownByPapers: true, endedAt: NOW }, false],
    ['not when it was withdrawn meanwhile', OTHER_HOLDER, { endedAt: hoursAfter(NOW, 2) }, false],
    ['not when a detail is disputed for another', { state: 'disputed', reason: 'AMOUNT_DIFFERS' }, {}, false],
    [
      'not for a number where the bank said a detail: a person compares',
      { state: 'disputed', reason: 'AMOUNT_DIFFERS', caseId: 'second' },
      { numberAt: hoursAfter(NOW, 1) },
      false,
    ],
    ['where its number was told after nobody answered', { caseId: 'second' }, { numberAt: hoursAfter(NOW, 1) }, true],
    ['not again for a number that the question proved', { caseId: 'second' }, { numberAt: hoursBefore(NOW, 1) }, false],
    [
      'not for a number while the bank has to answer',
      { state: 'asked', caseId: 'second' },
      { numberAt: hoursAfter(NOW, 1) },
      false,
    ],
    [
      'not for a number once it was confirmed',
      { state: 'confirmed', caseId: 'second' },
      { numberAt: hoursAfter(NOW, 1) },
      false,
    ],
    [
      'not for a number once it was denied',
      { state: 'denied', caseId: 'second' },
      { numberAt: hoursAfter(NOW, 1) },
      false,
    ],
    [
      'not for a number where papers asked',
      { caseId: 'second', byPapers: true },
      { numberAt: hoursAfter(NOW, 1) },
      false,
    ],
    [
      'not for a number when it was withdrawn',
      { caseId: 'second' },
      { numberAt: hoursAfter(NOW, 1), endedAt: NOW },
      false,
    ],
    [
      'not for a number by the question of another report',
      {},
      { numberAt: hoursAfter(NOW, 1), claimedAt: hoursBefore(NOW, 1) },
      false,
    ],
    ['not when the case only rests on the hold', {}, { reported: false }, false],
  ])('%s', (_name, question, claim, expected) => {
    expect(deservesOwnQuestion({ ...QUESTION, ...question }, { ...CLAIM, ...claim })).toBe(expected);
  });
});

describe('a bank searches again for a transfer', () => {
  const NAMED_NOTHING: SearchAsked = { state: 'denied', reason: 'OTHER_HOLDER', byPapers: false };
  it.each<[string, Partial<SearchAsked>, boolean, boolean]>([
    ['where papers show the holder whom no number could', {}, true, true],
    ['not where nothing shows him', {}, false, false],
    ['not where it found no such transfer', { reason: 'NO_SUCH_TRANSFER' }, true, false],
    ['not a second time', { byPapers: true }, true, false],
    ['not while it looks', { state: 'asked', reason: null }, true, false],
    ['not where it found one', { state: 'disputed', reason: null }, true, false],
  ])('%s', (_name, search, isKnownByPapers, expected) => {
    expect(deservesOwnSearch({ ...NAMED_NOTHING, ...search }, { isKnownByPapers })).toBe(expected);
  });
});

describe('a doubt about who holds an account', () => {
  it.each<[string, boolean, DebitState[], string]>([
    ['is asked of its institution', true, [], 'ask'],
    ['waits while it is asked', true, ['asked'], 'wait'],
    ['waits while it is asked once more', true, ['unknown', 'asked'], 'wait'],
    ['is for a person where there is no number', false, [], 'call_person'],
    ['is for a person once the institution said nothing', true, ['unknown'], 'call_person'],
    ['is for a person where the debit alone was confirmed', true, ['confirmed'], 'call_person'],
  ])('%s', (_name, hasNumber, asked, next) => {
    expect(nextOfDoubt({ hasNumber, asked })).toBe(next);
  });
});
