import {
  type AccountOnRecord,
  type ActiveHold,
  blastRadius,
  type TouchedHolder,
} from '../../../src/domain/freeze-request/blast-radius.js';
import {
  type OrderTarget,
  planOrder,
  type ProposedOrder,
  type TrailPart,
} from '../../../src/domain/freeze-request/proposed-order.js';
import { LIVE_HOLD_STATES } from '../../../src/domain/hold/hold.js';
import { type Account, accountKey } from '../../../src/domain/party.js';
import { known, NO_ANSWER, NOW, TH } from '../support.js';

const MULE: Account = { institution: 'th-014', accountNo: '9000000001' };
const NEXT: Account = { institution: 'th-002', accountNo: '9000000002' };
const SHOP: Account = { institution: 'th-002', accountNo: '9000000003' };

function part(partId: string, over: Partial<TrailPart> = {}): TrailPart {
  return {
    partId,
    parentPartId: null,
    stolenSumId: 'S1',
    hop: 0,
    account: MULE,
    attributedSatang: 1_000n,
    stopReason: null,
    hold: null,
    over: [],
    ...over,
  };
}

function hold(holdId: string, heldSatang: bigint, requestedSatang = 1_000n): NonNullable<TrailPart['hold']> {
  const state = heldSatang === 0n ? 'ordered' : heldSatang < requestedSatang ? 'partly_held' : 'held';
  const reservedSatang = heldSatang > 0n ? heldSatang : requestedSatang;
  return { holdId, kind: 'section7', state, heldSatang, requestedSatang, reservedSatang, explainedSatang: 0n };
}

const free = (satang: bigint) => new Map([['S1', satang]]);

describe('what an order would ask for', () => {
  const atMule: OrderTarget = { account: MULE };
  it.each<[string, OrderTarget, TrailPart[], ReadonlyMap<string, bigint>, [string, string, bigint][]]>([
    ['of a part without a hold all of it', atMule, [part('a')], free(1_000n), [['a', 'holds', 1_000n]]],
    ['as much as the stolen sum has free', atMule, [part('a')], free(400n), [['a', 'holds', 400n]]],
    ['nothing where nothing is free', atMule, [part('a')], free(0n), []],
    ['what a live hold holds', atMule, [part('a', { hold: hold('H', 300n) })], free(0n), [['a', 'extends', 300n]]],
    [
      'what an unanswered order asks',
      atMule,
      [part('a', { hold: hold('H', 0n) })],
      free(0n),
      [['a', 'extends', 1_000n]],
    ],
    [
      'of two parts of one sum together no more than is free',
      atMule,
      [part('a', { attributedSatang: 600n }), part('b', { attributedSatang: 600n })],
      free(1_000n),
      [
        ['a', 'holds', 600n],
        ['b', 'holds', 400n],
      ],
    ],
    [
      'nothing that a hold still reserves whose release may yet be answered',
      atMule,
      [part('a', { over: [{ ...hold('OLD', 1_000n), state: 'release_ordered' }] })],
      free(0n),
      [],
    ],
    [
      'also what a hold reserves whose release was not answered in time, and no more than the part',
      atMule,
      [
        part('a', {
          attributedSatang: 800n,
          over: [{ ...hold('OLD', 700n), state: 'release_ordered', isReleaseOverdue: true }],
        }),
        part('b', { attributedSatang: 800n }),
      ],
      free(300n),
      [
        ['a', 'holds', 800n],
        ['b', 'holds', 200n],
      ],
    ],
    ['nothing of another account', atMule, [part('a', { account: NEXT })], free(1_000n), []],
    ['nothing off the rails', atMule, [part('a', { account: null })], free(1_000n), []],
    [
      'only the hold that it names',
      { holdId: 'H' },
      [part('a'), part('b', { hold: hold('H', 500n) })],
      free(1_000n),
      [['b', 'extends', 500n]],
    ],
    [
      'by a later credit, no more than it brought',
      { holdId: 'H', raiseSatang: 100n },
      [part('a', { hold: hold('H', 300n) })],
      free(700n),
      [['a', 'raises', 100n]],
    ],
    [
      'by a later credit, no more than is missing: what went on is not',
      { holdId: 'H', raiseSatang: 900n },
      [
        part('a', { hold: { ...hold('H', 300n), explainedSatang: 500n } }),
        part('b', { parentPartId: 'a', hop: 1, account: NEXT, attributedSatang: 500n }),
      ],
      free(700n),
      [['a', 'raises', 200n]],
    ],
    [
      'by a later credit, no more than is free',
      { holdId: 'H', raiseSatang: 900n },
      [part('a', { hold: hold('H', 300n) })],
      free(50n),
      [['a', 'raises', 50n]],
    ],
    [
      'by a later credit nothing, where all is held',
      { holdId: 'H', raiseSatang: 900n },
      [part('a', { hold: hold('H', 1_000n) })],
      free(1_000n),
      [],
    ],
    [
      'by a later credit nothing, once the hold is over',
      { holdId: 'H', raiseSatang: 900n },
      [part('a', { hold: { ...hold('H', 300n), state: 'released' } })],
      free(1_000n),
      [],
    ],
  ])('%s', (_name, target, parts, sums, planned) => {
    expect(
      planOrder(target, parts, sums, []).map(({ part: { partId }, does, amountSatang }) => [
        partId,
        does,
        amountSatang,
      ]),
    ).toEqual(planned);
  });

  it.each<[string, TrailPart[], bigint, bigint, bigint[]]>([
    ['is ordered once', [part('a'), part('b', { stolenSumId: 'T' })], 1_000n, 1_000n, [1_000n]],
    ['is ordered as far as it is left', [part('a'), part('b', { stolenSumId: 'T' })], 1_200n, 1_200n, [1_000n, 200n]],
    ['that went on is not ordered at the receiver', [part('a')], 500n, 100n, [100n]],
    ['that went on is ordered further down', [part('a', { parentPartId: 'root' })], 400n, 0n, [400n]],
  ])('of one debit that two sums claim %s', (_what, parts, freeSatang, freeAtReceiverSatang, amounts) => {
    const debits = [{ stolenSumIds: ['S1', 'T'], freeSatang, freeAtReceiverSatang }];
    const sums = new Map([...free(1_000n), ['T', 1_000n] as const]);
    const target = { account: MULE };
    expect(planOrder(target, parts, sums, debits).map(({ amountSatang }) => amountSatang)).toEqual(amounts);
  });
});

