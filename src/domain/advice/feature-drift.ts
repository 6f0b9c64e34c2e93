import { type Drift, driftOf, SCORES_COMPARED, type Spread, stabilityOfBins } from './drift.js';

/** A figure of a model, and how it was spread over the rows that the model was trained on. */
export interface TrainedFigure extends Spread {
  /** The name of the figure, e.g. `waitedHours`. */
  feature: string;
}

/** How far a figure, as it is served, moved from what the model was trained on. */
export interface FeatureDrift {
  feature: string;
  /** The population stability index. */
  index: number;
  calls: Drift;
}

/**
 * Returns the drift of each figure of a model, the furthest first; null while fewer than
 * `SCORES_COMPARED` accounts were served. `served` has, for each account, a digit of base 36 for each
 * figure: its bin. What is not of that form is left out, because an analysis is not trusted. It says
 * that somebody should look, and changes nothing by itself.
 */
export function featureDrift(trained: readonly TrainedFigure[], served: readonly string[]): FeatureDrift[] | null {
  const rows = served
    .map((bins) => [...bins].map((digit) => Number.parseInt(digit, 36)))
    .filter((bins) => isOfForm(bins, trained));
  if (rows.length < SCORES_COMPARED) return null;
  return trained
    .map((figure, place) => {
      const index = stabilityOfBins(
        figure,
        rows.map((bins) => bins[place] ?? NaN),
      );
      return { feature: figure.feature, index, calls: driftOf(index) };
    })
    .sort((one, other) => other.index - one.index);
}

function isOfForm(bins: readonly number[], trained: readonly TrainedFigure[]): boolean {
  return bins.length === trained.length && trained.every(({ shares }, place) => (bins[place] ?? NaN) < shares.length);
}
