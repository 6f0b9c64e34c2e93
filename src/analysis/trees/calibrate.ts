import type { TreeModel } from './model.js';

/** Returns the probability that a score (log-odds) means, by the model's calibration table. */
export function calibrate({ calibration: { scores, probabilities } }: TreeModel, score: number): number {
  const above = scores.findIndex((known) => known >= score);
  if (above < 0) return probabilities.at(-1) ?? NaN;
  const [upper = NaN, reached = NaN] = [probabilities[above], scores[above]];
  if (above === 0 || reached === score) return upper;
  const [lower = NaN, passed = NaN] = [probabilities[above - 1], scores[above - 1]];
  return lower + ((upper - lower) * (score - passed)) / (reached - passed);
}
