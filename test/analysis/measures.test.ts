import { averagePrecision, calibrationError, recallAtTop, rocArea } from '../../src/analysis/measures.js';

const scored = (...pairs: [score: number, isPositive: 0 | 1][]) =>
  pairs.map(([score, isPositive]) => ({ score, isPositive: isPositive === 1 }));

describe('the measures of an order', () => {
  it('give average precision as it is defined, the mean of precision at each positive', () => {
    expect(averagePrecision(scored([0.9, 1], [0.8, 0], [0.7, 1], [0.1, 0]))).toBeCloseTo((1 + 2 / 3) / 2);
    expect(averagePrecision(scored([1, 0], [2, 0]))).toBe(0);
  });

  it('give the base rate where all scores are equal, in whatever order they come', () => {
    expect(averagePrecision(scored([1, 1], [1, 0], [1, 0], [1, 0]))).toBeCloseTo(0.25);
    expect(recallAtTop(scored([1, 1], [1, 0], [1, 0], [1, 0]), 2)).toBeCloseTo(0.5);
    expect(rocArea(scored([1, 1], [1, 0], [1, 0]))).toBeCloseTo(0.5);
  });

  it('give the share of positives among the first', () => {
    const order = scored([9, 1], [8, 0], [7, 1], [6, 1]);
    expect(recallAtTop(order, 1)).toBeCloseTo(1 / 3);
    expect(recallAtTop(order, 3)).toBeCloseTo(2 / 3);
    expect(recallAtTop(order, 5)).toBe(1);
  });

  it('give how far probabilities are from what happened', () => {
    const half = scored([0.5, 1], [0.5, 0], [0.5, 1], [0.5, 0]);
    expect(calibrationError(half)).toBe(0);
    expect(calibrationError(scored([0.95, 0], [0.95, 0], [0.05, 0], [0.05, 0]))).toBeCloseTo(0.5);
  });
});
