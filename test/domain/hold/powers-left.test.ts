import { HOLD_KINDS, type HoldKind } from '../../../src/domain/hold/hold.js';
import {
  type ComplaintBeside,
  continueOrderLeft,
  powersLeft,
  section7Left,
  whatStandsBeside,
} from '../../../src/domain/hold/order/powers-left.js';
import { hoursAfter, hoursBefore, TH } from '../support.js';

/** Under P-EXP of 30 November 2026: seven days from the complaint. */
const NOW = new Date('2026-12-20T03:00:00Z');
const LAW = { rulebook: TH, now: NOW };

function clockOf(hours: number) {
  return { receivedAt: hoursBefore(NOW, hours), isReport: true, statementAt: null, officerActed: false };
}

function complaint(over: Partial<ComplaintBeside> = {}): ComplaintBeside {
  const base = { isClaimed: true, isSection7LetGo: false, debitConfirmed: true, urgentFrom: null };
  return { ...base, clock: clockOf(100), ...over };
}

function order(kind: HoldKind, endsIn: number, powerEndsIn: number | null = null) {
  const powerEndsAt = powerEndsIn === null ? null : hoursAfter(NOW, powerEndsIn);
  return { kind, expiresAt: hoursAfter(NOW, endsIn), powerEndsAt, freezeRequestId: 'request' };
}

describe('what is left of a hold when the power that it goes by ends', () => {
  it('is the complaint below a suspicion, and an order before a suspension of the centre', () => {
    expect(HOLD_KINDS.map((kind) => [kind, whatStandsBeside(kind)])).toEqual([
      ['section6', 'complaint'],
      ['section7', 'nothing'],
      ['aoc_suspension', 'orders'],
      ['continue_order', 'nothing'],
      ['whole_account', 'nothing'],
      ['break_glass', 'nothing'],
    ]);
  });

  it.each<[string, Partial<ComplaintBeside>, boolean]>([
    ['whose seven days run', {}, true],
    ['whose seven days are over', { clock: clockOf(168) }, false],
    ['that was withdrawn, or whose debit is denied', { isClaimed: false }, false],
    ['that a person ended there', { isSection7LetGo: true }, false],
    ['whose urgent time is over without a confirmation', { debitConfirmed: false }, false],
    ['whose urgent time began anew', { debitConfirmed: false, urgentFrom: hoursBefore(NOW, 0.5) }, true],
  ])('is section 7 by a complaint %s', (_, over, isLeft) => {
    const left = section7Left({ section7From: hoursBefore(NOW, 100) }, complaint(over), LAW);
    expect(left?.kind).toBe(isLeft ? 'section7' : undefined);
  });

  it.each<[string, ReturnType<typeof order>[], number | null]>([
    ['that still runs', [order('aoc_suspension', 100), order('continue_order', 50)], 50],
    [
      'with its own end and not that of a suspicion',
      [order('aoc_suspension', 100), order('continue_order', 90, 50)],
      50,
    ],
    ['that is over', [order('aoc_suspension', 100), order('continue_order', 0)], null],
    [
      'below two suspensions',
      [order('aoc_suspension', 100), order('aoc_suspension', 90), order('continue_order', 50)],
      50,
    ],
    [
      'only where it was the one before',
      [order('aoc_suspension', 100), order('section7', 60), order('continue_order', 50)],
      null,
    ],
  ])('is an inquiry officer’s order %s', (_, newestFirst, hours) => {
    expect(continueOrderLeft(newestFirst, NOW)?.until ?? null).toEqual(hours === null ? null : hoursAfter(NOW, hours));
  });

  it.each<[HoldKind, readonly string[]]>([
    ['section7', ['longest']],
    ['aoc_suspension', ['longest']],
    ['continue_order', ['longest']],
    ['section6', []],
  ])('is the longest suspicion last, and none of a suspicion that ended: %s', (kind, notices) => {
    const beside = [{ kind: 'section7' as const, debitConfirmed: true, urgentFrom: null }];
    const left = powersLeft(kind, beside, ['longest', 'shorter']);
    expect(left.map((power) => (power.kind === 'section6' ? power.notice : power.kind))).toEqual([
      'section7',
      ...notices,
    ]);
  });
});
