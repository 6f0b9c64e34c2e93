import { planOrder, type TrailPart } from '../../../src/domain/freeze-request/proposed-order.js';
import {
  askedTooLate,
  type HoldReleasedInPart,
  reinstatedPartSatang,
  reinstatedSatang,
  type ReleasedHold,
} from '../../../src/domain/freeze-request/reinstatement.js';
import type { HoldKind, ReleaseReason } from '../../../src/domain/hold/hold.js';
import { hoursAfter, hoursBefore, NOW, TH } from '../support.js';

const released = (reason: ReleaseReason) => ({ reason, orderedAt: hoursBefore(NOW, 0.1) });
const HOLD: ReleasedHold = {
  state: 'released',
  kind: 'section7',
  release: released('OFFICER_RELEASE'),
  expiresAt: hoursAfter(NOW, 10),
  amountSatang: 1_000n,
  freeSatang: 5_000n,
  isHeldAgain: false,
  debit: 'confirmed',
  isUpheld: true,
  restsOnNotice: false,
  isContinuedTooLate: false,
};
const outcome = (over: Partial<ReleasedHold>) => {
  const result = reinstatedSatang({ ...HOLD, ...over }, NOW);
  return result.ok ? result.value : result.code;
};

describe('a hold that was released', () => {
  it.each<[ReleaseReason, boolean]>([
    ['OFFICER_RELEASE', true],
    ['UNRELATED', true],
    ['EXPIRED', false],
    ['DEBIT_DENIED', false],
    ['DEBIT_NOT_CONFIRMED', false],
    ['WITHDRAWN', false],
    ['CORRECTED', false],
    ['REQUEST_NOT_CONFIRMED', false],
    ['APPEAL_UPHELD', true],
    ['SUSPICION_UNFOUNDED', false],
  ])('as %s may come back: %s', (reason, may) => {
    expect(outcome({ release: released(reason) })).toBe(may ? 1_000n : 'REINSTATEMENT.NO_GROUND');
  });

  it.each<[string, Partial<ReleasedHold>, bigint | string]>([
    ['with what is still free of it', { freeSatang: 400n }, 400n],
    ['before the institution has acknowledged the release', { state: 'release_ordered' }, 1_000n],
    ['not while it is held', { state: 'held', release: null }, 'REINSTATEMENT.NOT_RELEASED'],
    ['not at the instant at which it would have ended', { expiresAt: NOW }, 'REINSTATEMENT.EXPIRED'],
    ['not beside another hold of the same money', { isHeldAgain: true }, 'REINSTATEMENT.HELD_AGAIN'],
    ['not when nothing is free', { freeSatang: 0n }, 'REINSTATEMENT.NOTHING_FREE'],
    ['not when the debit was denied since', { debit: 'denied' }, 'REINSTATEMENT.NO_GROUND'],
    ['also while the debit is unknown', { debit: 'unknown' }, 1_000n],
    ['not when no complaint upholds section 7 any more', { isUpheld: false }, 'REINSTATEMENT.NO_GROUND'],
    ['on a notice that stands', { kind: 'section6', isUpheld: false, restsOnNotice: true }, 1_000n],
    [
      'not by an officer’s order that came too late',
      { kind: 'continue_order', isContinuedTooLate: true },
      'REINSTATEMENT.NO_GROUND',
    ],
    ['not on a notice that is over', { kind: 'section6' }, 'REINSTATEMENT.NO_GROUND'],
    ['not as break-glass', { kind: 'break_glass' }, 'REINSTATEMENT.NO_GROUND'],
  ])('comes back %s', (_name, over, expected) => {
    expect(outcome(over)).toBe(expected);
  });

  it.each<HoldKind>(['aoc_suspension', 'continue_order', 'whole_account'])('(%s) needs no complaint', (kind) => {
    expect(outcome({ kind, isUpheld: false })).toBe(1_000n);
  });

  it.each<[HoldKind, boolean]>([
    ['section7', false],
    ['aoc_suspension', false],
    ['break_glass', false],
    ['section6', true],
    ['continue_order', true],
    ['whole_account', true],
  ])('under %s comes back, as a whole and in part, once the debit is denied: %s', (kind, may) => {
    const denied = { kind, debit: 'denied', restsOnNotice: true } as const;
    expect(outcome(denied)).toBe(may ? 1_000n : 'REINSTATEMENT.NO_GROUND');
    const part = reinstatedPartSatang({ ...IN_PART, ...denied }, NOW);
    expect(part.ok ? part.value : part.code).toBe(may ? 800n : 'REINSTATEMENT.NO_GROUND');
  });

  it('may be asked back within half an hour', () => {
    expect(askedTooLate(hoursBefore(NOW, 0.49), TH, NOW)).toBeNull();
    expect(askedTooLate(hoursBefore(NOW, 0.5), TH, NOW)?.code).toBe('REINSTATEMENT.TOO_LATE');
  });

  it('is planned with what it held, as far as that is free', () => {
    const over = {
      holdId: 'H',
      state: 'released' as const,
      requestedSatang: 900n,
      heldSatang: 700n,
      reservedSatang: 0n,
    };
    const part: TrailPart = {
      partId: 'P',
      parentPartId: null,
      stolenSumId: 'S',
      hop: 0,
      account: null,
      attributedSatang: 1_000n,
      stopReason: null,
      hold: null,
      over: [{ ...over, kind: 'section7', explainedSatang: 0n }],
    };
    const plan = (free: bigint, holdId = 'H') =>
      planOrder({ releasedHoldId: holdId }, [part], new Map([['S', free]]), []).map(({ amountSatang }) => amountSatang);
    expect([plan(5_000n), plan(300n), plan(0n), plan(5_000n, 'other')]).toEqual([[700n], [300n], [], []]);
  });
});

