import { type Band, bandOf } from './band.js';
import { calibrate } from './calibrate.js';
import { scoreRow, type TreeModel } from './model.js';
import { thresholdsOf } from './thresholds.js';

/**
 * The features that an officer can picture as different, and that a bank can be asked about. What
 * an agency says is no part of a "what if".
 */
const CONCEIVABLE = ['concentration', 'waitedHours', 'sentOn', 'traceInShare', 'newReceiverShare', 'shopShare'];

/** One figure, and the value at which the band would be milder. */
interface Counterfactual {
  feature: string;
  value: number;
}

/**
 * Finds the smallest change of one conceivable figure of a row that would make its band milder;
 * null where none alone would, and for a row that is likely innocent. Only values are tried at
 * which a tree of the model turns.
 */
export function findCounterfactual(
  model: TreeModel,
  row: readonly number[],
  band: Band,
  sinceTheftMs: number,
): Counterfactual | null {
  if (band === 'likelyInnocent') return null;
  const bandOfRow = (tried: readonly number[]): Band =>
    bandOf(model, tried, calibrate(model, scoreRow(model, tried)), sinceTheftMs);
  for (const feature of CONCEIVABLE) {
    const place = model.features.indexOf(feature);
    const now = row[place];
    if (now === undefined || Number.isNaN(now)) continue;
    const byDistance = turnsOf(model, place).sort((a, b) => Math.abs(a - now) - Math.abs(b - now));
    const value = byDistance.find((tried) => isMilder(bandOfRow(row.with(place, tried)), band));
    if (value !== undefined) return { feature, value };
  }
  return null;
}

const MILDER: readonly Band[] = ['likelyInnocent', 'unsure', 'high'];

function isMilder(band: Band, than: Band): boolean {
  return MILDER.indexOf(band) < MILDER.indexOf(than);
}

/** Returns values on both sides of thresholds of a feature, at most 20 of them. */
function turnsOf(model: TreeModel, place: number): number[] {
  const thresholds = thresholdsOf(model, place);
  const step = Math.max(1, Math.ceil(thresholds.length / 10));
  return thresholds.filter((_, index) => index % step === 0).flatMap((value) => [value, value + 1e-6]);
}
