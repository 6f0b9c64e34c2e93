import { publicPeriod, publishable } from '../../../src/domain/statistics/public-statistics.js';
import { TH } from '../support.js';

describe('what is published', () => {
  it.each([
    // Bangkok is seven hours ahead: 17:00 UTC is its midnight.
    ['2026-11-27T16:59:59.999Z', '2026-11-25T17:00:00.000Z'],
    ['2026-11-27T17:00:00.000Z', '2026-11-26T17:00:00.000Z'],
  ])('at %s ends with whole days in Bangkok, a day ago at least: %s', (now, to) => {
    const period = publicPeriod(TH, new Date(now));
    expect(period.to.toISOString()).toBe(to);
    expect(period.to.getTime() - period.from.getTime()).toBe(90 * 24 * 3_600_000);
    expect(period.leastCount).toBe(5);
  });

  it.each([
    [5, { suppressed: false, count: 5, seconds: 3 }],
    [4, { suppressed: true, count: null, seconds: null }],
    [0, { suppressed: true, count: null, seconds: null }],
  ])('of %d cases is %j', (count, expected) => {
    expect(publishable(count, 5, { count, seconds: 3 })).toEqual(expected);
  });
});
