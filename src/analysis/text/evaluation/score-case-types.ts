import { wilson } from '../../../domain/advice/calibration-of-outcomes.js';
import { calibrationError, drawnInterval, rocArea } from '../../measures.js';
import { FILE_LABELS, NARRATIVE_TYPES, type NarrativeType } from '../case-type/case-types.js';
import type { NarrativeReading } from '../read-narrative.js';

/** A text with its label and language, and what a reader made of it. */
interface LabelledReading {
  readonly type: NarrativeType;
  readonly lang: string;
  readonly reading: NarrativeReading;
}

/** The middle 95 of 100 of a figure; null where there is none. */
type Interval = readonly [low: number, high: number] | null;

/** How well the case types of some texts are told apart; a figure is null without its texts. */
interface Figures {
  /** Texts of the fourteen types; top1, top3 and ece are over these. */
  readonly inScope: number;
  readonly outOfScope: number;
  /** How often the likeliest of the fourteen types is the right one. */
  readonly top1: number | null;
  readonly top3: number | null;
  /** The chance that a text out of scope scores higher as such than one in scope (ROC area). */
  readonly outOfScopeAuc: number | null;
  /** The expected error of the confidence, in ten bins of equal width. */
  readonly ece: number | null;
  /** The share of texts for which nothing is chosen beforehand: few in scope, most out of scope. */
  readonly leftToOfficer: { readonly inScope: number | null; readonly outOfScope: number | null };
  /** 95% intervals: Wilson's for shares, of texts drawn anew for the others. */
  readonly intervals: Readonly<Record<'top1' | 'top3' | 'outOfScopeAuc' | 'ece', Interval>>;
}

/** How well case types are told apart; by the labels of the file. */
export interface CaseTypeScore extends Figures {
  readonly languages: Record<string, Figures>;
  readonly labels: Record<string, { texts: number; top1: number; top3: number }>;
  /** Label, then what was likeliest instead or rightly, and how often. */
  readonly confusion: Record<string, Record<string, number>>;
}

/** Scores the readings of labelled texts. */
export function scoreCaseTypes(all: readonly LabelledReading[]): CaseTypeScore {
  const labels: CaseTypeScore['labels'] = {};
  const confusion: CaseTypeScore['confusion'] = {};
  for (const type of NARRATIVE_TYPES) {
    const own = all.filter((one) => one.type === type && type !== 'none');
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
  const languages = [...new Set(all.map(({ lang }) => lang))].sort();
  return {
    ...figuresOf(all),
    languages: Object.fromEntries(languages.map((lang) => [lang, figuresOf(all.filter((one) => one.lang === lang))])),
    labels,
    confusion,
  };
}

function figuresOf(all: readonly LabelledReading[]): Figures {
  const inScope = all.filter(isInScope);
  const outOfScope = all.filter((one) => !isInScope(one));
  const bothScopes = inScope.length === 0 || outOfScope.length === 0 ? [] : all;
  const top1 = share(inScope, isFirst);
  const top3 = share(inScope, isAmongThree);
  return {
    inScope: inScope.length,
    outOfScope: outOfScope.length,
    top1,
    top3,
    outOfScopeAuc: bothScopes.length === 0 ? null : outOfScopeArea(bothScopes),
    ece: inScope.length === 0 ? null : confidenceError(inScope),
    leftToOfficer: { inScope: share(inScope, isLeft), outOfScope: share(outOfScope, isLeft) },
    intervals: {
      top1: intervalOf(top1, inScope.length),
      top3: intervalOf(top3, inScope.length),
      outOfScopeAuc: drawnInterval(bothScopes, outOfScopeArea),
      ece: drawnInterval(inScope, (drawn) => (drawn.length === 0 ? NaN : confidenceError(drawn))),
    },
  };
}

function isLeft({ reading }: LabelledReading): boolean {
  return reading.officerChooses;
}

function isInScope({ type }: LabelledReading): boolean {
  return type !== 'none';
}

function isFirst({ type, reading }: LabelledReading): boolean {
  return reading.caseTypes[0]?.caseType === type;
}

function isAmongThree({ type, reading }: LabelledReading): boolean {
  return reading.caseTypes.some(({ caseType }) => caseType === type);
}

function share(all: readonly LabelledReading[], is: (one: LabelledReading) => boolean): number | null {
  return all.length === 0 ? null : all.filter(is).length / all.length;
}

function intervalOf(value: number | null, count: number): Interval {
  if (value === null) return null;
  const { from, to } = wilson(value, count);
  return [from, to];
}

function outOfScopeArea(all: readonly LabelledReading[]): number {
  return rocArea(all.map((one) => ({ score: one.reading.outOfScope, isPositive: !isInScope(one) })));
}

function confidenceError(all: readonly LabelledReading[]): number {
  return calibrationError(
    all.map((one) => ({ score: one.reading.caseTypes[0]?.confidence ?? 0, isPositive: isFirst(one) })),
  );
}
