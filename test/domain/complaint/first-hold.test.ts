import {
  type FirstHold,
  type ReportedMoney,
  decideFirstHold,
  nothingFree,
} from '../../../src/domain/complaint/intake/first-hold.js';
import type { NotOrderedCode } from '../../../src/domain/complaint/intake/not-ordered.js';
import type { CaseFacts } from '../../../src/domain/judgement/facts.js';
import { NOW, TH, caseFacts, hoursBefore, transferFacts } from '../support.js';

const ACCOUNT = { institution: 'th-014', accountNo: '9000000001' };
const ORDERED: FirstHold = { orderAt: ACCOUNT, refusal: null };
const refused = (refusal: NotOrderedCode): FirstHold => ({ orderAt: null, refusal });

function firstHold(money: Partial<ReportedMoney>, facts: Partial<CaseFacts>): FirstHold {
  const reported = {
    transferId: 'T1',
    account: ACCOUNT,
    isOffRail: false,
    standing: 'none' as const,
    timeIsOver: false,
    ...money,
  };
  return decideFirstHold(reported, caseFacts(facts), TH, NOW);
}

const unconfirmed = [transferFacts({ debit: 'unknown' })];

describe('the first hold of a reported transfer', () => {
  it.each<[string, Partial<ReportedMoney>, Partial<CaseFacts>, FirstHold]>([
    ['is ordered on the notice of the account holder', {}, {}, ORDERED],
    ["is ordered before the victim's institution confirms the debit", {}, { transfers: unconfirmed }, ORDERED],
    [
      'is not ordered again for money that a hold of an earlier report holds',
      { standing: 'held' },
      {},
      refused('SECTION7.HELD_ALREADY'),
    ],
    ['waits until an earlier hold is let go', { standing: 'being_released' }, {}, refused('SECTION7.BEING_RELEASED')],
    [
      'is refused where the receiver takes no part',
      { account: null, isOffRail: true },
      { transfers: [transferFacts({ account: null })] },
      refused('SECTION7.RECEIVER_OUTSIDE'),
    ],
    ['is refused when the time of section 7 is over', { timeIsOver: true }, {}, refused('SECTION7.TIME_OVER')],
    ['is never left without a reason', { account: null }, {}, refused('SECTION7.ACCOUNT_UNKNOWN')],
    ['is refused when somebody else reports', {}, { holderReports: false }, refused('SECTION7.STANDING_UNKNOWN')],
    [
      'is refused by its rule also for money that was held before',
      { standing: 'held' },
      { holderReports: false },
      refused('SECTION7.STANDING_UNKNOWN'),
    ],
    ['is refused after withdrawal', {}, { withdrawnAt: hoursBefore(NOW, 1) }, refused('SECTION7.WITHDRAWN')],
    [
      'is refused when the debit is denied',
      {},
      { transfers: [transferFacts({ debit: 'denied' })] },
      refused('SECTION7.DEBIT_DENIED'),
    ],
    [
      'is refused for a transfer of last year',
      {},
      { transfers: [transferFacts({ transferredAt: hoursBefore(NOW, 9_000) })] },
      refused('SECTION7.TOO_OLD'),
    ],
    [
      'is refused while only a PromptPay id is known',
      { account: null },
      { transfers: [transferFacts({ account: null })] },
      refused('SECTION7.ACCOUNT_UNKNOWN'),
    ],
    [
      'is refused to a reporter at the limit whose debit nobody confirmed',
      {},
      { transfers: unconfirmed, reporterLimitReached: true },
      refused('SECTION7.REPORTER_LIMIT'),
    ],
    ['is ordered for a reporter at the limit once the debit is confirmed', {}, { reporterLimitReached: true }, ORDERED],
  ])('%s', (_name, money, facts, expected) => {
    expect(firstHold(money, facts)).toEqual(expected);
  });

  it('is not ordered where nothing of the stolen sum is free, and says so', () => {
    expect([nothingFree(0n), nothingFree(1n)]).toEqual(['SECTION7.NOTHING_FREE', null]);
  });

  it('is never decided for a transfer that the case does not have', () => {
    expect(() => firstHold({ transferId: 'T9' }, {})).toThrow('no transfer T9');
  });
});
