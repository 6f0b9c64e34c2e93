import type { HoldKind } from '../../../src/domain/hold/hold.js';
import {
  type Asker,
  countsFromComplaint,
  type EarlierHold,
  goesOnWithTime,
  standingHold,
  type StandingHold,
} from '../../../src/domain/hold/order/held-for-victim.js';
import { hoursAfter, hoursBefore, NOW } from '../support.js';

const COMPLAINED = NOW;
const BEFORE = hoursBefore(COMPLAINED, 1);
const hold = (over: Partial<EarlierHold> = {}): EarlierHold => ({
  kind: 'section7',
  state: 'held',
  endReason: null,
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
    ...(['WITHDRAWN', 'CORRECTED', 'DEBIT_DENIED'] as const).flatMap(
      (endReason): [string, EarlierHold[], StandingHold][] => [
        [
          `nothing, when another one's word ended the hold (${endReason}), whenever that was`,
          [hold({ state: 'released', endReason, releaseOrderedAt: hoursAfter(COMPLAINED, 1) })],
          'none',
        ],
      ],
    ),
    ...(['OFFICER_RELEASE', 'UNRELATED', 'APPEAL_UPHELD'] as const).flatMap(
      (endReason): [string, EarlierHold[], StandingHold][] => [
        [
          `what a person let go (${endReason}), also before the complaint`,
          [hold({ state: 'released', endReason, releaseOrderedAt: hoursBefore(COMPLAINED, 2), endedAt: BEFORE })],
          'let_go',
        ],
        [
          `what a person is letting go (${endReason})`,
          [hold({ state: 'release_ordered', endReason, releaseOrderedAt: BEFORE })],
          'let_go',
        ],
      ],
    ),
    [
      'a hold by which two persons brought back what one had let go',
      [
        hold({
          state: 'released',
          endReason: 'OFFICER_RELEASE',
          orderedAt: hoursBefore(COMPLAINED, 3),
          endedAt: BEFORE,
        }),
        hold(),
      ],
      'held',
    ],
    [
      'nothing, when the time of section 7 ended the hold: its clock says whether it still gives orders',
      [hold({ state: 'released', endReason: 'EXPIRED', endedAt: hoursAfter(COMPLAINED, 1) })],
      'none',
    ],
    [
      'nothing, when a hold for another part had the money that was not found, and ended since',
      [hold({ state: 'no_funds', endReason: 'NO_FUNDS', endedAt: hoursAfter(COMPLAINED, 1), isFreedSince: true })],
      'none',
    ],
    [
      'money that was not found, while no other hold there has ended',
      [hold({ state: 'no_funds', endReason: 'NO_FUNDS', endedAt: hoursAfter(COMPLAINED, 1), isFreedSince: false })],
      'held',
    ],
    [
      'nothing, when its institution refused, and holds by the same order after all',
      [hold({ state: 'refused', endReason: 'REFUSED_LEGAL', endedAt: hoursAfter(COMPLAINED, 1), isFreedSince: true })],
      'none',
    ],
    [
      'what was refused, while its institution says no more',
      [hold({ state: 'refused', endReason: 'REFUSED_LEGAL', endedAt: hoursAfter(COMPLAINED, 1), isFreedSince: false })],
      'held',
    ],
    [
      'what a person let go, though another hold there ended since',
      [hold({ state: 'released', endReason: 'OFFICER_RELEASE', releaseOrderedAt: BEFORE, isFreedSince: true })],
      'let_go',
    ],
    ['money seized under another power', [hold({ state: 'seized', endedAt: BEFORE })], 'held'],
    [
      'money seized under another power, where there is more to ask for',
      [hold({ state: 'seized', endReason: 'HELD_UNDER_COURT', endedAt: BEFORE, isFreedSince: true })],
      'none',
    ],
    ['nothing, when the account was empty before', [hold({ state: 'no_funds', endedAt: BEFORE })], 'none'],
    [
      'a release under way that was ordered before',
      [hold({ state: 'release_ordered', endReason: 'WITHDRAWN', releaseOrderedAt: BEFORE })],
      'being_released',
    ],
    [
      'nothing, when a release under way is not answered in time',
      [
        hold({
          state: 'release_ordered',
          endReason: 'WITHDRAWN',
          releaseOrderedAt: BEFORE,
          isReleaseOverdue: true,
        }),
      ],
      'none',
    ],
    [
      'what a person let go, though the release is not answered in time',
      [
        hold({
          state: 'release_ordered',
          endReason: 'OFFICER_RELEASE',
          releaseOrderedAt: BEFORE,
          isReleaseOverdue: true,
        }),
      ],
      'let_go',
    ],
    [
      'nothing, when a correction ended a hold on what the victim reported by mistake',
      [hold({ state: 'released', endReason: 'CORRECTED', releaseOrderedAt: hoursAfter(COMPLAINED, 1) })],
      'none',
    ],
    [
      'a release under way that a correction ordered',
      [hold({ state: 'release_ordered', endReason: 'CORRECTED', releaseOrderedAt: hoursAfter(COMPLAINED, 1) })],
      'being_released',
    ],
    [
      'nothing, when the urgent time of an earlier report ran out',
      [hold({ state: 'released', endReason: 'DEBIT_NOT_CONFIRMED', releaseOrderedAt: hoursAfter(COMPLAINED, 1) })],
      'none',
    ],
    [
      'a hold whose urgent time ran out, ordered by this complaint',
      [
        hold({
          state: 'released',
          endReason: 'DEBIT_NOT_CONFIRMED',
          orderedAt: COMPLAINED,
          releaseOrderedAt: hoursAfter(COMPLAINED, 1),
        }),
      ],
      'held',
    ],
    ...(['section7', 'section6', 'aoc_suspension', 'continue_order'] as const).map(
      (kind): [string, EarlierHold[], StandingHold] => [
        `nothing, when its bank ended a hold of ${kind} before its time`,
        [hold({ kind, state: 'released', endReason: 'LAPSED_EARLY', orderedAt: COMPLAINED, endedAt: COMPLAINED })],
        'none',
      ],
    ),
    [
      'a hold that its bank ended before its time, as it ended the one before: a person asks',
      [1, 2].map((hours) =>
        hold({ state: 'released', endReason: 'LAPSED_EARLY', orderedAt: hoursAfter(COMPLAINED, hours) }),
      ),
      'held',
    ],
    [
      'nothing, when its bank ended two holds before their time for an earlier complaint',
      [1, 2].map((hours) =>
        hold({ state: 'released', endReason: 'LAPSED_EARLY', orderedAt: hoursBefore(COMPLAINED, hours) }),
      ),
      'none',
    ],
    [
      'what a person let go after its bank had ended one before its time',
      [
        hold({ state: 'released', endReason: 'LAPSED_EARLY', orderedAt: COMPLAINED }),
        hold({ state: 'released', endReason: 'OFFICER_RELEASE', orderedAt: hoursAfter(COMPLAINED, 1) }),
      ],
      'let_go',
    ],
    [
      'what another authority held and let go, which a person decides about',
      [hold({ state: 'released', endReason: 'AUTHORITY_ENDED', orderedAt: COMPLAINED, endedAt: COMPLAINED })],
      'held',
    ],
    [
      'the newest hold, when an earlier one had ended',
      [hold({ state: 'released', endedAt: BEFORE, orderedAt: hoursBefore(COMPLAINED, 2) }), hold()],
      'held',
    ],
  ])('%s', (_name, holds, expected) => {
    expect(standingHold(holds, { complainedAt: COMPLAINED, debitConfirmed: false })).toBe(expected);
  });

  it.each<[string, Date | null, StandingHold]>([
    ['nothing, where the time began anew since, because the bank was not asked', hoursAfter(COMPLAINED, 2), 'none'],
    ['a hold whose time had begun anew before', COMPLAINED, 'held'],
    ['a hold, where no time runs', null, 'held'],
  ])('is %s, and the urgent time of this complaint ran out', (_what, urgentFrom, expected) => {
    const orderedAt = hoursAfter(COMPLAINED, 1);
    const over = hold({ state: 'released', endReason: 'DEBIT_NOT_CONFIRMED', orderedAt });
    expect(standingHold([over], { complainedAt: COMPLAINED, debitConfirmed: false, urgentFrom })).toBe(expected);
  });

  it('is nothing once the debit is confirmed, whose urgent time ran out for this complaint', () => {
    const over = hold({ state: 'released', endReason: 'DEBIT_NOT_CONFIRMED', orderedAt: COMPLAINED });
    expect(standingHold([over], { complainedAt: COMPLAINED, debitConfirmed: true })).toBe('none');
  });
});

