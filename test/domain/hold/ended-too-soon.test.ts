import { endedTooSoon } from '../../../src/domain/hold/ended-too-soon.js';
import type { ExpiryInput } from '../../../src/domain/hold/expiry.js';
import type { HoldKind, HoldState } from '../../../src/domain/hold/hold.js';
import { hoursAfter, NOW, TH } from '../support.js';

const URGENT_END = hoursAfter(NOW, 1);

describe('a hold that its time ended too soon', () => {
  it.each<[string, HoldKind, HoldState, string | null, boolean, boolean]>([
    [
      'is one of section 7 whose debit was confirmed by then',
      'section7',
      'released',
      'DEBIT_NOT_CONFIRMED',
      true,
      true,
    ],
    ['is none whose debit nobody had confirmed', 'section7', 'released', 'DEBIT_NOT_CONFIRMED', false, false],
    ['is none that is not let go yet', 'section7', 'release_ordered', 'DEBIT_NOT_CONFIRMED', true, false],
    ['is none that a person released', 'section7', 'released', 'OFFICER_RELEASE', true, false],
    ['is none whose debit was denied', 'section7', 'released', 'DEBIT_DENIED', true, false],
    ['is none of another power', 'aoc_suspension', 'released', 'EXPIRED', true, false],
  ])('%s', (_name, kind, state, stateReason, debitConfirmed, expected) => {
    const knownThen: ExpiryInput = { kind: 'section7', issuedAt: NOW, debitConfirmed, complaint: null, until: null };
    const hold = { kind, state, stateReason, expiresAt: URGENT_END };
    expect(endedTooSoon(hold, knownThen, TH)).toBe(expected);
  });

  it('is one that an officer’s act known by then lets stand for seven days, and none once these are over', () => {
    const clock = { receivedAt: NOW, statementAt: hoursAfter(NOW, 70), officerActed: true };
    const knownThen: ExpiryInput = {
      kind: 'section7',
      issuedAt: NOW,
      debitConfirmed: true,
      complaint: clock,
      until: null,
    };
    const ended = (hours: number) => ({
      kind: 'section7' as const,
      state: 'released' as const,
      stateReason: 'EXPIRED',
      expiresAt: hoursAfter(NOW, hours),
    });
    const at = (hours: number) => endedTooSoon(ended(hours), knownThen, TH);
    expect([at(72), at(168)]).toEqual([true, false]);
  });
});
