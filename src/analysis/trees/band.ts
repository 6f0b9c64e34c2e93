import type { TreeModel } from './model.js';

/** How sure an assessment is. `unsure` is the answer wherever the model does not know. */
export type Band = 'high' | 'unsure' | 'likelyInnocent';

/**
 * Returns the band of a row by its calibrated probability and the conformal limits of the model.
 * Who has long sent on what comes in has a limit of its own, which is never lower: a habit alone
 * is no reason to be suspected.
 */
export function bandOf({ bands, features }: TreeModel, row: readonly number[], probability: number): Band {
  const { feature, from, highFrom } = bands.sendsOn;
  const sendsOn = (row[features.indexOf(feature)] ?? NaN) >= from;
  if (probability >= (sendsOn ? highFrom : bands.highFrom)) return 'high';
  return probability < bands.likelyInnocentBelow ? 'likelyInnocent' : 'unsure';
}