describe('what stands on the money once another power has ended', () => {
  const ended = (over: Partial<EarlierHold>) =>
    hold({ state: 'released', orderedAt: BEFORE, releaseOrderedAt: hoursAfter(COMPLAINED, 1), ...over });
  const ownRules: [HoldKind, string][] = [
    ['section6', 'EXPIRED'],
    ['section6', 'SUSPICION_UNFOUNDED'],
    ['section6', 'SUSPICION_LIFTED'],
    ['section6', 'APPEAL_UPHELD'],
    ['section6', 'OFFICER_RELEASE'],
    ['section6', 'UNRELATED'],
    ['break_glass', 'REQUEST_NOT_CONFIRMED'],
    ['aoc_suspension', 'EXPIRED'],
    ['continue_order', 'EXPIRED'],
    ['whole_account', 'EXPIRED'],
  ];

  it.each(ownRules)('is nothing once the debit is confirmed, or in its urgent time: %s, %s', (kind, endReason) => {
    const holds = [ended({ kind, endReason })];
    const standing = (asker: Partial<Asker>) =>
      standingHold(holds, { complainedAt: COMPLAINED, debitConfirmed: false, ...asker });
    expect([standing({ debitConfirmed: true }), standing({ isUrgent: true }), standing({})]).toEqual([
      'none',
      'none',
      'held',
    ]);
    // A later complaint asks anew.
    expect(standing({ complainedAt: hoursAfter(COMPLAINED, 2) })).toBe('none');
  });

  it.each<[HoldKind, string]>([
    ['section6', 'COURT_VOIDED'],
    ['aoc_suspension', 'OFFICER_RELEASE'],
    ['aoc_suspension', 'UNRELATED'],
    ['continue_order', 'OFFICER_RELEASE'],
    ['continue_order', 'APPEAL_UPHELD'],
    ['whole_account', 'OFFICER_RELEASE'],
    ['section7', 'APPEAL_UPHELD'],
  ])('is what a person let go, also once the debit is confirmed: %s, %s', (kind, endReason) => {
    const holds = [ended({ kind, endReason })];
    expect(standingHold(holds, { complainedAt: COMPLAINED, debitConfirmed: true, isUrgent: true })).toBe('let_go');
  });

  it.each<[string, Date, StandingHold]>([
    ['beside the complaint, which he decides on too', COMPLAINED, 'let_go'],
    ['before there was a complaint', new Date(COMPLAINED.getTime() + 30 * 86_400_000), 'none'],
  ])('an inquiry officer released a suspicion %s', (_, complainedAt, standing) => {
    const holds = [ended({ kind: 'section6', endReason: 'OFFICER_RELEASE', isReleasedByInquiry: true })];
    expect(standingHold(holds, { complainedAt, debitConfirmed: true })).toBe(standing);
  });

  it('is let go where a person had ended section 7 of it, and a suspicion carried it on until its end', () => {
    const holds = [ended({ kind: 'section6', endReason: 'EXPIRED', isSection7LetGo: true })];
    expect(standingHold(holds, { complainedAt: COMPLAINED, debitConfirmed: true })).toBe('let_go');
  });

  it.each<[string, [HoldKind, string][], StandingHold]>([
    [
      'a person let section 7 go before',
      [
        ['section7', 'OFFICER_RELEASE'],
        ['section6', 'EXPIRED'],
      ],
      'let_go',
    ],
    [
      'a person let section 7 go before two of them',
      [
        ['section7', 'APPEAL_UPHELD'],
        ['section6', 'SUSPICION_UNFOUNDED'],
        ['aoc_suspension', 'EXPIRED'],
      ],
      'let_go',
    ],
    [
      'the same power was ordered again',
      [
        ['aoc_suspension', 'OFFICER_RELEASE'],
        ['aoc_suspension', 'EXPIRED'],
      ],
      'none',
    ],
    [
      'the urgent time had run out before',
      [
        ['section7', 'DEBIT_NOT_CONFIRMED'],
        ['aoc_suspension', 'EXPIRED'],
      ],
      'none',
    ],
    [
      'the examiner ended a suspicion before',
      [
        ['section6', 'APPEAL_UPHELD'],
        ['aoc_suspension', 'EXPIRED'],
      ],
      'none',
    ],
  ])('and %s: %j is %s', (_what, ends, expected) => {
    const holds = ends.map(([kind, endReason], at) =>
      ended({ kind, endReason, orderedAt: hoursAfter(COMPLAINED, at / 10) }),
    );
    expect(standingHold(holds, { complainedAt: COMPLAINED, debitConfirmed: true })).toBe(expected);
  });

  it.each<[string, Partial<EarlierHold>, boolean]>([
    ['is counted from the complaint after another power', { kind: 'section6', endReason: 'EXPIRED' }, true],
    [
      'is its own where that ended before the complaint',
      { kind: 'section6', endReason: 'EXPIRED', releaseOrderedAt: BEFORE },
      false,
    ],
    ['is not after section 7', { endReason: 'EXPIRED' }, false],
    ['is not where nothing was found', { kind: 'section6', endReason: 'NO_FUNDS' }, false],
  ])('the time of section 7 then %s', (_name, over, expected) => {
    expect(countsFromComplaint(ended(over), { complainedAt: COMPLAINED, debitConfirmed: true })).toBe(expected);
  });
});

