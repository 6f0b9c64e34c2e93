import { calibrationOfOutcomes } from '../../../src/domain/advice/calibration-of-outcomes.js';
import { driftOf, stabilityIndex } from '../../../src/domain/advice/drift.js';

const thousand = Array.from({ length: 1_000 }, (_, index) => index / 1_000);

describe('the drift of a figure', () => {
  it('is none between the same distributions, whatever their order and number', () => {
    expect(stabilityIndex(thousand, thousand.toReversed())).toBeCloseTo(0);
    expect(driftOf(stabilityIndex(thousand, [...thousand, ...thousand]))).toBe('none');
  });

  it('grows with the shift, from a warning to a stop', () => {
    const shifted = (by: number) =>
      driftOf(
        stabilityIndex(
          thousand,
          thousand.map((figure) => figure + by),
        ),
      );
    expect([0.01, 0.08, 0.4].map(shifted)).toEqual(['none', 'warn', 'stop']);
  });

  it('sees that a figure is no longer known', () => {
    const half = thousand.map((figure, index) => (index % 2 === 0 ? NaN : figure));
    expect(driftOf(stabilityIndex(thousand, half))).toBe('stop');
    expect(stabilityIndex(half, half)).toBeCloseTo(0);
  });

  it('is a stop where there is nothing to compare', () => {
    expect(driftOf(stabilityIndex([], thousand))).toBe('stop');
    expect(driftOf(stabilityIndex(thousand, []))).toBe('stop');
  });

  it.each([
    [0.0999, 'none'],
    [0.1, 'warn'],
    [0.2499, 'warn'],
    [0.25, 'stop'],
  ])('at an index of %d is %s', (index, drift) => {
    expect(driftOf(index)).toBe(drift);
  });
});

describe('the calibration of outcomes', () => {
  const outcomes = (score: number, confirmed: number, released: number) => [
    ...Array.from({ length: confirmed }, () => ({ score, isConfirmed: true })),
    ...Array.from({ length: released }, () => ({ score, isConfirmed: false })),
  ];

  it('finds a model right that says what happens, and one off that says too much', () => {
    const [low, high] = calibrationOfOutcomes([...outcomes(0.15, 15, 85), ...outcomes(0.95, 60, 40)]);
    expect(low).toMatchObject({ from: 0.1, count: 100, actual: 0.15, isOff: false });
    expect(high).toMatchObject({ from: 0.9, to: 1, count: 100, actual: 0.6, isOff: true });
  });

  it('does not accuse a model on a few outcomes', () => {
    expect(calibrationOfOutcomes(outcomes(0.75, 1, 2))[0]?.isOff).toBe(false);
  });

  it('gives the interval of Wilson: 8 of 10 lie between .490 and .943', () => {
    const [bin] = calibrationOfOutcomes(outcomes(0.8, 8, 2));
    expect(bin?.interval.from).toBeCloseTo(0.49, 2);
    expect(bin?.interval.to).toBeCloseTo(0.943, 2);
  });

  it('has a place for a score of one, and none for no outcome', () => {
    expect(calibrationOfOutcomes(outcomes(1, 3, 0))).toHaveLength(1);
    expect(calibrationOfOutcomes([])).toEqual([]);
  });
});
