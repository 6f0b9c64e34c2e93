import {
  calibrationByBand,
  calibrationByTenth,
  type Outcome,
} from '../../../src/domain/advice/calibration-of-outcomes.js';
import { driftOf, stabilityIndex } from '../../../src/domain/advice/drift.js';
import { featureDrift } from '../../../src/domain/advice/feature-drift.js';

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
  const outcomes = (score: number, mules: number, innocents: number, band: Outcome['band'] = 'unsure') => [
    ...Array.from({ length: mules }, () => ({ score, band, isMule: true, isOfRecord: true })),
    ...Array.from({ length: innocents }, () => ({ score, band, isMule: false, isOfRecord: false })),
  ];

  it('finds a model right that says what happens, and one off that says too much', () => {
    const [low, high] = calibrationByTenth([...outcomes(0.15, 15, 85), ...outcomes(0.95, 60, 40)]);
    expect(low).toMatchObject({ from: 0.1, count: 100, ofRecord: 15, actual: 0.15, isOff: false });
    expect(high).toMatchObject({ from: 0.9, to: 1, count: 100, actual: 0.6, isOff: true });
  });

  it('compares each band that officers see with what came, also where the scores of two bands meet', () => {
    const bands = calibrationByBand([
      ...outcomes(0.9, 20, 20, 'high'),
      ...outcomes(0.9, 9, 1, 'unsure'),
      ...outcomes(0.01, 0, 40, 'likely_innocent'),
    ]);
    expect(bands.map(({ band, count, isOff }) => [band, count, isOff])).toEqual([
      ['high', 40, true],
      ['unsure', 10, false],
      ['likely_innocent', 40, false],
    ]);
    expect(calibrationByBand([])).toEqual([]);
  });

  it('says no share of fewer than ten, and accuses no model by them', () => {
    const few = calibrationByTenth(outcomes(0.75, 1, 8))[0];
    expect(few).toMatchObject({ count: 9, ofRecord: null, expected: null, actual: null, interval: null, isOff: false });
    expect(calibrationByTenth(outcomes(0.75, 1, 9))[0]).toMatchObject({ count: 10, actual: 0.1, isOff: true });
  });

  it('gives the interval of Wilson: 8 of 10 lie between .490 and .943', () => {
    const [tenth] = calibrationByTenth(outcomes(0.8, 8, 2));
    expect(tenth?.interval?.from).toBeCloseTo(0.49, 2);
    expect(tenth?.interval?.to).toBeCloseTo(0.943, 2);
  });

  it('has a place for a score of one, and none for no outcome', () => {
    expect(calibrationByTenth(outcomes(1, 10, 0))).toHaveLength(1);
    expect(calibrationByTenth([])).toEqual([]);
  });
});

describe('the drift of the figures of a model', () => {
  const trained = [
    { feature: 'hop', limits: [1, 2], shares: [0.5, 0.3, 0.2, 0] },
    { feature: 'waited', limits: [], shares: [0.9, 0.1] },
  ];
  const served = (...bins: [string, number][]) => bins.flatMap(([row, count]) => Array<string>(count).fill(row));

  it('is none where figures are served as they were in training, and is found in the one that moved', () => {
    const same = featureDrift(trained, served(['00', 450], ['01', 50], ['10', 300], ['20', 200]));
    expect(same?.map(({ feature, calls }) => [feature, calls])).toEqual([
      ['waited', 'none'],
      ['hop', 'none'],
    ]);
    const moved = featureDrift(trained, served(['00', 450], ['01', 50], ['30', 500]));
    expect(moved?.map(({ feature, calls }) => [feature, calls])).toEqual([
      ['hop', 'stop'],
      ['waited', 'none'],
    ]);
  });

  it('is not known of fewer than 500 accounts; what is no bin of a figure counts for none', () => {
    expect(featureDrift(trained, served(['00', 499]))).toBeNull();
    expect(featureDrift(trained, served(['00', 499], ['09', 1], ['0', 1], ['0!', 1], ['001', 1]))).toBeNull();
  });
});