describe('the time that a new hold goes on with', () => {
  it.each<[string, Partial<EarlierHold>, boolean]>([
    [
      'is that of a hold of the same complaint that its time ended',
      { endReason: 'EXPIRED', orderedAt: COMPLAINED },
      true,
    ],
    [
      'is that of a hold of the same complaint that its bank ended before its time',
      { endReason: 'LAPSED_EARLY', orderedAt: COMPLAINED },
      true,
    ],
    [
      'is its own where what its bank ended early was of section 6',
      { kind: 'section6', endReason: 'LAPSED_EARLY', orderedAt: COMPLAINED },
      false,
    ],
    ['is its own after a hold of an earlier complaint', { endReason: 'EXPIRED', orderedAt: BEFORE }, false],
    ['is its own after a withdrawal', { endReason: 'WITHDRAWN', orderedAt: COMPLAINED }, false],
    [
      'is its own after a denial, once the debit is confirmed',
      { endReason: 'DEBIT_DENIED', orderedAt: COMPLAINED },
      false,
    ],
  ])('%s', (_name, over, expected) => {
    const before = hold({ state: 'released', ...over });
    expect(goesOnWithTime(before, { complainedAt: COMPLAINED, debitConfirmed: true })).toBe(expected);
  });

  it.each<[string, Partial<EarlierHold>, boolean]>([
    ['is that of the hold whose rest was denied, while nobody confirms the debit', { orderedAt: COMPLAINED }, true],
    ['is its own where that was of another power', { orderedAt: COMPLAINED, kind: 'section6' }, false],
    ['is its own where that was of an earlier complaint', { orderedAt: BEFORE }, false],
  ])('%s', (_name, over, expected) => {
    const before = hold({ state: 'released', endReason: 'DEBIT_DENIED', ...over });
    expect(goesOnWithTime(before, { complainedAt: COMPLAINED, debitConfirmed: false })).toBe(expected);
  });
});

