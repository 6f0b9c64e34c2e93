import * as fc from 'fast-check';
import { type OwnOrder, reconcile, type Stated, STATED_STATES } from '../../../src/domain/statement/compare-books.js';
import { HOLD_STATES, HOLDING_STATES } from '../../../src/domain/hold/hold.js';

const NOW = new Date('2026-12-01T10:00:00Z');
const GRACE = { now: NOW, graceMs: 900_000 };
const ago = (minutes: number): Date => new Date(NOW.getTime() - minutes * 60_000);
const END = new Date('2026-12-04T10:00:00Z');

function own(over: Partial<OwnOrder> = {}): OwnOrder {
  return {
    orderId: 'order',
    holdId: 'hold',
    accountNo: '1112223334',
    askedSatang: 25_000n,
    expiresAt: END,
    sentAt: ago(120),
    answeredAt: ago(120),
    isNewest: true,
    holdState: 'held',
    heldSatang: 25_000n,
    changedAt: ago(120),
    askedAt: null,
    open: [],
    settledAt: null,
    ...over,
  };
}
function stated(over: Partial<Stated> = {}): Stated {
  return {
    orderId: 'order',
    holdId: 'hold',
    accountNo: '1112223334',
    askedSatang: 25_000n,
    heldSatang: 25_000n,
    state: 'HELD',
    expiresAt: END,
    changedAt: ago(120),
    ...over,
  };
}

/** What comes of one order and its entry: `ask`, the kinds of breaks, and what healed. */
function of(ours: OwnOrder | null, theirs: Stated | null): string[] {
  const { ask, breaks, healed } = reconcile(ours === null ? [] : [ours], theirs === null ? [] : [theirs], GRACE);
  return [...ask.map(() => 'ask'), ...breaks.map(({ kind }) => kind), ...healed.map(({ kind }) => `healed ${kind}`)];
}
const ASKED = { askedAt: ago(60) };

