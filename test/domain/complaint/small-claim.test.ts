import { decideFirstHold } from '../../../src/domain/complaint/intake/first-hold.js';
import { addedElsewhere, isSmallClaim, smallAccounts } from '../../../src/domain/complaint/intake/small-claim.js';
import type { TransferFacts } from '../../../src/domain/judgement/facts.js';
import { caseFacts, newestRow, NOW, TH, transferFacts } from '../support.js';

/** The least claim on an account (P-SMALL), satang. */
const LEAST = 10_000n;
const OTHER = 'th-006:9000000002';

describe('a claim that is too small for an order that nobody decides on (P-SMALL)', () => {
  const isSmall = (...transfers: Partial<TransferFacts>[]) =>
    isSmallClaim(
      caseFacts({ transfers: transfers.map((over, at) => transferFacts({ transferId: `T${at + 1}`, ...over })) }),
      'T1',
      TH,
      NOW,
    );

  it('is one of less than 100 baht', () => {
    expect(newestRow('P-SMALL').parameters).toEqual({ minAtAccountSatang: Number(LEAST) });
  });

  it.each<[string, Partial<TransferFacts>[], boolean]>([
    ['one satang', [{ amountSatang: 1n }], true],
    ['a satang less', [{ amountSatang: LEAST - 1n }], true],
    ['the amount', [{ amountSatang: LEAST }], false],
    ['two payments to the account', [{ amountSatang: 1n }, { amountSatang: LEAST - 1n }], false],
    ['many small ones', Array.from({ length: 4 }, () => ({ amountSatang: 2_500n })), false],
    ['a large one to another account', [{ amountSatang: 1n }, { amountSatang: LEAST, account: OTHER }], true],
    ['another that was denied', [{ amountSatang: 1n }, { amountSatang: LEAST, debit: 'denied' }], true],
    ['another that is claimed no longer', [{ amountSatang: 1n }, { amountSatang: LEAST, claimedSatang: 0n }], true],
    ['a debit that was for less', [{ amountSatang: LEAST, claimedSatang: 1n }], true],
    ['a confirmed debit of a satang', [{ amountSatang: 1n, debit: 'confirmed' }], true],
    ['a receiver that nobody knows yet', [{ amountSatang: 1n, account: null }], false],
  ])('%s', (_what, transfers, expected) => {
    expect(isSmall(...transfers)).toBe(expected);
  });

  it.each<[string, { account?: string; satang: bigint }[], boolean]>([
    ['nothing', [], true],
    ['a satang too little', [{ satang: LEAST - 2n }], true],
    ['what is missing', [{ satang: LEAST - 1n }], false],
    ['it in two', [{ satang: LEAST - 2n }, { satang: 1n }], false],
    ['more of another account', [{ account: OTHER, satang: LEAST }], true],
  ])('counts with what other reports of the victim claim of the account: %s', (_what, elsewhere, expected) => {
    const [transfer] = [transferFacts({ transferId: 'T1', amountSatang: 1n })];
    const claimedElsewhere = elsewhere.map(({ account = transfer.account ?? '', satang }) => ({ account, satang }));
    const facts = caseFacts({ transfers: [transfer], claimedElsewhere });
    expect(isSmallClaim(facts, 'T1', TH, NOW)).toBe(expected);
    expect(smallAccounts(facts, TH, NOW)).toEqual(expected ? [transfer.account] : []);
  });

  it('counts each debit of other reports once, and none that it claims itself', () => {
    const of = (debit: string, satang: bigint, account = OTHER) => ({ account, debit, satang });
    const told = [of('b 1', 5n), of('b 1', 7n), of('b 1', 6n), of('b 2', 2n), of('b 3', 9n), of('b 2', 1n, 'x')];
    expect(addedElsewhere(told, new Set(['b 3']))).toEqual([
      { account: OTHER, satang: 7n },
      { account: OTHER, satang: 2n },
      { account: 'x', satang: 1n },
    ]);
  });

  it('is nothing where the row is not in force', () => {
    const facts = caseFacts({ transfers: [transferFacts({ amountSatang: 1n })] });
    expect(
      isSmallClaim(
        facts,
        'T1',
        TH.filter(({ ruleId }) => ruleId !== 'P-SMALL'),
        NOW,
      ),
    ).toBe(false);
  });

  it('gives no order, and says so', () => {
    const facts = caseFacts({ transfers: [transferFacts({ amountSatang: 1n })] });
    const account = { institution: 'th-014', accountNo: '9000000001' };
    const money = { transferId: 'T1', account, isOffRail: false, standing: 'none' as const, timeIsOver: false };
    expect(decideFirstHold(money, facts, TH, NOW)).toEqual({ orderAt: null, refusal: 'SECTION7.TOO_SMALL' });
  });
});
