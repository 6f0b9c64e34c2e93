import {
  type HoldNext,
  type HoldProgress,
  nextHoldStep,
  type OrderCalls,
  orderToPoll,
  orderToSend,
} from '../../../src/domain/hold/next-step.js';
import { NOW, hoursAfter, hoursBefore } from '../support.js';

function progress(over: Partial<HoldProgress>): HoldProgress {
  return {
    state: 'ordered',
    expiresAt: hoursAfter(NOW, 1),
    releaseOrdered: false,
    releaseAcknowledged: false,
    orders: [],
    ...over,
  };
}

const EXPIRED = hoursBefore(NOW, 1);
const SOON = hoursAfter(NOW, 0.5);

function order(over: Partial<OrderCalls>): OrderCalls {
  return {
    sentAt: null,
    answeredAt: null,
    expiresAt: hoursAfter(NOW, 2),
    nextAttemptAt: NOW,
    leasedUntil: null,
    ...over,
  };
}

const sent = (nextAttemptAt: Date) => order({ sentAt: EXPIRED, nextAttemptAt });
const ANSWERED = order({ sentAt: EXPIRED, answeredAt: EXPIRED, nextAttemptAt: EXPIRED });
const RELEASE: HoldNext = { do: 'order_release', reason: 'EXPIRED' };

describe('a hold next', () => {
  it.each<[string, Partial<HoldProgress>, HoldNext]>([
    ['sends its first order', { orders: [order({})] }, { do: 'send' }],
    ['sends an extension while held', { state: 'held', orders: [ANSWERED, order({})] }, { do: 'send' }],
    [
      'goes on by what is left when its own power is over',
      { state: 'held', orders: [order({ powerEndsAt: NOW })] },
      { do: 'end_power' },
    ],
    [
      'waits for the end of its own power',
      { state: 'held', orders: [{ ...ANSWERED, powerEndsAt: SOON }] },
      { do: 'wait', until: SOON, for: 'expire' },
    ],
    ['is released when both are over', { expiresAt: NOW, orders: [order({ powerEndsAt: EXPIRED })] }, RELEASE],
    ['sends before it polls', { orders: [sent(EXPIRED), order({})] }, { do: 'send' }],
    ['polls when it is time', { state: 'unconfirmed', orders: [sent(NOW)] }, { do: 'poll' }],
    ['waits for the poll', { orders: [sent(SOON)] }, { do: 'wait', until: SOON, for: 'poll' }],
    [
      'waits while another sends its order',
      { orders: [order({ leasedUntil: SOON })] },
      { do: 'wait', until: SOON, for: 'send' },
    ],
    ['sends an order whose sender has died', { orders: [order({ leasedUntil: NOW })] }, { do: 'send' }],
    [
      'waits before it sends again',
      { orders: [order({ nextAttemptAt: SOON })] },
      { do: 'wait', until: SOON, for: 'send' },
    ],
    [
      'asks for the newest order, however long an older one has had no answer',
      { orders: [sent(EXPIRED), sent(SOON)] },
      { do: 'wait', until: SOON, for: 'poll' },
    ],
    [
      'asks for an older order when the newest is answered',
      { state: 'held', orders: [sent(EXPIRED), ANSWERED] },
      { do: 'poll' },
    ],
    [
      'polls the order that arrived while the one after it waits to be sent again',
      { orders: [sent(NOW), order({ nextAttemptAt: SOON })] },
      { do: 'poll' },
    ],
    [
      'sends no order before the one that it replaces',
      { orders: [order({ nextAttemptAt: SOON }), order({})] },
      { do: 'wait', until: SOON, for: 'send' },
    ],
    [
      'sends no order that has expired',
      { orders: [order({ expiresAt: EXPIRED }), order({ nextAttemptAt: SOON })] },
      { do: 'wait', until: SOON, for: 'send' },
    ],
    [
      'waits for its expiry when that is sooner than the poll',
      { orders: [sent(hoursAfter(NOW, 9))] },
      { do: 'wait', until: hoursAfter(NOW, 1), for: 'expire' },
    ],
    ['waits for its expiry when held', { state: 'held' }, { do: 'wait', until: hoursAfter(NOW, 1), for: 'expire' }],
    [
      'does not poll when nothing is awaited',
      { state: 'held', orders: [ANSWERED] },
      { do: 'wait', until: hoursAfter(NOW, 1), for: 'expire' },
    ],
    ['is released at the instant of expiry', { state: 'held', expiresAt: NOW }, RELEASE],
    ['is released although never sent', { expiresAt: EXPIRED, orders: [order({})] }, RELEASE],
    ['is released although unconfirmed', { state: 'unconfirmed', expiresAt: EXPIRED, orders: [sent(NOW)] }, RELEASE],
    ['sends its release', { state: 'release_ordered', releaseOrdered: true }, { do: 'send_release' }],
    [
      'sends its release once it is ordered, whatever its state says',
      { state: 'held', releaseOrdered: true },
      { do: 'send_release' },
    ],
    [
      'sends its release by its state alone',
      { state: 'release_ordered', releaseOrdered: false },
      { do: 'send_release' },
    ],
    [
      'sends its release and nothing else, expired or unsent',
      { state: 'release_ordered', releaseOrdered: true, expiresAt: EXPIRED, orders: [order({}), order({})] },
      { do: 'send_release' },
    ],
    [
      'is done when the release is acknowledged',
      { state: 'release_ordered', releaseOrdered: true, releaseAcknowledged: true },
      { do: 'done' },
    ],
    ['is done when released', { state: 'released', releaseOrdered: true, releaseAcknowledged: true }, { do: 'done' }],
    ['is done when nothing was there', { state: 'no_funds', expiresAt: EXPIRED }, { do: 'done' }],
    ['is done when refused', { state: 'refused' }, { do: 'done' }],
    ['is done when seized', { state: 'seized', expiresAt: EXPIRED }, { do: 'done' }],
  ])('%s', (_name, over, expected) => {
    expect(nextHoldStep(progress(over), NOW)).toEqual(expected);
  });
});

describe('the next call about an order', () => {
  it('is to an order that is due for nothing else', () => {
    const [first, second, third] = [sent(NOW), sent(SOON), order({})];
    expect(orderToSend([first, second, third], NOW)).toBe(third);
    expect(orderToPoll([first, second, third])).toBe(second);
    expect(orderToSend([ANSWERED, first], NOW)).toBeUndefined();
    expect(orderToPoll([ANSWERED, third])).toBeUndefined();
  });
});
