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
    urgentFrom: null,
    section6: null,
    complaint: clockSince(hoursBefore(NOW, 12)),
    until: null,
    ...over,
  };
}

describe('what an expiry was computed from', () => {
  it.each<[HoldKind, Date]>([
    ['section7', FIRST_ORDER],
    ['aoc_suspension', NOW],
    ['break_glass', NOW],
    ['continue_order', NOW],
    ['whole_account', NOW],
  ])('for %s counts from %s', (kind, expected) => {
    expect(givenExpiry(order({ kind })).issuedAt).toBe(expected);
  });

  it('for section 6 is the clock of its notice', () => {
    const section6 = { rule: 'BANK-6A', notifiedAt: NOTIFIED, officerNotifiedAt: FIRST_ORDER } as const;
    expect(givenExpiry(order({ kind: 'section6', section6 })).section6).toEqual(section6);
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
