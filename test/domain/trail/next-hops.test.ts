import * as fc from 'fast-check';
import { sumSatang } from '../../../src/domain/money.js';
import {
  type AccountsSoFar,
  type OnwardDebit,
  type TrailContext,
  planNextHops,
} from '../../../src/domain/trail/next-hops.js';
import { NOW, hoursAfter, hoursBefore, newestRow } from '../support.js';
import { propertyRuns } from '../../support/property-runs.js';

const RULE = newestRow('P-TRACE');
const MINIMUM = 50_000n;

function debit(over: Partial<OnwardDebit> = {}): OnwardDebit {
  return {
    transferId: 'D1',
    account: { institution: 'th-004', accountNo: '9000000011' },
    amountSatang: 100_000n,
    attributedSatang: 100_000n,
    at: hoursAfter(NOW, 1),
    paidTo: null,
    ...over,
  };
}

/** `count` accounts that were followed into; of those, `known` are receivers at hand. */
function accounts(count: number, known: readonly string[] = []): AccountsSoFar {
  return { count, known: new Set(known) };
}

function context(over: Partial<TrailContext> = {}): TrailContext {
  return {
    hop: 0,
    victimAccount: { institution: 'th-006', accountNo: '9000000099' },
    creditedAt: NOW,
    freeSatang: 1_000_000n,
    powerReaches: true,
    accountsSoFar: accounts(1),
    enrolled: new Set(['th-002', 'th-004', 'th-006', 'th-014']),
    alreadyFollowed: new Set(),
    ...over,
  };
}

