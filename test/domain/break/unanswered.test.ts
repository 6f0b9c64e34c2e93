import {
  isReleaseOverdue,
  lookAtSilence,
  type ReductionAsItStands,
  reductionStands,
} from '../../../src/domain/break/unanswered.js';
import { buildRulebook } from '../../../src/domain/rulebook/build.js';
import { after, MINUTE_MS } from '../../../src/domain/time.js';

const ORDERED = new Date('2026-11-30T03:00:00Z');
const RULES = buildRulebook('th');

describe('a release that its institution has not answered', () => {
  it.each([
    ['a millisecond before its time', 15 * MINUTE_MS - 1, null, false],
    ['when its time is over', 15 * MINUTE_MS, null, true],
    ['once it was answered, however late', 60 * MINUTE_MS, after(ORDERED, 59 * MINUTE_MS), false],
  ])('%s', (_name, ms, acknowledgedAt, expected) => {
    expect(isReleaseOverdue({ orderedAt: ORDERED, acknowledgedAt }, RULES, after(ORDERED, ms))).toBe(expected);
  });

  it('is never overdue where no row says how long it may take', () => {
    expect(isReleaseOverdue({ orderedAt: ORDERED, acknowledgedAt: null }, [], after(ORDERED, 1e9))).toBe(false);
  });
});

describe('the silence of an order that lets money go', () => {
  it('is looked at when its institution may not be silent any longer, and a day later where no row says when', () => {
    const now = after(ORDERED, MINUTE_MS);
    expect(lookAtSilence(ORDERED, RULES, now)).toEqual(after(ORDERED, 15 * MINUTE_MS));
    expect(lookAtSilence(ORDERED, [], now)).toEqual(after(now, 24 * 60 * MINUTE_MS));
  });

  const held = { state: 'held', heldSatang: 100n } as const;
  const waiting: ReductionAsItStands = { hasAnswer: false, isReplaced: false, requestedSatang: 40n, hold: held };
  it.each<[string, Partial<ReductionAsItStands>, ReturnType<typeof reductionStands>]>([
    ['counts while more is held than the order asks for', {}, 'counts'],
    ['counts for a hold in part, too', { hold: { ...held, state: 'partly_held' } }, 'counts'],
    ['is over with the answer', { hasAnswer: true }, 'over'],
    ['is over with a later order', { isReplaced: true }, 'over'],
    ['is over with the hold', { hold: { ...held, state: 'release_ordered' } }, 'over'],
    ['does not count yet while no more is held', { requestedSatang: 100n }, 'not_yet'],
    [
      'does not count yet before the institution said what it holds',
      { hold: { state: 'ordered', heldSatang: 0n } },
      'not_yet',
    ],
  ])('%s', (_what, change, expected) => {
    expect(reductionStands({ ...waiting, ...change })).toBe(expected);
  });
});
