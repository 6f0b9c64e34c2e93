import type { MoneyGraph, WhatBecame } from '../../../web/src/api/schema.js';
import { asItIs, byBank, upTo } from '../../../web/src/case/trail/collapse.js';
import { adviceOnTrail } from '../../../web/src/case/trail/trail-advice.js';
import { layOut, neighbourOf } from '../../../web/src/case/trail/trail-layout.js';

const NOTHING: WhatBecame = {
  held: '0',
  suspended: '0',
  seized: '0',
  released: '0',
  onward: '0',
  offRails: '0',
  stopped: '0',
  awaitingReceiver: '0',
  awaitingOrder: '0',
  awaitingAnswer: '0',
  unexplained: '0',
};

function account(node: number, hop: number, institution: string, held: string): MoneyGraph['accounts'][number] {
  return {
    node,
    hop,
    institution,
    accountMasked: `xxxxxx${node}`,
    receivedSatang: held,
    became: { ...NOTHING, held },
    inCycle: false,
    stolenSums: 1,
    stops: [],
  };
}
const pay = (from: number | null, to: number | null, satang: string, minute: number) => ({
  transferId: `T${from}-${to}-${minute}`,
  from,
  to,
  amountSatang: satang,
  attributedSatang: satang,
  offRail: to === null ? 'cash' : null,
  transferredAt: `2026-11-25T07:0${minute}:00Z`,
});

const GRAPH: MoneyGraph = {
  stolenSatang: '600',
  became: NOTHING,
  accounts: [account(1, 0, 'th-014', '100'), account(2, 0, 'th-014', '200'), account(3, 1, 'th-014', '300')],
  transfers: [
    pay(null, 1, '100', 1),
    pay(null, 2, '500', 2),
    pay(1, 2, '50', 3),
    pay(2, 3, '300', 4),
    pay(1, null, '20', 5),
    pay(2, null, '30', 6),
  ],
};

describe('a trail put together by institution', () => {
  it('has one box for each hop and institution, and loses no satang', () => {
    const { accounts, transfers } = byBank(GRAPH);
    expect(accounts.map(({ node, hop, accounts: count, became }) => [node, hop, count, became.held])).toEqual([
      [1, 0, 2, '300'],
      [3, 1, 1, '300'],
    ]);
    expect(transfers.map(({ from, to, attributedSatang }) => [from, to, attributedSatang])).toEqual([
      [null, 1, '600'],
      [1, 3, '300'],
      [1, null, '50'],
    ]);
  });

  it('is left as it is unless somebody asks for it', () => {
    expect(asItIs(GRAPH).transfers).toEqual(GRAPH.transfers);
    expect(asItIs(GRAPH).accounts.map(({ accounts }) => accounts)).toEqual([1, 1, 1]);
  });

  it('shows at an earlier instant only what had been reached by then', () => {
    const early = upTo(GRAPH, Date.parse('2026-11-25T07:01:00Z'));
    expect(early.accounts.map(({ node }) => node)).toEqual([1]);
    expect(early.transfers).toHaveLength(1);
  });
});

describe('the arrow keys in the picture', () => {
  const picture = layOut(asItIs(GRAPH), 'hop');

  it.each([
    ['right from the victim, along the widest ribbon', 'victim', 'ArrowRight', 'account-2'],
    ['right from an account', 'account-2', 'ArrowRight', 'account-3'],
    ['left, back along it', 'account-3', 'ArrowLeft', 'account-2'],
    ['nowhere at an end', 'victim', 'ArrowLeft', undefined],
  ] as const)('lead %s', (_, from, arrow, to) => {
    expect(neighbourOf(picture, from, arrow)).toBe(to);
  });

  it('lead up and down within a column', () => {
    const [upper, lower] = ['account-1', 'account-2'].sort(
      (one, other) =>
        (picture.boxes.find(({ id }) => id === one)?.y ?? 0) - (picture.boxes.find(({ id }) => id === other)?.y ?? 0),
    );
    expect(neighbourOf(picture, upper ?? '', 'ArrowDown')).toBe(lower);
    expect(neighbourOf(picture, lower ?? '', 'ArrowUp')).toBe(upper);
  });
});

