import { FILE_LABELS, NARRATIVE_TYPES, type NarrativeType } from '../case-type/case-types.js';
import type { NarrativeReading } from '../read-narrative.js';

/** A text with its label, and what a reader made of it. */
interface LabelledReading {
  readonly type: NarrativeType;
  readonly reading: NarrativeReading;
}

/** How well case types are told apart; by the labels of the file. */
export interface CaseTypeScore {
  /** Texts of the fourteen types; top1, top3 and ece are over these. */
  readonly inScope: number;
  readonly outOfScope: number;
  /** How often the likeliest of the fourteen types is the right one; null without texts. */
  readonly top1: number | null;
  readonly top3: number | null;
  /** The chance that a text out of scope scores higher as such than one in scope (ROC area). */
  readonly outOfScopeAuc: number | null;
  /** The expected error of the confidence, in ten bins of equal width. */
  readonly ece: number | null;
  readonly labels: Record<string, { texts: number; top1: number; top3: number }>;
  /** Label, then what was likeliest instead or rightly, and how often. */
  readonly confusion: Record<string, Record<string, number>>;
}

/** Scores the readings of labelled texts. */
export function scoreCaseTypes(all: readonly LabelledReading[]): CaseTypeScore {
  const inScope = all.filter(({ type }) => type !== 'none');
  const outOfScope = all.filter(({ type }) => type === 'none');
  const labels: CaseTypeScore['labels'] = {};
  const confusion: CaseTypeScore['confusion'] = {};
  for (const type of NARRATIVE_TYPES) {
    const own = inScope.filter((one) => one.type === type);
    if (own.length === 0) continue;
    const label = FILE_LABELS[type];
    labels[label] = { texts: own.length, top1: share(own, isFirst) ?? 0, top3: share(own, isAmongThree) ?? 0 };
    const row: Record<string, number> = {};
    for (const { reading } of own) {
      const first = FILE_LABELS[reading.caseTypes[0]?.caseType ?? 'none'];
      row[first] = (row[first] ?? 0) + 1;
    }
    confusion[label] = row;
  }
  return {
    inScope: inScope.length,
    outOfScope: outOfScope.length,
    top1: share(inScope, isFirst),
    top3: share(inScope, isAmongThree),
    outOfScopeAuc: rocArea(outOfScope.map(outOfScopeOf), inScope.map(outOfScopeOf)),
    ece: confidenceError(inScope),
    labels,
    confusion,
  };
}

function isFirst({ type, reading }: LabelledReading): boolean {
  return reading.caseTypes[0]?.caseType === type;
}

function isAmongThree({ type, reading }: LabelledReading): boolean {
  return reading.caseTypes.some(({ caseType }) => caseType === type);
}

function outOfScopeOf({ reading }: LabelledReading): number {
  return reading.outOfScope;
}

function share(all: readonly LabelledReading[], is: (one: LabelledReading) => boolean): number | null {
  return all.length === 0 ? null : all.filter(is).length / all.length;
}

function rocArea(higher: readonly number[], lower: readonly number[]): number | null {
  if (higher.length === 0 || lower.length === 0) return null;
  let won = 0;
  for (const one of higher) for (const other of lower) won += one > other ? 1 : one === other ? 0.5 : 0;
  return won / (higher.length * lower.length);
}

const BINS = 10;

function confidenceError(all: readonly LabelledReading[]): number | null {
  if (all.length === 0) return null;
  const confidenceOf = ({ reading }: LabelledReading): number => reading.caseTypes[0]?.confidence ?? 0;
  let error = 0;
  for (let bin = 0; bin < BINS; bin += 1) {
    const own = all.filter((one) => Math.min(BINS - 1, Math.floor(confidenceOf(one) * BINS)) === bin);
    const confidence = own.reduce((sum, one) => sum + confidenceOf(one), 0);
    error += Math.abs(confidence - own.filter(isFirst).length) / all.length;
  }
  return error;
}