const IN_PART: HoldReleasedInPart = {
  state: 'held',
  kind: 'section7',
  expiresAt: hoursAfter(NOW, 10),
  letGoSatang: 800n,
  missingSatang: 900n,
  freeSatang: 5_000n,
  debit: 'confirmed',
  isUpheld: true,
  restsOnNotice: false,
  isContinuedTooLate: false,
};

describe('a part that was let go', () => {
  it.each<[string, Partial<HoldReleasedInPart>, bigint | string]>([
    ['as it was let go', {}, 800n],
    ['of a hold that held less than it asked for', { state: 'partly_held' }, 800n],
    ['no more than the hold lacks', { missingSatang: 300n }, 300n],
    ['no more than is free', { freeSatang: 200n }, 200n],
    ['not when another took all of it', { freeSatang: 0n }, 'REINSTATEMENT.NOTHING_FREE'],
    ['not when it is held again', { missingSatang: 0n }, 'REINSTATEMENT.NOTHING_FREE'],
    ['not at the end of the hold', { expiresAt: NOW }, 'REINSTATEMENT.EXPIRED'],
    ['not when all of the hold is being released', { state: 'release_ordered' }, 'REINSTATEMENT.HOLD_ENDED'],
    ['not when the hold is over', { state: 'released' }, 'REINSTATEMENT.HOLD_ENDED'],
    ['not when the debit was denied since', { debit: 'denied' }, 'REINSTATEMENT.NO_GROUND'],
    ['not when no complaint upholds section 7 any more', { isUpheld: false }, 'REINSTATEMENT.NO_GROUND'],
    ['on a notice that stands', { kind: 'section6', isUpheld: false, restsOnNotice: true }, 800n],
    [
      'not by an officer’s order that came too late',
      { kind: 'continue_order', isContinuedTooLate: true },
      'REINSTATEMENT.NO_GROUND',
    ],
    ['not on a notice that is over', { kind: 'section6' }, 'REINSTATEMENT.NO_GROUND'],
    ['not as break-glass', { kind: 'break_glass' }, 'REINSTATEMENT.NO_GROUND'],
    ['by a continue-order, without the complaint', { kind: 'continue_order', isUpheld: false }, 800n],
  ])('may be held again %s', (_name, over, expected) => {
    const result = reinstatedPartSatang({ ...IN_PART, ...over }, NOW);
    expect(result.ok ? result.value : result.code).toBe(expected);
  });
});
