import type { TreeModel } from './model.js';

/** How sure an assessment is. `unsure` is the answer wherever the model does not know. */
export type Band = 'high' | 'unsure' | 'likelyInnocent';

/**
 * So long after the theft nobody is called likely innocent, in ms. In the first hours little is known of any
 * account, a mule's too, and an officer who is comforted looks elsewhere.
 */
const NO_COMFORT_MS = 24 * 60 * 60 * 1000;

/**
 * Returns the band of a row by its calibrated probability and the conformal limits of the model.
 * Who has long sent on what comes in has a limit of its own, which is never lower: a habit alone
 * is no reason to be suspected. `sinceTheftMs`: how long ago the first money of the trail was stolen.
 */
export function bandOf(
  { bands, features }: TreeModel,
  row: readonly number[],
  probability: number,
  sinceTheftMs: number,
): Band {
  const { feature, from, highFrom } = bands.sendsOn;
  const sendsOn = (row[features.indexOf(feature)] ?? NaN) >= from;
  if (probability >= (sendsOn ? highFrom : bands.highFrom)) return 'high';
  const mayComfort = sinceTheftMs >= NO_COMFORT_MS;
  return mayComfort && probability < bands.likelyInnocentBelow ? 'likelyInnocent' : 'unsure';
}