describe('what the institution of the victim denied', () => {
  const denied = (orderedAt: Date) =>
    hold({ state: 'released', endReason: 'DEBIT_DENIED', orderedAt, releaseOrderedAt: hoursAfter(COMPLAINED, 1) });

  it.each<[string, Date, boolean, StandingHold]>([
    ['a hold of this complaint, until the debit is confirmed', COMPLAINED, false, 'held'],
    ['a later hold of this complaint, until the debit is confirmed', hoursAfter(COMPLAINED, 1), false, 'held'],
    ['nothing, once the debit is confirmed', COMPLAINED, true, 'none'],
    ['nothing, where the hold was of a complaint before', BEFORE, false, 'none'],
  ])('leaves %s', (_what, orderedAt, debitConfirmed, standing) => {
    expect(standingHold([denied(orderedAt)], { complainedAt: COMPLAINED, debitConfirmed })).toBe(standing);
  });

  it.each<[string, boolean, StandingHold]>([
    ['nothing, where nothing holds any more what it did not deny', true, 'none'],
    ['a hold of this complaint, where that is held or followed', false, 'held'],
  ])('leaves %s', (_what, isUndeniedFree, standing) => {
    const asker = { complainedAt: COMPLAINED, debitConfirmed: false, isUndeniedFree };
    expect(standingHold([denied(COMPLAINED)], asker)).toBe(standing);
  });
});
