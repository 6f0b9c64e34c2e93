import type { HoldState } from '../../../src/domain/hold/hold.js';
import { orderedNow } from '../../../src/domain/hold/order/ordered-now.js';
import { NOW } from '../support.js';

const ordered = (requestedSatang: bigint, refusedAt: Date | null = null) => ({ requestedSatang, refusedAt });

describe('what an institution is asked for now, and whether it holds that', () => {
  it.each<[string, HoldState, bigint, ReturnType<typeof ordered>[], [bigint, HoldState]]>([
    ['all of the first order', 'held', 50n, [ordered(50n)], [50n, 'held']],
    ['a part of the first order', 'partly_held', 30n, [ordered(50n)], [50n, 'partly_held']],
    ['all of an order for less', 'partly_held', 12n, [ordered(50n), ordered(12n)], [12n, 'held']],
    ['more than an order for less asks, not answered', 'held', 50n, [ordered(50n), ordered(12n)], [12n, 'held']],
    ['a part of an order for less', 'held', 9n, [ordered(50n), ordered(12n)], [12n, 'partly_held']],
    ['a part of an order for more', 'partly_held', 30n, [ordered(30n), ordered(50n)], [50n, 'partly_held']],
    ['less than before, of the same order', 'held', 20n, [ordered(50n)], [50n, 'partly_held']],
    ['all of the order before a refused one', 'held', 30n, [ordered(30n), ordered(50n, NOW)], [30n, 'held']],
    ['an order that nobody answered', 'ordered', 0n, [ordered(50n)], [50n, 'ordered']],
    ['nothing, because it refused every order', 'refused', 0n, [ordered(50n, NOW)], [60n, 'refused']],
    ['what it is to let go', 'release_ordered', 12n, [ordered(50n), ordered(12n)], [12n, 'release_ordered']],
  ])('%s', (_what, state, heldSatang, orders, [requestedSatang, told]) => {
    expect(orderedNow({ state, heldSatang, requestedSatang: 60n }, orders)).toEqual({ requestedSatang, state: told });
  });
});