const QUIET: AccountOnRecord = {
  activeHolds: [],
  colour: NO_ANSWER,
  signs: { shielded_payment: 0, regular_merchant_word: 0, appeal_upheld_before: 0, small_credits: 0 },
  otherVictims: 0,
};

/** Returns accounts on which the database has nothing but what is given. */
function records(more: Record<string, Partial<AccountOnRecord>> = {}): ReadonlyMap<string, AccountOnRecord> {
  return new Map([MULE, NEXT, SHOP].map(accountKey).map((account) => [account, { ...QUIET, ...more[account] }]));
}

function radius(
  parts: TrailPart[],
  more: Parameters<typeof records>[0] = {},
  order: Partial<ProposedOrder> = {},
): ReturnType<typeof blastRadius> {
  const proposed: ProposedOrder = { kind: 'aoc_suspension', account: MULE, target: { account: MULE }, ...order };
  return blastRadius(proposed, { parts, free: free(1_000n), debits: [] }, records(more), { rulebook: TH, now: NOW });
}

function holderAt(account: Account, found: ReturnType<typeof blastRadius>): TouchedHolder {
  const holder = found.holders.find((each) => accountKey(each.account) === accountKey(account));
  if (holder === undefined) throw new Error('the holder is not touched');
  return holder;
}

const OTHER_HOLD: ActiveHold = {
  holdId: 'X',
  caseId: 'C2',
  caseNo: 'RG-2',
  kind: 'section7',
  state: 'held',
  requestedSatang: 900n,
  heldSatang: 700n,
  expiresAt: NOW,
};

