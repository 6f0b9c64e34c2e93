import { isDecidedAnew, type OrderOfHold } from '../../../src/domain/appeal/new-round.js';

const ANSWERED = new Date('2026-03-02T10:00:00Z');
const at = (hours: number) => new Date(ANSWERED.getTime() + hours * 3_600_000);
const order = (sequence: number, over: Partial<OrderOfHold>): OrderOfHold => ({
  sequence,
  kind: 'section7',
  issuedAt: at(-24),
  expiresAt: at(48),
  refusedAt: null,
  ...over,
});
const FIRST = order(1, {});
const CONTINUED = order(2, { kind: 'continue_order', issuedAt: at(-2), expiresAt: at(100) });
const since = (over: Partial<OrderOfHold>) => order(3, { issuedAt: at(1), expiresAt: at(48), ...over });

describe('whether persons decided after the last answer that a hold goes on', () => {
  it.each<[string, OrderOfHold[], boolean]>([
    ['a continue-order takes the place of section 7', [FIRST, since({ kind: 'continue_order' })], true],
    ['the centre suspends what section 7 held', [FIRST, since({ kind: 'aoc_suspension' })], true],
    ['a seizure warrant covers the account', [FIRST, since({ kind: 'whole_account' })], true],
    ['a new power that ends sooner', [CONTINUED, since({ kind: 'whole_account', expiresAt: at(50) })], true],
    ['the same power for longer', [FIRST, CONTINUED, since({ kind: 'continue_order', expiresAt: at(200) })], true],
    [
      'the confirmation of an urgent order',
      [order(1, { kind: 'break_glass' }), since({ kind: 'aoc_suspension' })],
      true,
    ],
    ['nothing but what the answer knew', [FIRST, CONTINUED], false],
    [
      'an order of the very instant of the answer',
      [FIRST, order(2, { kind: 'continue_order', issuedAt: ANSWERED })],
      false,
    ],
    ['an order of a moment later', [FIRST, order(2, { kind: 'continue_order', issuedAt: at(0.001) })], true],
    ['section 7 for longer, as the debit is confirmed', [FIRST, since({ expiresAt: at(200) })], false],
    ['a notice of section 6', [FIRST, since({ kind: 'section6', expiresAt: at(200) })], false],
    ['an order for less, or a catch', [FIRST, CONTINUED, since({ kind: 'continue_order', expiresAt: at(100) })], false],
    [
      'the same power for a shorter time',
      [FIRST, CONTINUED, since({ kind: 'continue_order', expiresAt: at(50) })],
      false,
    ],
    ['an order that the institution refused', [FIRST, since({ kind: 'continue_order', refusedAt: at(2) })], false],
    ['the first order of all', [order(1, { kind: 'aoc_suspension', issuedAt: at(1) })], false],
    ['whatever order they are read in', [since({ kind: 'continue_order' }), FIRST], true],
  ])('%s', (_case, orders, expected) => {
    expect(isDecidedAnew(orders, ANSWERED)).toBe(expected);
  });
});
