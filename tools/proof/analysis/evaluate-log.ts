import { hopModel } from '../../../src/analysis/assess-hops.js';
import {
  averagePrecision,
  drawnInterval,
  mean,
  recallAtTop,
  rocArea,
  type Scored,
} from '../../../src/analysis/measures.js';
import { calibrate } from '../../../src/analysis/trees/calibrate.js';
import { scoreRow } from '../../../src/analysis/trees/model.js';
import { StartRefusal } from '../../embedded/refusal.js';
import type { Log } from './read-logs.js';
import { type Candidate, seedCases } from './seeded-cases.js';

/** How good an order of candidates is. */
interface Figures {
  /** How many times the base rate the average precision is. */
  lift: number;
  /** The area below precision by recall, over the candidates of all cases; beside the base rate. */
  averagePrecision: number;
  /** The middle 95 of 100 when cases are drawn anew with replacement. */
  interval: [low: number, high: number] | null;
  /** The share of the mules of a case among its first five; the mean over cases that have one. */
  recallAtFive: number;
  rocArea: number;
}

/**
 * One question and its answer in figures: how well the accounts of a label are put first. Each figure
 * is the area below precision by recall, which an order by chance has as `baseRate`.
 */
interface Answer {
  /** `flagged_account`: any mule of the log; `same_alert_pattern`: a mule of the pattern of the complaint. */
  label: 'flagged_account' | 'same_alert_pattern';
  modelVersion: string;
  positives: number;
  baseRate: number;
  /** Of the model alone. */
  prAuc: number;
  taint: number;
  taintTimesModel: number;
}

/** What was measured on one log. */
export interface Evaluation {
  log: string;
  kind: Log['kind'];
  accounts: number;
  transfers: number;
  flaggedAccounts: number;
  cases: number;
  candidates: number;
  flaggedCandidates: number;
  candidatesPerCase: number;
  /** The share of candidates that are mules: what an order by chance has as average precision. */
  baseRate: number;
  /** A figure for each label and model; a label is left out that no candidate has, or every one, or that the log does not know. */
  answers: Answer[];
  /** The model that sees all transfers of the log. The centre cannot have those. */
  modelVersion: string;
  scores: Record<'taint' | 'model' | 'taintTimesModel', Figures>;
  /** The model that the product uses, which sees the trails of the complaints made by then. */
  reported: {
    modelVersion: string;
    /** The share of candidates that stand on such a trail; the others come last. */
    seen: number;
    scores: Record<'model' | 'taintTimesModel', Figures>;
  };
}

const FIRST = 5;

/**
 * Measures how well taint, the model, and both together put the candidates of a log in order. Throws
 * StartRefusal where no candidate is flagged, or every one: then no order is better than another.
 */
export function evaluateLog(log: Log): Evaluation {
  const model = hopModel('history');
  const reportedModel = hopModel('reported');
  const cases = seedCases(log).map(({ candidates }) => candidates);
  const pool = cases.flat();
  const flagged = pool.filter(({ isFlagged }) => isFlagged).length;
  if (flagged === 0 || flagged === pool.length) {
    throw new StartRefusal(`${log.name}: of ${pool.length} accounts that a trace reaches ${flagged} are flagged`);
  }
  const scoreBy = (score: (candidate: Candidate) => number): Figures =>
    measure(cases.map((all) => all.map((one) => ({ score: score(one), isPositive: one.isFlagged }))));
  const probability = ({ features }: Candidate) => calibrate(model, scoreRow(model, features));
  const reported = ({ reportedFeatures: row }: Candidate) =>
    row === null ? 0 : calibrate(reportedModel, scoreRow(reportedModel, row));
  return {
    log: log.name,
    kind: log.kind,
    accounts: log.accounts,
    transfers: log.transfers.length,
    flaggedAccounts: log.flagged.size,
    cases: cases.length,
    candidates: pool.length,
    flaggedCandidates: flagged,
    candidatesPerCase: rounded(pool.length / cases.length),
    baseRate: rounded(flagged / pool.length),
    answers: [...answersOf(pool, model.version, probability), ...answersOf(pool, reportedModel.version, reported)],
    modelVersion: model.version,
    scores: {
      taint: scoreBy(({ taint }) => taint),
      model: scoreBy(probability),
      taintTimesModel: scoreBy((candidate) => softened(candidate.taint) * probability(candidate)),
    },
    reported: {
      modelVersion: reportedModel.version,
      seen: rounded(pool.filter(({ reportedFeatures }) => reportedFeatures !== null).length / pool.length),
      scores: {
        model: scoreBy(reported),
        taintTimesModel: scoreBy((candidate) => softened(candidate.taint) * reported(candidate)),
      },
    },
  };
}

const LABELS = [
  { label: 'flagged_account', isPositive: ({ isFlagged }: Candidate) => isFlagged },
  { label: 'same_alert_pattern', isPositive: ({ isOfPattern }: Candidate) => isOfPattern === true },
] as const;

/** Returns the figures of a model for each label, over the candidates of all cases. */
function answersOf(
  pool: readonly Candidate[],
  modelVersion: string,
  probability: (candidate: Candidate) => number,
): Answer[] {
  return LABELS.flatMap(({ label, isPositive }) => {
    const positives = pool.filter(isPositive).length;
    if (positives === 0 || positives === pool.length) return [];
    const areaBy = (score: (candidate: Candidate) => number) =>
      rounded(averagePrecision(pool.map((one) => ({ score: score(one), isPositive: isPositive(one) }))));
    return [
      {
        label,
        modelVersion,
        positives,
        baseRate: rounded(positives / pool.length),
        prAuc: areaBy(probability),
        taint: areaBy(({ taint }) => taint),
        taintTimesModel: areaBy((candidate) => softened(candidate.taint) * probability(candidate)),
      },
    ];
  });
}

/**
 * Returns the fourth root of a taint that is never quite 0. By a plain product every account would
 * have 0 that the stolen money did not reach by the rule of the trace. Chosen on AMLSim.
 */
function softened(taint: number): number {
  return (Math.min(1, taint) + 0.001) ** 0.25;
}

function measure(cases: readonly (readonly Scored[])[]): Figures {
  const pool = cases.flat();
  const precision = averagePrecision(pool);
  const interval = drawnInterval(cases, (drawn) => averagePrecision(drawn.flat()));
  return {
    lift: rounded(precision / (pool.filter(({ isPositive }) => isPositive).length / pool.length)),
    averagePrecision: rounded(precision),
    interval: interval && [rounded(interval[0]), rounded(interval[1])],
    recallAtFive: rounded(mean(cases.map((scored) => recallAtTop(scored, FIRST)).filter((recall) => !isNaN(recall)))),
    rocArea: rounded(rocArea(pool)),
  };
}

/** Four places are more than these logs can tell apart. */
function rounded(figure: number): number {
  return Math.round(figure * 10_000) / 10_000;
}
