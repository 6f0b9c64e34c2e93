import type { TreeModel } from './model.js';

/** How sure an assessment is. `unsure` is the answer wherever the model does not know. */
export type Band = 'high' | 'unsure' | 'likelyInnocent';

/** Returns the band of a calibrated probability, by the conformal limits of the model. */
export function bandOf({ bands }: TreeModel, probability: number): Band {
  if (probability >= bands.highFrom) return 'high';
  return probability < bands.likelyInnocentBelow ? 'likelyInnocent' : 'unsure';
}
