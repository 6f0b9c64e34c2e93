import type { HoldState } from '../../../src/domain/hold/hold.js';
import {
  givingWay,
  type MoneyHeldBefore,
  ordersToTakeOver,
  takesOverOnce,
} from '../../../src/domain/hold/order/take-over.js';

describe('an order that an institution names as holding the same credit', () => {
  it.each<[string, { state: HoldState; money: MoneyHeldBefore; isHeldAfterAll?: boolean } | null, boolean]>([
    ['is taken over when the centre does not know it', null, true],
    ['is taken over when its hold on the same part is over', { state: 'released', money: 'of_part' }, true],
    ['is taken over when the hold of a rival is over', { state: 'released', money: 'of_rival' }, true],
    ['is taken over when the hold of a rival found nothing', { state: 'no_funds', money: 'of_rival' }, true],
    ['stands beside it when its hold on the same part found nothing', { state: 'no_funds', money: 'of_part' }, false],
    [
      'is taken over when its hold on the same part found nothing, and its institution holds by it after all',
      { state: 'no_funds', money: 'of_part', isHeldAfterAll: true },
      true,
    ],
    ['stands beside it while its hold lives', { state: 'held', money: 'of_part' }, false],
    ['stands beside it until its release is acknowledged', { state: 'release_ordered', money: 'of_part' }, false],
    ['stands beside it when its money is seized', { state: 'seized', money: 'of_part' }, false],
    ['stands beside it when it is about another part or victim', { state: 'no_funds', money: 'other' }, false],
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

describe('a hold that gives way to a new order on the same money', () => {
  it.each<[string, HoldState, boolean | undefined, boolean]>([
    ['is one whose release was not answered in time', 'release_ordered', true, true],
    ['is none while its institution may still answer', 'release_ordered', false, false],
    ['is none where nothing is known of an answer', 'release_ordered', undefined, false],
    ['is none that stands', 'held', true, false],
    ['is none that is over', 'released', true, false],
  ])('%s', (_name, state, isReleaseOverdue, expected) => {
    const hold = { state, ...(isReleaseOverdue === undefined ? {} : { isReleaseOverdue }) };
    expect(givingWay([hold])).toEqual(expected ? [hold] : []);
  });
});
