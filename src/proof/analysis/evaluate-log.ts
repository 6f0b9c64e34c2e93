import { hopModel } from '../../analysis/assess-hops.js';
import { averagePrecision, mean, recallAtTop, rocArea, type Scored } from '../../analysis/measures.js';
import { calibrate } from '../../analysis/trees/calibrate.js';
import { scoreRow } from '../../analysis/trees/model.js';
import type { Log } from './read-logs.js';
import { type Candidate, seedCases } from './seeded-cases.js';

/** How good an order of candidates is. */
interface Figures {
  /** The area below precision by recall, over the candidates of all cases; beside the base rate. */
  averagePrecision: number;
  /** The middle 95 of 100 when cases are drawn anew with replacement. */
  interval: [low: number, high: number];
  /** The share of the mules of a case among its first five; the mean over cases that have one. */
  recallAtFive: number;
  rocArea: number;
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
  modelVersion: string;
  scores: Record<'taint' | 'model' | 'taintTimesModel', Figures>;
}

const FIRST = 5;
const DRAWS = 500;

/** Measures how well taint, the model, and both together put the candidates of a log in order. */
export function evaluateLog(log: Log): Evaluation {
  const model = hopModel('history');
  const cases = seedCases(log).map(({ candidates }) => candidates);
  const probability = ({ features }: Candidate) => calibrate(model, scoreRow(model, features));
  const scoreBy = (score: (candidate: Candidate) => number): Figures =>
    measure(cases.map((all) => all.map((one) => ({ score: score(one), isPositive: one.isFlagged }))));
  const pool = cases.flat();
  const flagged = pool.filter(({ isFlagged }) => isFlagged).length;
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
    modelVersion: model.version,
    scores: {
      taint: scoreBy(({ taint }) => taint),
      model: scoreBy(probability),
      taintTimesModel: scoreBy((candidate) => softened(candidate.taint) * probability(candidate)),
    },
  };
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
  return {
    averagePrecision: rounded(averagePrecision(pool)),
    interval: intervalOf(cases),
    recallAtFive: rounded(mean(cases.map((scored) => recallAtTop(scored, FIRST)).filter((recall) => !isNaN(recall)))),
    rocArea: rounded(rocArea(pool)),
  };
}

/** Draws cases anew with replacement, always the same draws, and measures each drawing. */
function intervalOf(cases: readonly (readonly Scored[])[]): [number, number] {
  let state = 1;
  const nextPlace = (): number => {
    state = (state * 48_271) % 2_147_483_647; // Lehmer, as MINSTD
    return state % cases.length;
  };
  const drawn = Array.from({ length: DRAWS }, () =>
    averagePrecision(cases.flatMap(() => cases[nextPlace()] ?? [])),
  ).sort((a, b) => a - b);
  return [rounded(drawn[Math.floor(DRAWS * 0.025)] ?? NaN), rounded(drawn[Math.ceil(DRAWS * 0.975) - 1] ?? NaN)];
}

/** Four places are more than these logs can tell apart. */
function rounded(figure: number): number {
  return Math.round(figure * 10_000) / 10_000;
}