describe('a box of the picture', () => {
  it.each([
    ['ระงับ 9,500,020,209.89', 'wide'],
    ['For approval 1,450,000.50', 'wide'],
    ['ยังไม่สั่ง 33,333.33', 'usual'], // fourteen signs side by side, and four above them
  ])('is as wide as its state needs, and so is its column: %s', (state, expected) => {
    const [usual, box] = [layOut(asItIs(GRAPH), 'hop'), layOut(asItIs(GRAPH), 'hop', { states: [state] })];
    expect(box.widthPx > usual.widthPx ? 'wide' : 'usual').toBe(expected);
    const xOf = ({ boxes }: typeof usual) => boxes.find(({ id }) => id === 'account-1')?.x ?? 0;
    expect(xOf(box) - box.widthPx).toBe(xOf(usual) - usual.widthPx);
  });
});

describe('the columns of the picture', () => {
  const placeOf = (by: 'hop' | 'time', graph = asItIs(GRAPH)) => {
    const { boxes } = layOut(graph, by);
    return Object.fromEntries(boxes.map(({ id, column }) => [id, column]));
  };

  it('by hop are the hops, with the times of their transfers', () => {
    expect(placeOf('hop')).toMatchObject({ victim: 0, 'account-1': 1, 'account-2': 1, 'account-3': 2 });
    const { heads } = layOut(asItIs(GRAPH), 'hop');
    expect(heads.map(({ hop, fromMs, untilMs }) => [hop, minuteOf(fromMs), minuteOf(untilMs)])).toEqual([
      [0, 1, 3],
      [1, 4, 6],
    ]);
  });

  it('by time are the instants at which money first arrived, whatever the hop', () => {
    const graph = { ...GRAPH, transfers: [pay(null, 1, '100', 1), pay(null, 2, '200', 4), pay(1, 3, '100', 2)] };
    expect(placeOf('time', asItIs(graph))).toEqual({ victim: 0, 'account-1': 1, 'account-3': 2, 'account-2': 3 });
    const { heads } = layOut(asItIs(graph), 'time');
    expect(heads.map(({ place, fromMs }) => [place, minuteOf(fromMs)])).toEqual([
      [1, 1],
      [2, 2],
      [3, 4],
    ]);
  });

  it('by time are never more than sixteen', () => {
    const accounts = Array.from({ length: 40 }, (_, node) => account(node, 0, 'th-014', '1'));
    const transfers = accounts.map(({ node }) => ({
      ...pay(null, node, '1', 1),
      transferId: `T${node}`,
      transferredAt: new Date(Date.UTC(2026, 10, 25, 7, node)).toISOString(),
    }));
    const { heads } = layOut(asItIs({ ...GRAPH, accounts, transfers }), 'time');
    expect(heads.map(({ fromMs, untilMs }) => (untilMs - fromMs) / 60_000)).toEqual([...Array<number>(13).fill(2), 0]);
  });

  const minuteOf = (at: number) => new Date(at).getUTCMinutes();
});

describe('the advice on a trail', () => {
  type Advice = Parameters<typeof adviceOnTrail>[2][number];
  const advice = (id: string, partId: string | null, more: Partial<Advice>) =>
    ({
      id,
      kind: 'hop_risk',
      account: { institution: 'th-014', accountMasked: `xxxxxx${partId?.slice(1)}` },
      partId,
      band: 'high',
      score: 0.5,
      isValid: true,
      ...more,
    }) as Advice;
  const links = [
    { partId: 'P1', hop: 0 },
    { partId: 'P2', hop: 0 },
    { partId: 'P3', hop: 1 },
  ] as Parameters<typeof adviceOnTrail>[1];

  it('stands at the account that its part of the trail reached, as long as it is in force', () => {
    const { bands } = adviceOnTrail(GRAPH, links, [
      advice('a', 'P1', {}),
      advice('b', 'P2', { band: 'likely_innocent' }),
      advice('c', 'P3', { isValid: false }),
      advice('d', null, {}),
      // Its part reached the account on another hop.
      advice('e', 'P3', { account: { institution: 'th-014', accountMasked: 'xxxxxx1' } }),
    ]);
    expect([...bands]).toEqual([
      [1, ['high']],
      [2, ['likely_innocent']],
    ]);
  });
});
