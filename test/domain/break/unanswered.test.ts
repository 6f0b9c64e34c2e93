import { isReleaseOverdue } from '../../../src/domain/break/unanswered.js';
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
