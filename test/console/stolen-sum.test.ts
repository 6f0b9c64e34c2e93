import type { CaseView, WhatBecame } from '../../web/src/api/schema.js';
import { askedFor, sharesOf } from '../../web/src/case/trail/stolen-sum.js';

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

describe('the bar of a stolen sum', () => {
  it('shows each satang once: its parts add up to the sum', () => {
    const fields = Object.keys(NOTHING) as (keyof WhatBecame)[];
    const became = Object.fromEntries(fields.map((field, index) => [field, String(10 ** index)])) as WhatBecame;
    const sum = sharesOf(became, '0').reduce((total, { satang }) => total + BigInt(satang), 0n);
    expect(sum).toBe(11_111_111_111n);
  });

  it.each([
    ['a part of it', '400', { asked: '50', warn: '400', open: '600' }],
    ['all of it', '1000', { asked: '50', warn: '1000', open: '0' }],
    ['more than is without an order', '5000', { asked: '50', warn: '1000', open: '0' }],
  ])('takes what waits for an approval, %s, from what has no order', (_, asked, expected) => {
    expect(amounts(sharesOf({ ...NOTHING, awaitingOrder: '1000', awaitingAnswer: '50' }, asked))).toMatchObject(
      expected,
    );
  });

  it('counts requests that wait, and none that is decided', () => {
    const request = (state: string, amountSatang: string) => ({ state, blastRadius: { order: { amountSatang } } });
    const freezeRequests = [request('requested', '100'), request('half_approved', '20'), request('approved', '3')];
    expect(askedFor({ freezeRequests } as unknown as CaseView)).toBe('120');
  });
});
