import { type ClaimOfReport, deservesOwnQuestion, type QuestionAsked } from '../../../src/domain/debit/ask-again.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

describe('a report gets a question of its own about a debit', () => {
  const QUESTION: QuestionAsked = { state: 'unknown', caseId: 'first', askedAt: NOW };
  const CLAIM: ClaimOfReport = { caseId: 'second', claimedAt: hoursAfter(NOW, 1), endedAt: null, reported: true };

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
    ['not when the case only rests on the hold', {}, { reported: false }, false],
  ])('%s', (_name, question, claim, expected) => {
    expect(deservesOwnQuestion({ ...QUESTION, ...question }, { ...CLAIM, ...claim })).toBe(expected);
  });
});
