import { effectOfLapse, effectOfRelease } from '../../../src/domain/hold/release-effect.js';
import type { HoldState } from '../../../src/domain/hold/hold.js';
import { HOUR_MS, MINUTE_MS } from '../../../src/domain/time.js';
import { line } from '../outcome-line.js';
import { holdFacts } from '../support.js';

describe('the end of a hold, as its institution reports it', () => {
  it.each<[HoldState, string]>([
    ['release_ordered', 'released 0/0'],
    ['released', 'DUPLICATE'],
    ['ordered', 'INCONSISTENT break'],
    ['unconfirmed', 'INCONSISTENT break'],
    ['held', 'INCONSISTENT break'],
    ['partly_held', 'INCONSISTENT break'],
    ['no_funds', 'HOLD_ENDED'],
    ['refused', 'HOLD_ENDED'],
    ['seized', 'HOLD_ENDED'],
  ])('acknowledged release of a hold that is %s: %s', (state, expected) => {
    expect(line(effectOfRelease(holdFacts({ state })))).toBe(expected);
  });

  it.each<[HoldState, string, string]>([
    ['ordered', 'released 0/0 (LAPSED)', 'SUPERSEDED'],
    ['unconfirmed', 'released 0/0 (LAPSED)', 'SUPERSEDED'],
    ['held', 'released 0/0 (LAPSED)', 'SUPERSEDED'],
    ['partly_held', 'released 0/0 (LAPSED)', 'SUPERSEDED'],
    ['release_ordered', 'released 0/0', 'SUPERSEDED'],
    ['released', 'DUPLICATE', 'DUPLICATE'],
    ['no_funds', 'HOLD_ENDED', 'HOLD_ENDED'],
    ['refused', 'HOLD_ENDED', 'HOLD_ENDED'],
    ['seized', 'HOLD_ENDED', 'HOLD_ENDED'],
  ])('lapse of a hold that is %s: %s; of an order that was replaced: %s', (state, current, replaced) => {
    const hold = holdFacts({ state });
    const inTime = { at: hold.expiresAt, toleranceMs: 0 };
    expect(line(effectOfLapse(hold, { ...inTime, isCurrentOrder: true }))).toBe(current);
    expect(line(effectOfLapse(hold, { ...inTime, isCurrentOrder: false }))).toBe(replaced);
  });
});

describe('a lapse before the expiry of the hold, when clocks may differ by two minutes', () => {
  const lapse = (state: HoldState, beforeMs: number, isCurrentOrder = true): string => {
    const hold = holdFacts({ state });
    const at = new Date(hold.expiresAt.getTime() - beforeMs);
    return line(effectOfLapse(hold, { isCurrentOrder, at, toleranceMs: 2 * MINUTE_MS }));
  };

  it('takes effect, and opens a break', () => {
    for (const state of ['ordered', 'unconfirmed', 'held', 'partly_held'] as const) {
      expect(lapse(state, 72 * HOUR_MS)).toBe('released 0/0 (LAPSED_EARLY) break LAPSED_EARLY');
    }
  });

  it('counts as early only beyond the difference of the clocks', () => {
    expect(lapse('held', 2 * MINUTE_MS)).toBe('released 0/0 (LAPSED)');
    expect(lapse('held', 2 * MINUTE_MS + 1)).toBe('released 0/0 (LAPSED_EARLY) break LAPSED_EARLY');
    expect(lapse('held', -1)).toBe('released 0/0 (LAPSED)');
  });

  it('acknowledges a release under way, and changes nothing when the hold is over or a newer order carries it on', () => {
    expect(lapse('release_ordered', HOUR_MS)).toBe('released 0/0');
    expect(lapse('released', HOUR_MS)).toBe('DUPLICATE');
    expect(lapse('seized', HOUR_MS)).toBe('HOLD_ENDED');
    expect(lapse('held', HOUR_MS, false)).toBe('SUPERSEDED');
  });
});