describe('an onward debit', () => {
  it('is followed to its account for the stolen part', () => {
    const plan = planNextHops(
      [debit({ amountSatang: 300_000n, attributedSatang: 120_000n })],
      context({ hop: 2 }),
      RULE,
    );
    expect(plan).toEqual([
      {
        transferId: 'D1',
        hop: 3,
        attributedSatang: 120_000n,
        follow: {
          account: { institution: 'th-004', accountNo: '9000000011' },
          requestedSatang: 120_000n,
          nthAccount: 2,
        },
        stopReason: null,
      },
    ]);
  });

  it.each<[string, Partial<TrailContext>]>([
    ['the account is known', {}],
    ['there is money free for it', { freeSatang: 0n }],
    ['it shows whether a power reaches it', { powerReaches: false }],
    ['it shows whether the account is one too many', { accountsSoFar: accounts(500) }],
  ])('to a PromptPay id waits until %s', (_until, over) => {
    const [plan] = planNextHops([debit({ account: 'awaited' })], context(over), RULE);
    expect(plan).toMatchObject({ follow: null, stopReason: null });
  });

  it.each<[string, Partial<OnwardDebit>, Partial<TrailContext>]>([
    ['below_minimum', { attributedSatang: MINIMUM - 1n }, {}],
    ['too_deep', {}, { hop: 1_000 }],
    ['merchant_shield', { paidTo: 'merchant' }, {}],
    ['already_followed', {}, { alreadyFollowed: new Set(['D1']) }],
  ])('to a PromptPay id stops as well for: %s', (stopReason, over, trail) => {
    const [plan] = planNextHops([debit({ account: 'awaited', ...over })], context(trail), RULE);
    expect(plan).toMatchObject({ follow: null, stopReason });
  });

  it.each<[string, Partial<OnwardDebit>, Partial<TrailContext>]>([
    ['below_minimum', { attributedSatang: MINIMUM - 1n }, {}],
    ['below_minimum', { attributedSatang: MINIMUM - 1n }, { freeSatang: 0n, accountsSoFar: accounts(500) }],
    ['returned_to_victim', { account: { institution: 'th-006', accountNo: '9000000099' } }, {}],
    ['too_old', { at: new Date(hoursAfter(NOW, 72).getTime() + 1) }, {}],
    ['too_deep', {}, { hop: 10 }],
    ['too_many_accounts', {}, { accountsSoFar: accounts(500) }],
    ['off_rails', { account: null }, {}],
    ['not_enrolled', { account: { institution: 'xx-999', accountNo: '9000000011' } }, {}],
    ['not_enrolled', { account: { institution: 'xx-999', accountNo: '9000000011' } }, { powerReaches: false }],
    ['no_power', {}, { powerReaches: false }],
    ['no_power', {}, { powerReaches: false, freeSatang: 0n }],
    ['too_many_accounts', {}, { powerReaches: false, accountsSoFar: accounts(500) }],
    ['fully_reserved', {}, { freeSatang: 0n }],
    ['fully_reserved', {}, { freeSatang: MINIMUM - 1n }],
    ['already_followed', {}, { alreadyFollowed: new Set(['D1']) }],
  ])('is not followed: %s', (reason, debitOver, contextOver) => {
    const [plan] = planNextHops([debit(debitOver)], context(contextOver), RULE);
    expect([plan?.stopReason, plan?.follow]).toEqual([reason, null]);
  });

  it.each<[string, Partial<OnwardDebit>, Partial<TrailContext>]>([
    ['of exactly 500 baht', { attributedSatang: MINIMUM }, {}],
    ['exactly 72 hours after the credit', { at: hoursAfter(NOW, 72) }, {}],
    ['by a bank whose clock is a minute slow', { at: hoursBefore(NOW, 1 / 60) }, {}],
    ['to the tenth hop', {}, { hop: 9 }],
    ['to the five hundredth account', {}, { accountsSoFar: accounts(499) }],
  ])('%s is still followed', (_name, debitOver, contextOver) => {
    expect(planNextHops([debit(debitOver)], context(contextOver), RULE)[0]?.stopReason).toBeNull();
  });

  it.each(['merchant', 'payroll'] as const)('to a %s is not followed where the row shields it', (paidTo) => {
    const shielding = { ...RULE, parameters: { ...RULE.parameters, shields: ['merchant', 'payroll'] } };
    const [plan] = planNextHops([debit({ paidTo })], context(), shielding);
    expect([plan?.stopReason, plan?.follow]).toEqual([`${paidTo}_shield`, null]);
    const shieldsNone = { ...RULE, parameters: { ...RULE.parameters, shields: [] } };
    expect(planNextHops([debit({ paidTo })], context(), shieldsNone)[0]?.stopReason).toBeNull();
  });

  it('to a shop is followed under a row without shields', () => {
    const { shields: _none, ...without } = RULE.parameters;
    const [plan] = planNextHops([debit({ paidTo: 'merchant' })], context(), { ...RULE, parameters: without });
    expect(plan?.stopReason).toBeNull();
  });

  it('never carries more stolen money than its own amount', () => {
    const [plan] = planNextHops([debit({ amountSatang: 60_000n, attributedSatang: 100_000n })], context(), RULE);
    expect([plan?.attributedSatang, plan?.follow?.requestedSatang]).toEqual([60_000n, 60_000n]);
  });
});

