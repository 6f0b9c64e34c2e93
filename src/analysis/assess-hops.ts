import { binOf } from '../domain/advice/drift.js';
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

/** How likely an account that stolen money can have reached is a mule's. */
export interface HopScore {
  /** The account (`accountKey`). */
  account: string;
  /** The calibrated probability that the account is a mule's; 0 to 1. */
  score: number;
  band: Band;
}

/** What the analysis says of one account that stolen money can have reached. It only advises. */
export interface Assessment extends HopScore {
  /** What speaks most for the band, the weightiest first, at most four. */
  reasons: readonly Reason[];
  /** One figure that would have to differ for a milder band; null where none alone would do. */
  counterfactual: { th: string; en: string } | null;
  modelVersion: string;
  featureHash: string;
  /**
   * Into which bin of the spread that the model was trained on each figure falls, a digit of base 36
   * for each. By them it is seen when the figures drift.
   */
  bins: string;
}

/**
 * What whoever asks can see. `reported`: the trails that institutions reported to the centre.
 * `history`: all transfers of all institutions, before and since the theft.
 */
export type InformationSet = 'reported' | 'history';

const MODEL_FILES = { reported: 'hop-reported-7.json', history: 'hop-history-6.json' } as const;
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

/** Does what `assessHops` does without the reasons, which cost most of its time. */
export function scoreHops(trail: Trail, observed: Observed, asOf: number, set: InformationSet): HopScore[] {
  return scoredRows(trail, makeReady(observed), asOf, set).map(({ score }) => score);
}

/** Does what `assessHops` does, on observations made ready once for many trails. */
function assessReadyHops(trail: Trail, ready: ReadyObserved, asOf: number, set: InformationSet): Assessment[] {
  const model = hopModel(set);
  return scoredRows(trail, ready, asOf, set).map((scored) => explained(model, scored));
}

/** A scored account, with its figures and how long ago the first money of the trail was stolen, in ms. */
interface ScoredRow {
  score: HopScore;
  row: readonly number[];
  sinceTheftMs: number;
}

/** Scores each account of a trail, the highest first. */
function scoredRows(trail: Trail, ready: ReadyObserved, asOf: number, set: InformationSet): ScoredRow[] {
  const trace = traceTaint(trail, ready.history, asOf);
  if (trace === null) return [];
  const model = hopModel(set);
  const views = viewHops(trace, ready, asOf);
  const rows = readHopFeatures(views);
  const sinceTheftMs = trace.until - trace.since;
  return views
    .map(({ reached }, index) => ({ account: reached.account, row: rows[index] ?? [] }))
    .filter(({ account }) => !trace.victims.has(account))
    .map(({ account, row }) => {
      const score = calibrate(model, scoreRow(model, row));
      return { score: { account, score, band: bandOf(model, row, score, sinceTheftMs) }, row, sinceTheftMs };
    })
    .sort((a, b) => b.score.score - a.score.score || (a.score.account < b.score.account ? -1 : 1));
}

function explained(model: TreeModel, { score, row, sinceTheftMs }: ScoredRow): Assessment {
  const { band } = score;
  return {
    ...score,
    reasons: reasonsFor(model, row, band),
    counterfactual: counterfactualFor(model, row, band, sinceTheftMs),
    modelVersion: model.version,
    featureHash: featureHash(stepsOf(model, row)),
    bins: model.spread.map(({ limits }, place) => binOf(row[place] ?? NaN, limits).toString(36)).join(''),
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

function counterfactualFor(
  model: TreeModel,
  row: readonly number[],
  band: Band,
  sinceTheftMs: number,
): Assessment['counterfactual'] {
  const found = findCounterfactual(model, row, band, sinceTheftMs);
  if (found === null) return null;
  const { th, en } = reasonOf(found.feature, found.value);
  return { th: `ระดับจะลดลงหาก: ${th}`, en: `the band would be milder if: ${en}` };
}
