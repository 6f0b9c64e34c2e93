import { watchedOf } from '../../../web/src/case/holds/watched.js';

const FIRST = '2026-11-20T02:00:00.000Z';
const ANSWERED = '2026-11-20T02:05:00.000Z';
const SECOND = '2026-11-21T02:00:00.000Z';
const RELEASED = '2026-11-22T02:00:00.000Z';
const EXPIRES = '2026-11-27T02:00:00.000Z';

const order = (issuedAt: string, watchesCredits: boolean) => ({ issuedAt, watchesCredits });
const answer = (amountSatang: string, applied = true) => ({
  kind: 'hold',
  amountSatang,
  applied,
  receivedAt: ANSWERED,
});
/** 300 of 1,000 baht are held, and the rest is watched for. */
const PARTLY: Parameters<typeof watchedOf>[0] = {
  state: 'partly_held',
  requestedSatang: '100000',
  expiresAt: EXPIRES,
  endedAt: null,
  orders: [order(FIRST, true)],
  receipts: [answer('30000')],
  release: null,
};

describe('the residual watch of a hold', () => {
  it('goes on until the hold expires while a part is not held', () => {
    expect(watchedOf(PARTLY)).toEqual({ is: 'on', since: FIRST, until: EXPIRES });
    expect(watchedOf({ ...PARTLY, state: 'ordered', receipts: [] })).toMatchObject({ is: 'on' });
  });

  it('is not there when no order asked for it', () => {
    expect(watchedOf({ ...PARTLY, orders: [order(FIRST, false)] })).toBeUndefined();
  });

  it('is over with the order for less, though the hold goes on', () => {
    const reduced = { ...PARTLY, orders: [order(FIRST, true), order(SECOND, false)] };
    expect(watchedOf(reduced)).toEqual({ is: 'over', since: FIRST, endedAt: SECOND });
  });

  it('is over with the answer by which all is held, not with one that had no effect', () => {
    const full = { ...PARTLY, state: 'held' as const, receipts: [answer('100000', false), answer('100000')] };
    expect(watchedOf(full)).toEqual({ is: 'over', since: FIRST, endedAt: ANSWERED });
  });

  it('is over when the release is ordered, before the institution has obeyed', () => {
    const released = { ...PARTLY, state: 'release_ordered' as const, release: { orderedAt: RELEASED } };
    expect(watchedOf(released)).toEqual({ is: 'over', since: FIRST, endedAt: RELEASED });
    expect(watchedOf({ ...released, state: 'released', endedAt: EXPIRES })).toMatchObject({ endedAt: RELEASED });
  });
});