describe('several onward debits', () => {
  it('are ordered in order of time, and the last gets what is left', () => {
    const late = debit({ transferId: 'late', at: hoursAfter(NOW, 3) });
    const middle = debit({ transferId: 'middle', at: hoursAfter(NOW, 2) });
    const early = debit({ transferId: 'early', at: hoursAfter(NOW, 1) });
    const plans = planNextHops([late, early, middle], context({ freeSatang: 160_000n }), RULE);
    expect(plans.map((plan) => [plan.transferId, plan.follow?.requestedSatang, plan.stopReason])).toEqual([
      ['early', 100_000n, null],
      ['middle', 60_000n, null],
      ['late', undefined, 'fully_reserved'],
    ]);
  });

  it('to one account count it once, and a debit named twice is followed once', () => {
    const twice = [debit(), debit(), debit({ transferId: 'D2' })];
    const plans = planNextHops(twice, context({ accountsSoFar: accounts(498) }), RULE);
    expect(plans.map((plan) => plan.stopReason)).toEqual([null, 'already_followed', null]);
    expect(plans.map(({ follow }) => follow?.nthAccount)).toEqual([499, undefined, null]);
  });

  it('back to an account of the trail are followed at the limit of accounts, because it does not count again', () => {
    const [plan] = planNextHops([debit()], context({ accountsSoFar: accounts(500, ['th-004:9000000011']) }), RULE);
    expect(plan).toMatchObject({ stopReason: null, follow: { nthAccount: null } });
  });

  it('stop at the limit of accounts', () => {
    const plans = planNextHops(
      ['1', '2', '3'].map((n) =>
        debit({ transferId: n, account: { institution: 'th-004', accountNo: `900000000${n}` } }),
      ),
      context({ accountsSoFar: accounts(498) }),
      RULE,
    );
    expect(plans.map((plan) => plan.stopReason)).toEqual([null, null, 'too_many_accounts']);
  });
});

const anyDebit = fc.record<OnwardDebit>({
  transferId: fc.constantFrom('A', 'B', 'C', 'D', 'E', 'F', 'G', 'H'),
  account: fc.option(
    fc.record({
      institution: fc.constantFrom('th-002', 'wallet-x'),
      accountNo: fc.constantFrom('9000000001', '9000000002'),
    }),
    { nil: null },
  ),
  amountSatang: fc.bigInt({ min: 1n, max: 400_000n }),
  attributedSatang: fc.bigInt({ min: 1n, max: 400_000n }),
  at: fc.integer({ min: -2, max: 80 }).map((hours) => hoursAfter(NOW, hours)),
  paidTo: fc.constantFrom(null, 'merchant', 'payroll'),
});
const anyContext = fc.record<TrailContext>({
  hop: fc.integer({ min: 0, max: 11 }),
  victimAccount: fc.constant({ institution: 'th-002', accountNo: '9000000003' }),
  creditedAt: fc.constant(NOW),
  freeSatang: fc.bigInt({ min: 0n, max: 1_000_000n }),
  powerReaches: fc.boolean(),
  accountsSoFar: fc.integer({ min: 1, max: 501 }).map(accounts),
  enrolled: fc.subarray(['th-002', 'wallet-x']).map((slugs) => new Set(slugs)),
  alreadyFollowed: fc.subarray(['A', 'B', 'C']).map((ids) => new Set(ids)),
});

describe('any debits that institutions name', () => {
  it('ask for no more than is free, and each is either followed or stopped for a reason', () => {
    fc.assert(
      fc.property(fc.array(anyDebit, { maxLength: 12 }), anyContext, (debits, trail) => {
        const plans = planNextHops(debits, trail, RULE);
        expect(plans.map((plan) => plan.transferId).sort()).toEqual(debits.map((named) => named.transferId).sort());
        expect(sumSatang(plans.map((plan) => plan.follow?.requestedSatang ?? 0n)) <= trail.freeSatang).toBe(true);
        for (const plan of plans) {
          expect(plan.follow === null).toBe(plan.stopReason !== null);
          if (plan.follow !== null) {
            expect(plan.follow.requestedSatang >= MINIMUM).toBe(true);
            expect(plan.follow.requestedSatang <= plan.attributedSatang).toBe(true);
          }
        }
        const followed = plans.filter((plan) => plan.follow !== null).map((plan) => plan.transferId);
        expect(new Set(followed).size).toBe(followed.length);
      }),
      { numRuns: propertyRuns(1_000) },
    );
  });

  it('give the same plan in any order in which debits of different times are named', () => {
    const distinct = fc.uniqueArray(anyDebit, { selector: (named) => named.transferId, maxLength: 8 });
    fc.assert(
      fc.property(distinct, anyContext, (debits, trail) => {
        expect(planNextHops([...debits].reverse(), trail, RULE)).toEqual(planNextHops(debits, trail, RULE));
      }),
    );
  });
});
