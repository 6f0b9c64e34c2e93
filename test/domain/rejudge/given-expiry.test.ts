import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { givenExpiry, type GivenOrder } from '../../../src/domain/rejudge/given-expiry.js';
import { clockSince, hoursBefore, NOW } from '../support.js';

const FIRST_ORDER = hoursBefore(NOW, 10);
const NOTIFIED = hoursBefore(NOW, 5);

function order(over: Partial<GivenOrder> = {}): GivenOrder {
  return {
    kind: 'section7',
    issuedAt: NOW,
    expiryRule: 'P-EXP',
    holdOrderedAt: FIRST_ORDER,
    notifiedAt: null,
    complaint: clockSince(hoursBefore(NOW, 12)),
    until: null,
    ...over,
  };
}

describe('what an expiry was computed from', () => {
  it.each<[HoldKind, Date | null, Date]>([
    ['section7', null, FIRST_ORDER],
    ['section6', NOTIFIED, NOTIFIED],
    ['aoc_suspension', null, NOW],
    ['break_glass', null, NOW],
    ['continue_order', null, NOW],
    ['whole_account', null, NOW],
  ])('for %s with a notice at %s, counts from %s', (kind, notifiedAt, expected) => {
    expect(givenExpiry(order({ kind, notifiedAt })).issuedAt).toBe(expected);
  });

  it.each([
    ['P-URG', false],
    ['P-EXP', true],
    ['P-3+7', true],
    ['P-CONT', true],
  ] as const)('by %s, has the debit confirmed: %s', (expiryRule, expected) => {
    expect(givenExpiry(order({ expiryRule })).debitConfirmed).toBe(expected);
  });
});
