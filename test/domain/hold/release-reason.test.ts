import type { DebitVerdict } from '../../../src/domain/debit/debit-verdict.js';
import type { HoldKind, HoldState, ReleaseReason } from '../../../src/domain/hold/hold.js';
import {
  afterComplaint,
  type ClaimStanding,
  reasonOfExpiry,
  reasonToReleaseSum,
} from '../../../src/domain/hold/end/release-reason.js';

describe('why a hold ends by itself, by the row that set its expiry', () => {
  it.each<[string | undefined, ReleaseReason]>([
    ['P-URG', 'DEBIT_NOT_CONFIRMED'],
    ['P-GLASS', 'REQUEST_NOT_CONFIRMED'],
    ['P-EXP', 'EXPIRED'],
    ['P-3+7', 'EXPIRED'],
    ['OFF-6C', 'EXPIRED'],
    ['P-AOC7', 'EXPIRED'],
    ['P-CONT', 'EXPIRED'],
    [undefined, 'EXPIRED'],
  ])('%s: %s', (ruleId, reason) => {
    expect(reasonOfExpiry(ruleId)).toBe(reason);
  });
});

describe('why the holds of a stolen sum are released before their time', () => {
  it.each<[DebitVerdict, ClaimStanding, ReleaseReason | null]>([
    ['unknown', 'claimed', null],
    ['confirmed', 'claimed', null],
    ['denied', 'claimed', 'DEBIT_DENIED'],
    ['denied', 'withdrawn', 'DEBIT_DENIED'],
    ['unknown', 'withdrawn', 'WITHDRAWN'],
    ['confirmed', 'withdrawn', 'WITHDRAWN'],
    ['unknown', 'corrected', 'CORRECTED'],
    ['denied', 'corrected', 'DEBIT_DENIED'],
  ])('debit %s, the sum is %s: %s', (debit, claim, reason) => {
    expect(reasonToReleaseSum(debit, claim)).toBe(reason);
  });
});

describe('a hold when the complaint that gave it counts no more', () => {
  it.each<[HoldKind, HoldState, boolean, ReturnType<typeof afterComplaint>]>([
    ['section7', 'held', false, 'release'],
    ['section7', 'held', true, 'carry_on_by_notice'],
    ['section7', 'ordered', true, 'carry_on_by_notice'],
    ['aoc_suspension', 'partly_held', true, 'stand'],
    ['aoc_suspension', 'held', false, 'stand'],
    ['break_glass', 'held', false, 'stand'],
    ['continue_order', 'held', false, 'stand'],
    ['whole_account', 'held', false, 'stand'],
    ['section6', 'held', true, 'stand'],
    ['section6', 'unconfirmed', true, 'stand'],
    ['section6', 'held', false, 'stand'],
    ['section7', 'ordered', false, 'release'],
    ['section7', 'released', true, 'release'],
  ])('%s, %s, on a notice: %s: %s', (kind, state, restsOnNotice, next) => {
    expect(afterComplaint({ kind, state }, restsOnNotice)).toBe(next);
  });
});
