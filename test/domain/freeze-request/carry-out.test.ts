import {
  extendsHoldsThere,
  leavesUnheld,
  mayExtend,
  mustBeCarriedOut,
  mustBeReversed,
  powerOfRequest,
} from '../../../src/domain/freeze-request/carry-out.js';
import type { FreezeRequestKind, FreezeRequestState } from '../../../src/domain/freeze-request/freeze-request.js';
import type { HoldKind, HoldState } from '../../../src/domain/hold/hold.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

describe('a freeze request', () => {
  it.each<[FreezeRequestKind, FreezeRequestState, boolean]>([
    ['aoc_suspension', 'requested', false],
    ['aoc_suspension', 'approved', true],
    ['aoc_suspension', 'refused', false],
    ['aoc_suspension', 'expired', false],
    ['whole_account', 'half_approved', false],
    ['whole_account', 'approved', true],
    ['continue_order', 'approved', true],
    ['residual', 'requested', false],
    ['residual', 'approved', true],
    ['break_glass', 'half_approved', true],
    ['break_glass', 'approved', true],
    ['break_glass', 'refused', false],
    ['break_glass', 'expired', false],
  ])('%s that is %s and has no orders yet is carried out: %s', (kind, state, expected) => {
    const isSettled = state !== 'requested' && state !== 'half_approved';
    const settledAt = isSettled ? NOW : null;
    expect(mustBeCarriedOut({ kind, state, settledAt, carriedOutAt: null })).toBe(expected);
  });

  it.each<[string, FreezeRequestState, Date | null, Date, boolean]>([
    ['made and carried out', 'half_approved', null, NOW, false],
    ['confirmed after it was carried out', 'approved', NOW, hoursBefore(NOW, 1), true],
    ['confirmed and carried out at the same instant', 'approved', NOW, NOW, false],
    ['confirmed and carried out again', 'approved', NOW, hoursAfter(NOW, 1), false],
  ])('of break-glass, %s, needs orders: %s', (_name, state, settledAt, carriedOutAt, expected) => {
    expect(mustBeCarriedOut({ kind: 'break_glass', state, settledAt, carriedOutAt })).toBe(expected);
  });

  it.each<[FreezeRequestKind, FreezeRequestState, boolean]>([
    ['break_glass', 'half_approved', false],
    ['break_glass', 'approved', false],
    ['break_glass', 'refused', true],
    ['break_glass', 'expired', true],
    ['aoc_suspension', 'refused', false],
    ['whole_account', 'expired', false],
  ])('%s that is %s takes its orders back: %s', (kind, state, expected) => {
    expect(mustBeReversed({ kind, state })).toBe(expected);
  });

  it.each<[FreezeRequestKind, FreezeRequestState, HoldKind]>([
    ['aoc_suspension', 'approved', 'aoc_suspension'],
    ['continue_order', 'approved', 'continue_order'],
    ['whole_account', 'approved', 'whole_account'],
    ['break_glass', 'half_approved', 'break_glass'],
    ['break_glass', 'approved', 'aoc_suspension'],
  ])('%s that is %s gives the power %s', (kind, state, power) => {
    expect(powerOfRequest({ kind, state })).toBe(power);
  });

  it('of a catch gives no power of its own', () => {
    expect(() => powerOfRequest({ kind: 'residual', state: 'approved' })).toThrow('the power of its hold');
  });
});

describe('a hold at the account of an order', () => {
  it.each<[HoldState, Date, boolean]>([
    ['ordered', hoursAfter(NOW, 1), true],
    ['unconfirmed', hoursAfter(NOW, 1), true],
    ['held', hoursAfter(NOW, 1), true],
    ['partly_held', hoursAfter(NOW, 1), true],
    ['held', NOW, false],
    ['held', hoursBefore(NOW, 1), false],
    ['release_ordered', hoursAfter(NOW, 1), false],
    ['released', hoursAfter(NOW, 1), false],
    ['no_funds', hoursAfter(NOW, 1), false],
    ['refused', hoursAfter(NOW, 1), false],
    ['seized', hoursAfter(NOW, 1), false],
  ])('that is %s until %s may be extended: %s', (state, expiresAt, expected) => {
    expect(mayExtend({ state, expiresAt }, NOW)).toBe(expected);
  });

  it.each<[HoldKind, boolean]>([
    ['aoc_suspension', true],
    ['continue_order', true],
    ['whole_account', true],
    ['break_glass', false],
  ])('goes on under the power %s: %s', (power, expected) => {
    expect(extendsHoldsThere(power)).toBe(expected);
  });
});

describe('an approved request that ordered nothing', () => {
  const at = { institution: 'th-002', accountNo: '9000000001' };
  const there = { ...at, id: 'H1', state: 'held' as const, expiresAt: hoursAfter(NOW, 1) };
  const over = { state: 'release_ordered' as const };

  it.each<[string, string | null, Parameters<typeof leavesUnheld>[1], boolean]>([
    ['whose hold goes on', 'H1', [there], false],
    ['whose hold is being released', 'H1', [{ ...there, ...over }], true],
    ['whose hold has run out', 'H1', [{ ...there, expiresAt: NOW }], true],
    [
      'whose hold is over, beside another there',
      'H1',
      [
        { ...there, ...over },
        { ...there, id: 'H2' },
      ],
      true,
    ],
    [
      'about an account with a live hold',
      null,
      [
        { ...there, ...over },
        { ...there, id: 'H2' },
      ],
      false,
    ],
    ['about an account without a hold', null, [{ ...there, accountNo: '9000000002' }], true],
    ['about an account of the same number elsewhere', null, [{ ...there, institution: 'th-004' }], true],
  ])('%s leaves unheld what it is about, or not', (_what, holdId, holds, expected) => {
    expect(leavesUnheld({ ...at, holdId }, holds, NOW)).toBe(expected);
  });
});
