import type { CaseView, MoneyGraph, WhatBecame } from '../../../web/src/api/schema.js';
import { askedFor, sharesOf } from '../../../web/src/case/trail/stolen-sum.js';

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
const amounts = (shares: ReturnType<typeof sharesOf>) =>
  Object.fromEntries(shares.map(({ kind, satang }) => [kind, satang]));

type Stop = MoneyGraph['accounts'][number]['stops'][number];

/** The graph of a sum; each stop is at an account of its own, where so much stands. */
function graph(became: Partial<WhatBecame>, ...stops: (Stop & { satang: string })[]): MoneyGraph {
  const accounts = stops.map(({ satang, ...stop }) => ({ stops: [stop], became: { ...NOTHING, stopped: satang } }));
  return { became: { ...NOTHING, ...became }, accounts } as unknown as MoneyGraph;
}

describe('the bar of a stolen sum', () => {
  it('shows each satang once: its parts add up to the sum', () => {
    const fields = Object.keys(NOTHING) as (keyof WhatBecame)[];
    const became = Object.fromEntries(fields.map((field, index) => [field, String(10 ** index)])) as WhatBecame;
    const sum = sharesOf(graph(became), '0').reduce((total, { satang }) => total + BigInt(satang), 0n);
    expect(sum).toBe(11_111_111_111n);
  });

  it.each([
    ['a part of it', '400', { asked: '50', warn: '400', open: '600' }],
    ['all of it', '1000', { asked: '50', warn: '1000', open: '0' }],
    ['more than is without an order', '5000', { asked: '50', warn: '1000', open: '0' }],
  ])('takes what waits for an approval, %s, from what has no order', (_, asked, expected) => {
    const sum = graph({ awaitingOrder: '1000', awaitingAnswer: '50' });
    expect(amounts(sharesOf(sum, asked))).toMatchObject(expected);
  });

  it('shows a request for money at which the trail stops, and calls only a shop or a wage protected', () => {
    const sum = graph(
      { stopped: '1000' },
      { reason: 'no_power', passedBy: 'person', satang: '600' },
      { reason: 'merchant_shield', passedBy: 'person', satang: '300' },
      { reason: 'not_enrolled', passedBy: 'nobody', satang: '100' },
    );
    expect(amounts(sharesOf(sum, '0'))).toMatchObject({ open: '600', shield: '300', gone: '100', warn: '0' });
    expect(amounts(sharesOf(sum, '500'))).toMatchObject({ open: '100', shield: '300', gone: '100', warn: '500' });
  });

  it('counts requests that wait, and none that is decided', () => {
    const request = (state: string, amountSatang: string) => ({ state, blastRadius: { order: { amountSatang } } });
    const freezeRequests = [request('requested', '100'), request('half_approved', '20'), request('approved', '3')];
    expect(askedFor({ freezeRequests } as unknown as CaseView)).toBe('120');
  });
});
