import { featureHash } from './feature-hash.js';
import { readHopFeatures } from './features/hop-features.js';
import { reasonOf } from './features/hop-words.js';
import { viewHops } from './features/hop-view.js';
import { makeReady, type ReadyObserved } from './features/history.js';
import { loadModel } from './models/load-model.js';
import type { Observed, Reason, Trail } from './observed.js';
import { traceTaint } from './trace/taint.js';
import { bandOf, type Band } from './trees/band.js';
import { calibrate } from './trees/calibrate.js';
import { findCounterfactual } from './trees/counterfactual.js';
import { scoreRow, type TreeModel } from './trees/model.js';
import { stepOf } from './trees/thresholds.js';
import { explainRow } from './trees/tree-shap.js';

/** What the analysis says of one account that stolen money can have reached. It only advises. */
export interface Assessment {
  /** The account (`accountKey`). */
  account: string;
  /** The calibrated probability that the account is a mule's; 0 to 1. */
  score: number;
  band: Band;
  /** What speaks most for the band, the weightiest first, at most four. */
  reasons: readonly Reason[];
  /** One figure that would have to differ for a milder band; null where none alone would do. */
  counterfactual: { th: string; en: string } | null;
  modelVersion: string;
  featureHash: string;
}

/**
 * What whoever asks can see. `reported`: the trails that institutions reported to the centre.
 * `history`: all transfers of all institutions, before and since the theft.
 */
export type InformationSet = 'reported' | 'history';

const MODEL_FILES = { reported: 'hop-reported-2.json', history: 'hop-history-2.json' } as const;
const REASONS_MAX = 4;

const models = new Map<InformationSet, TreeModel>();

/** Returns the model for an information set; it is read and its hash checked once. */
export function hopModel(set: InformationSet): TreeModel {
  const known = models.get(set);
  if (known !== undefined) return known;
  const model = loadModel(MODEL_FILES[set]);
  models.set(set, model);
  return model;
}

/**
 * Assesses every account that the stolen money of a trail can have reached by `asOf` (epoch ms),
 * best worth a look first. Nothing later than `asOf` changes the result.
 */
export function assessHops(
  trail: Trail,
  observed: Observed,
  asOf: number,
  set: InformationSet = 'reported',
): Assessment[] {
  return assessReadyHops(trail, makeReady(observed), asOf, set);
}

/** Does what `assessHops` does, on observations made ready once for many trails. */
function assessReadyHops(trail: Trail, ready: ReadyObserved, asOf: number, set: InformationSet): Assessment[] {
  const trace = traceTaint(trail, ready.history, asOf);
  if (trace === null) return [];
  const model = hopModel(set);
  const views = viewHops(trace, ready, asOf);
  const rows = readHopFeatures(views);
  return views
    .map(({ reached }, index) => ({ account: reached.account, row: rows[index] ?? [] }))
    .filter(({ account }) => !trace.victims.has(account))
    .map(({ account, row }) => assessRow(model, account, row))
    .sort((a, b) => b.score - a.score || (a.account < b.account ? -1 : 1));
}

function assessRow(model: TreeModel, account: string, row: readonly number[]): Assessment {
  const score = calibrate(model, scoreRow(model, row));
  const band = bandOf(model, row, score);
  return {
    account,
    score,
    band,
    reasons: reasonsFor(model, row, band),
    counterfactual: counterfactualFor(model, row, band),
    modelVersion: model.version,
    featureHash: featureHash(stepsOf(model, row)),
  };
}

/**
 * Returns the figures of a row as far as the model tells them apart. The money lies a little longer
 * at every look, and that alone is no other advice.
 */
function stepsOf(model: TreeModel, row: readonly number[]): Record<string, number> {
  return Object.fromEntries(model.features.map((name, place) => [name, stepOf(model, place, row[place] ?? NaN)]));
}

/**
 * What lowers the score is the reason for a likely innocent account; for others, what raises it.
 * There is always one.
 */
function reasonsFor(model: TreeModel, row: readonly number[], band: Band): Reason[] {
  const sign = band === 'likelyInnocent' ? -1 : 1;
  return explainRow(model, row)
    .contributions.map((contribution, place) => ({ place, weight: sign * contribution }))
    .sort((a, b) => b.weight - a.weight)
    .filter(({ weight }, index) => weight > 0 || index === 0)
    .slice(0, REASONS_MAX)
    .map(({ place }) => reasonOf(model.features[place] ?? '', row[place] ?? NaN));
}

function counterfactualFor(model: TreeModel, row: readonly number[], band: Band): Assessment['counterfactual'] {
  const found = findCounterfactual(model, row, band);
  if (found === null) return null;
  const { th, en } = reasonOf(found.feature, found.value);
  return { th: `ระดับจะลดลงหาก: ${th}`, en: `the band would be milder if: ${en}` };
}
