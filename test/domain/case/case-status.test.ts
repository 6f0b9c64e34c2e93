import { type CaseProgress, type CaseStatus, caseStatus } from '../../../src/domain/case/case-status.js';
import type { HoldState } from '../../../src/domain/hold/hold.js';
import { NOW, hoursAfter, hoursBefore } from '../support.js';

const OVER = { openUntil: NOW } as const;

function status(over: Partial<CaseProgress>): CaseStatus {
  return caseStatus({
    now: NOW,
    openUntil: hoursAfter(NOW, 24),
    withdrawn: false,
    withdrawalWaits: false,
    correctionWaits: false,
    papersWait: false,
    holds: [],
    mayComeBack: false,
    openRequests: 0,
    openQuestions: 0,
    debits: ['confirmed'],
    openIncompleteTransfers: 0,
    openBreaks: [],
    ...over,
  }).status;
}

describe('a case is', () => {
  it.each<[string, Partial<CaseProgress>, CaseStatus]>([
    ['received while nothing is held', {}, 'received'],
    ['received when all holds ended but the officer still has time', { holds: ['released', 'no_funds'] }, 'received'],
    [
      'received while a transfer waits to be completed, also when the officer has no time left',
      { ...OVER, openIncompleteTransfers: 1 },
      'received',
    ],
    ['holding while a hold lives', { holds: ['released', 'held'] }, 'holding'],
    ['holding rather than releasing while one hold lives on', { holds: ['release_ordered', 'partly_held'] }, 'holding'],
    ['awaiting a decision while a request is open', { holds: ['held'], openRequests: 1 }, 'awaiting_decision'],
    ['awaiting a decision even without a hold', { openRequests: 1 }, 'awaiting_decision'],
    ['releasing while only releases are under way', { holds: ['release_ordered', 'released'] }, 'releasing'],
    ['closed when the time is over and nothing was held', OVER, 'closed'],
    [
      'closed when the time is over and every hold ended',
      { ...OVER, holds: ['released', 'no_funds', 'seized'] },
      'closed',
    ],
    ['closed when withdrawn and released', { withdrawn: true, holds: ['released'] }, 'closed'],
    ['closed when every debit is denied and released', { debits: ['denied', 'denied'], holds: ['released'] }, 'closed'],
    ['open while a hold may come back', { ...OVER, holds: ['released'], mayComeBack: true }, 'received'],
    ['open while one debit of two is denied', { debits: ['denied', 'confirmed'] }, 'received'],
    ['open with no debit at all (nothing is denied)', { debits: [] }, 'received'],
    ['closed when the time is over though a bank never said anything', { ...OVER, debits: ['unknown'] }, 'closed'],
    ['holding after withdrawal until the hold is released', { withdrawn: true, holds: ['held'] }, 'holding'],
    ['releasing after withdrawal until acknowledged', { withdrawn: true, holds: ['release_ordered'] }, 'releasing'],
    ['holding past its time while a continued hold lives', { ...OVER, holds: ['held'] }, 'holding'],
    ['open past its time while an agency is asked', { ...OVER, openQuestions: 1 }, 'received'],
    ['open past its time while a bank is asked', { ...OVER, debits: ['asked'] }, 'received'],
    ['open after withdrawal while a bank is asked', { withdrawn: true, debits: ['asked'] }, 'received'],
    ['open past its time while a withdrawal waits', { ...OVER, withdrawalWaits: true }, 'received'],
    [
      'open with every debit denied while the bank names another one',
      { debits: ['denied'], openBreaks: ['DEBIT_FOUND_DIFFERS'] },
      'received',
    ],
    [
      'open past its time while money that was held is missing',
      { ...OVER, openBreaks: ['HELD_MONEY_GONE'] },
      'received',
    ],
    [
      'open past its time while a later debit is doubted',
      { ...OVER, openBreaks: ['ATTRIBUTION.DEBIT_DENIED'] },
      'received',
    ],
    [
      'open after withdrawal while a bank contradicts itself',
      { withdrawn: true, openBreaks: ['DEBIT_CONTRADICTS_EARLIER_ANSWER'] },
      'received',
    ],
    ...['MORE_THAN_REQUESTED', 'INCONSISTENT', 'SAME_NUMBER', 'ANSWER_TOO_LARGE'].map(
      (kind): [string, Partial<CaseProgress>, CaseStatus] => [
        `open past its time while nobody could apply what a bank said of the money: ${kind}`,
        { ...OVER, holds: ['released'], openBreaks: [kind] },
        'received',
      ],
    ),
    [
      'closed past its time though a bank never answered the question',
      { ...OVER, openBreaks: ['DEBIT_QUESTION_REFUSED'] },
      'closed',
    ],
    [
      'closed past its time though money went beyond reach',
      { ...OVER, openBreaks: ['RECEIVER_NOT_ENROLLED'] },
      'closed',
    ],
    ['open past its time while a request is open', { ...OVER, openRequests: 2 }, 'awaiting_decision'],
  ])('%s', (_name, over, expected) => {
    expect(status(over)).toBe(expected);
  });

  it.each<[HoldState, CaseStatus]>([
    ['ordered', 'holding'],
    ['unconfirmed', 'holding'],
    ['held', 'holding'],
    ['partly_held', 'holding'],
    ['release_ordered', 'releasing'],
    ['no_funds', 'closed'],
    ['refused', 'closed'],
    ['released', 'closed'],
    ['seized', 'closed'],
  ])('past its time with a hold that is %s: %s', (state, expected) => {
    expect(status({ openUntil: hoursBefore(NOW, 1), holds: [state] })).toBe(expected);
  });
});