describe('the comparison of two books', () => {
  it.each<[string, OwnOrder | null, Stated | null, string[]]>([
    ['the same in both', own(), stated(), []],
    ['held by an order that the centre does not know', null, stated(), ['UNKNOWN_TO_CENTRE']],
    ['nothing held by such an order', null, stated({ state: 'LAPSED', heldSatang: 0n }), []],
    ['an order that the institution does not name', own(), null, ['ask']],
    ['the same, after it was asked', own(ASKED), null, ['UNKNOWN_TO_BANK']],
    ['the same, while it is being asked', own({ askedAt: ago(5) }), null, []],
    ['the same, which did not come to it', own({ sentAt: null, answeredAt: null, holdState: 'ordered' }), null, []],
    ['the same, not answered yet', own({ answeredAt: null, holdState: 'ordered' }), null, []],
    ['the same, of a hold that is over', own({ holdState: 'released', heldSatang: 0n }), null, []],
    ['less held', own(), stated({ heldSatang: 1n }), ['ask']],
    ['less held, after it was asked', own(ASKED), stated({ heldSatang: 1n }), ['STATEMENT_AMOUNT']],
    ['less held, changed after it was asked', own(ASKED), stated({ heldSatang: 1n, changedAt: ago(30) }), ['ask']],
    ['less held, just now', own(), stated({ heldSatang: 1n, changedAt: ago(5) }), []],
    ['less held, where our book changed just now', own({ changedAt: ago(5) }), stated({ heldSatang: 1n }), []],
    ['another sum asked for', own(ASKED), stated({ askedSatang: 1n }), ['STATEMENT_AMOUNT']],
    ['another end', own(), stated({ expiresAt: ago(-1) }), ['STATEMENT_EXPIRY']],
    ['another account', own(), stated({ accountNo: '9998887776' }), ['STATEMENT_ACCOUNT']],
    ['nothing held where money is', own(ASKED), stated({ state: 'RELEASED', heldSatang: 0n }), ['STATEMENT_STATE']],
    ['held after the end', own({ ...ASKED, holdState: 'released', heldSatang: 0n }), stated(), ['STATEMENT_STATE']],
    ['held after the end, at first', own({ holdState: 'released', heldSatang: 0n }), stated(), ['ask']],
    ['held while its release is under way', own({ holdState: 'release_ordered' }), stated(), []],
    ['held by an order that was replaced', own({ ...ASKED, isNewest: false }), stated(), ['STATEMENT_STATE']],
    ['a replaced order', own({ isNewest: false }), stated({ state: 'REPLACED', heldSatang: 0n }), []],
    ['a break that is open', own({ ...ASKED, open: ['STATEMENT_AMOUNT'] }), stated({ heldSatang: 1n }), []],
    ['a break that healed', own({ open: ['STATEMENT_AMOUNT'] }), stated(), ['healed STATEMENT_AMOUNT']],
    ['what a person settled', own({ ...ASKED, settledAt: ago(30) }), stated({ heldSatang: 1n }), []],
    [
      'what changed after a person settled it',
      own({ askedAt: ago(100), settledAt: ago(110) }),
      stated({ heldSatang: 1n, changedAt: ago(105) }),
      ['STATEMENT_AMOUNT'],
    ],
  ])('finds of %s', (_what, ours, theirs, found) => {
    expect(of(ours, theirs)).toEqual(found);
  });

  const satang = fc.bigInt({ min: 1n, max: 1_000n });
  const held = fc.record({ asked: satang, held: satang, state: fc.constantFrom(...HOLDING_STATES) });
  const books = fc.array(held, { maxLength: 30 }).map((orders) =>
    orders.map(({ asked, held: amount, state }, index) => {
      const orderId = `order-${index}`;
      const same = { orderId, holdId: `hold-${index}`, askedSatang: asked, heldSatang: amount };
      return { ours: own({ ...same, ...ASKED, holdState: state }), theirs: stated(same) };
    }),
  );

  it('finds nothing in two equal books', () => {
    fc.assert(
      fc.property(books, (both) => {
        const found = reconcile(
          both.map(({ ours }) => ours),
          both.map(({ theirs }) => theirs),
          GRACE,
        );
        expect(found).toEqual({ ask: [], breaks: [], healed: [] });
      }),
    );
  });

  it('finds exactly the difference that is planted', () => {
    const plants: [string, (entry: Stated) => Stated | null][] = [
      ['UNKNOWN_TO_BANK', () => null],
      ['STATEMENT_AMOUNT', (entry) => ({ ...entry, heldSatang: entry.heldSatang + 1n })],
      ['STATEMENT_AMOUNT', (entry) => ({ ...entry, askedSatang: entry.askedSatang + 1n })],
      ['STATEMENT_STATE', (entry) => ({ ...entry, state: 'LAPSED' })],
      ['STATEMENT_EXPIRY', (entry) => ({ ...entry, expiresAt: new Date(entry.expiresAt.getTime() + 1) })],
      ['STATEMENT_ACCOUNT', (entry) => ({ ...entry, accountNo: '0000000000' })],
    ];
    fc.assert(
      fc.property(books, fc.nat(), fc.constantFrom(...plants), (both, at, [kind, plant]) => {
        fc.pre(both.length > 0);
        const place = at % both.length;
        const theirs = both.flatMap(({ theirs: entry }, index) => (index === place ? (plant(entry) ?? []) : [entry]));
        const ours = both.map((each) => each.ours);
        const { breaks, ask, healed } = reconcile(ours, theirs, GRACE);
        expect([ask, healed]).toEqual([[], []]);
        expect(breaks.map((found) => [found.kind, found.orderId])).toEqual([[kind, `order-${place}`]]);
        const forgotten = reconcile(
          ours.filter((_, index) => index !== place),
          both.map((each) => each.theirs),
          GRACE,
        );
        expect(forgotten.breaks.map((found) => [found.kind, found.orderId])).toEqual([
          ['UNKNOWN_TO_CENTRE', `order-${place}`],
        ]);
      }),
    );
  });

  it('believes no change that is still to come: a clock that is ahead hides nothing, and asks no question again', () => {
    const ahead = { changedAt: ago(-60) };
    expect(of(own(), stated({ ...ahead, state: 'LAPSED' }))).toEqual(['ask']);
    expect(of(own(ASKED), stated({ ...ahead, state: 'LAPSED' }))).toEqual(['STATEMENT_STATE']);
    expect(of(own(), stated({ ...ahead, accountNo: '0000000000' }))).toEqual(['STATEMENT_ACCOUNT']);
    expect(of(own({ ...ASKED, settledAt: ago(30) }), stated({ ...ahead, state: 'LAPSED' }))).toEqual([]);
  });

  it('takes rows of one order that differ for a difference, in whatever order they stand', () => {
    const rows = [stated(), stated({ heldSatang: 1n }), stated({ state: 'LAPSED', heldSatang: 0n })];
    for (const theirs of [rows, rows.toReversed()]) {
      const asked = reconcile([own()], theirs, GRACE);
      expect([asked.ask.length, asked.breaks.length]).toEqual([1, 0]);
      const found = reconcile([own(ASKED)], theirs, GRACE);
      expect(found.breaks.map(({ kind }) => kind).sort()).toEqual(['STATEMENT_AMOUNT', 'STATEMENT_STATE']);
      const open = reconcile([own({ ...ASKED, open: ['STATEMENT_STATE', 'STATEMENT_AMOUNT'] })], theirs, GRACE);
      expect(open.healed).toEqual([]);
      const unknown = reconcile([], theirs, GRACE);
      expect(unknown.breaks.map(({ stated: entry }) => entry?.heldSatang)).toEqual([25_000n]);
    }
    expect(reconcile([own()], [stated(), stated()], GRACE)).toEqual({ ask: [], breaks: [], healed: [] });
  });

  it('says of every pair of states at most one thing, and of none that an institution is accused at once', () => {
    for (const holdState of HOLD_STATES)
      for (const state of STATED_STATES)
        expect(of(own({ holdState }), stated({ state })).filter((what) => what !== 'ask')).toEqual([]);
  });
});