describe('the blast radius of an order', () => {
  const split = [
    part('a'),
    part('b', { parentPartId: 'a', hop: 1, account: NEXT, attributedSatang: 600n, hold: hold('H2', 600n) }),
    part('c', { parentPartId: 'b', hop: 2, account: SHOP, attributedSatang: 250n, stopReason: 'merchant_shield' }),
  ];

  it('has the holder of the account, and the holders to whom the known trail leads on', () => {
    const found = radius(split);
    expect(found.holders.map(({ account, reach, hop, amountSatang }) => [account, reach, hop, amountSatang])).toEqual([
      [MULE, 'order', 0, 400n],
      [NEXT, 'downstream', 1, 600n],
      [SHOP, 'downstream', 2, 0n],
    ]);
    // Money that is known to have gone on is not asked for again.
    expect(found.order).toMatchObject({ accounts: 1, amountSatang: 400n });
    expect(found.downstream).toMatchObject({ accounts: 2, amountSatang: 600n });
    expect(holderAt(SHOP, found).stopReasons).toEqual(['merchant_shield']);
  });

  it('counts a holder once, however many sums and parts meet there', () => {
    const found = radius([part('a', { attributedSatang: 300n }), part('b', { stolenSumId: 'S2' })]);
    expect(found.holders).toMatchObject([{ stolenSums: 2, attributedSatang: 1_300n, amountSatang: 300n }]);
  });

  it('follows no cycle: money that came back belongs to the same holder', () => {
    const back = part('c', { parentPartId: 'b', hop: 2, attributedSatang: 100n });
    const found = radius([part('a'), part('b', { parentPartId: 'a', hop: 1, account: NEXT }), back]);
    expect(found.holders.map(({ account, reach }) => [account, reach])).toEqual([
      [MULE, 'order'],
      [NEXT, 'downstream'],
    ]);
  });

  it('has only the hold of an order that continues one hold', () => {
    const parts = [part('a', { hold: hold('H1', 400n) }), part('b', { account: NEXT })];
    const found = radius(parts, {}, { kind: 'continue_order', target: { holdId: 'H1' } });
    expect(found).toMatchObject({ holders: [{ account: MULE, amountSatang: 400n }], downstream: { accounts: 0 } });
  });

  it('shows the other active holds of the account, without the hold that goes on', () => {
    const own: ActiveHold = { ...OTHER_HOLD, holdId: 'H1', caseId: 'C1' };
    const parts = [part('a', { hold: hold('H1', 400n) })];
    const found = radius(parts, { [accountKey(MULE)]: { activeHolds: [OTHER_HOLD, own], otherVictims: 2 } });
    expect(holderAt(MULE, found).otherHolds).toEqual([
      {
        holdId: 'X',
        caseId: 'C2',
        caseNo: 'RG-2',
        kind: 'section7',
        state: 'held',
        amountSatang: 700n,
        expiresAt: NOW,
      },
    ]);
    expect(found.order).toMatchObject({ otherHolds: 1, otherVictims: 2 });
  });

  it.each<[string, AccountOnRecord['colour'], string, string | null]>([
    ['unknown while nobody answered', NO_ANSWER, 'unknown', null],
    ['none', known('none'), 'none', null],
    ['dark grey, with how banks treat it', known('dark_grey'), 'dark_grey', 'th/P-DARK-GREY/2025-01-31'],
  ])('says of the colour: %s', (_name, colour, shown, ruleRowId) => {
    const holder = holderAt(MULE, radius([part('a')], { [accountKey(MULE)]: { colour } }));
    expect([holder.colour, holder.treatment?.ruleRowId ?? null]).toEqual([shown, ruleRowId]);
    if (ruleRowId !== null) expect(holder.treatment?.text.en).toMatch(/since 31 January 2025/);
  });

  it.each(['shielded_payment', 'regular_merchant_word', 'appeal_upheld_before', 'small_credits'] as const)(
    'names %s as what speaks for an innocent merchant',
    (sign) => {
      const signs = { ...QUIET.signs, [sign]: 3 };
      const found = radius(split, { [accountKey(NEXT)]: { signs } });
      expect(holderAt(NEXT, found).signsOfInnocence).toEqual([{ sign, count: 3 }]);
      expect([found.order.likelyInnocent, found.downstream.likelyInnocent]).toEqual([0, 1]);
    },
  );

  it('reaches beyond the amount only under a seizure warrant', () => {
    expect(radius([part('a')]).reachesWholeAccount).toBe(false);
    expect(radius([part('a')], {}, { kind: 'whole_account' }).reachesWholeAccount).toBe(true);
  });

  it('throws when an account of the trail was not looked up', () => {
    const order: ProposedOrder = { kind: 'aoc_suspension', account: MULE, target: { account: MULE } };
    expect(() =>
      blastRadius(order, { parts: [part('a')], free: free(1n), debits: [] }, new Map(), { rulebook: TH, now: NOW }),
    ).toThrow('was not looked up');
  });

  it.each(LIVE_HOLD_STATES)('goes on with a hold that is %s', (state) => {
    const found = radius([part('a', { hold: { ...hold('H', 500n), state } })]);
    expect(found.order.amountSatang).toBe(500n);
  });
});
