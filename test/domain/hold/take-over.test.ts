import type { HoldState } from '../../../src/domain/hold/hold.js';
import { ordersToTakeOver, takesOverOnce } from '../../../src/domain/hold/order/take-over.js';

describe('an order that an institution names as holding the same credit', () => {
  it.each<[string, { state: HoldState; isSameMoney: boolean } | null, boolean]>([
    ['is taken over when the centre does not know it', null, true],
    ['is taken over when its hold on the same money is over', { state: 'released', isSameMoney: true }, true],
    ['is taken over when its hold on the same money found nothing', { state: 'no_funds', isSameMoney: true }, true],
    ['stands beside it while its hold lives', { state: 'held', isSameMoney: true }, false],
    ['stands beside it until its release is acknowledged', { state: 'release_ordered', isSameMoney: true }, false],
    ['stands beside it when its money is seized', { state: 'seized', isSameMoney: true }, false],
    ['stands beside it when it is about another part or victim', { state: 'no_funds', isSameMoney: false }, false],
  ])('%s', (_name, onRecord, expected) => {
    expect(ordersToTakeOver([{ orderId: 'LOST', onRecord }])).toEqual(expected ? ['LOST'] : []);
  });

  it('is taken over by one order of a hold, once', () => {
    const first = { sequence: 1, takesOver: null };
    const second = { sequence: 2, takesOver: ['LOST'] };
    expect(takesOverOnce([first], first)).toBe('now');
    expect(takesOverOnce([first, second], first)).toBe('waits');
    expect(takesOverOnce([first, second], second)).toBe('no_more');
  });

  it('is taken over by one more order, where the first one took the place of a silent institution’s hold', () => {
    const first = { sequence: 1, takesOver: ['RELEASED'] };
    expect(takesOverOnce([first], first)).toBe('now');
  });
});
