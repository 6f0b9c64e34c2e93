import { type EarlierHold, standingHold, type StandingHold } from '../../../src/domain/hold/held-for-victim.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

const COMPLAINED = NOW;
const BEFORE = hoursBefore(COMPLAINED, 1);
const hold = (over: Partial<EarlierHold> = {}): EarlierHold => ({
  state: 'held',
  releaseReason: null,
  orderedAt: BEFORE,
  releaseOrderedAt: null,
  endedAt: null,
  ...over,
});

describe('what stands on a transfer for a victim who complains about it', () => {
  it.each<[string, EarlierHold[], StandingHold]>([
    ['nothing, when nobody reported it', [], 'none'],
    ['a hold that stands', [hold()], 'held'],
    ['a hold that nobody has confirmed yet', [hold({ state: 'ordered' })], 'held'],
    [
      'a hold that ended since the complaint',
      [hold({ state: 'no_funds', endedAt: hoursAfter(COMPLAINED, 1) })],
      'held',
    ],
    ['a hold that ended in the instant of the complaint', [hold({ state: 'released', endedAt: COMPLAINED })], 'held'],
    ['a release that was ordered since', [hold({ state: 'release_ordered', releaseOrderedAt: COMPLAINED })], 'held'],
    [
      'nothing, when the hold ended before: another reporter withdrew, or an officer released it',
      [hold({ state: 'released', releaseOrderedAt: hoursBefore(COMPLAINED, 2), endedAt: BEFORE })],
      'none',
    ],
    [
      'nothing, when the release was ordered before and acknowledged since',
      [hold({ state: 'released', releaseOrderedAt: BEFORE, endedAt: hoursAfter(COMPLAINED, 1) })],
      'none',
    ],
    ['nothing, when the account was empty before', [hold({ state: 'no_funds', endedAt: BEFORE })], 'none'],
    [
      'a release under way that was ordered before',
      [hold({ state: 'release_ordered', releaseOrderedAt: BEFORE })],
      'being_released',
    ],
    [
      'nothing, when a correction ended a hold on what the victim reported by mistake',
      [hold({ state: 'released', releaseReason: 'CORRECTED', releaseOrderedAt: hoursAfter(COMPLAINED, 1) })],
      'none',
    ],
    [
      'a release under way that a correction ordered',
      [hold({ state: 'release_ordered', releaseReason: 'CORRECTED', releaseOrderedAt: hoursAfter(COMPLAINED, 1) })],
      'being_released',
    ],
    [
      'nothing, when the urgent time of an earlier report ran out',
      [hold({ state: 'released', releaseReason: 'DEBIT_NOT_CONFIRMED', releaseOrderedAt: hoursAfter(COMPLAINED, 1) })],
      'none',
    ],
    [
      'a hold whose urgent time ran out, ordered by this complaint',
      [
        hold({
          state: 'released',
          releaseReason: 'DEBIT_NOT_CONFIRMED',
          orderedAt: COMPLAINED,
          releaseOrderedAt: hoursAfter(COMPLAINED, 1),
        }),
      ],
      'held',
    ],
    ['the newest hold, when an earlier one had ended', [hold({ state: 'released', endedAt: BEFORE }), hold()], 'held'],
  ])('%s', (_name, holds, expected) => {
    expect(standingHold(holds, COMPLAINED)).toBe(expected);
  });
});
