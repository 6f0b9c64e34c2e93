import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { AdviceBand, AdviceKind } from '../../../src/domain/advice/advice.js';
import type { Outcome } from '../../../src/domain/advice/calibration-of-outcomes.js';
import {
  bandByCard,
  measuredByCard,
  measuredOf,
  type Ranked,
  rankedOf,
  saidWith,
} from '../../../src/domain/advice/measured.js';
import { projectDir } from '../../architecture/project.js';

const HOP = 'hop-reported-7';
const NOBODY: ReadonlyMap<string, readonly Outcome[]> = new Map();
const APART: Ranked = { accounts: 3, contrast: 0.2 };

/** What came of `count` accounts of a band, of which `mules` were a mule's. */
function cameOf(band: AdviceBand, count: number, mules: number): ReadonlyMap<string, readonly Outcome[]> {
  const outcomes = Array.from({ length: count }, (_, index) => ({
    score: 0.9,
    band,
    isMule: index < mules,
    isOfRecord: true,
  }));
  return new Map([[HOP, outcomes]]);
}

describe('what is said as advice', () => {
  it.each<[string, AdviceKind, string, AdviceBand, Ranked, boolean]>([
    ['an account worth a look, among others', 'hop_risk', HOP, 'high', APART, true],
    ['one that is likely innocent', 'hop_risk', HOP, 'likely_innocent', APART, true],
    ['one of which the model is not sure', 'hop_risk', HOP, 'unsure', APART, false],
    ['one of two accounts', 'hop_risk', HOP, 'high', { accounts: 2, contrast: 0.9 }, false],
    ['one of none', 'hop_risk', HOP, 'high', { accounts: 0, contrast: 0 }, false],
    ['one of many that look alike', 'hop_risk', HOP, 'high', { accounts: 40, contrast: 0.19 }, false],
    ['one by a model that nobody measured', 'hop_risk', 'hop-other', 'high', APART, false],
    ['the challenger', 'hop_risk', 'taint-1', 'high', APART, false],
    ['a ring, whatever its accounts', 'ring', 'ring-3', 'high', { accounts: 0, contrast: 0 }, true],
    ['a ring that is not sure', 'ring', 'ring-3', 'unsure', APART, false],
    ['a mistaken complaint', 'review_order', 'review-order-1', 'high', APART, false],
    ['a case type', 'case_type', 'case-type-1', 'high', APART, false],
  ])('says or is silent of %s', (_, kind, modelVersion, band, ranked, isSaid) => {
    expect(saidWith({ kind, modelVersion, band }, NOBODY, ranked) !== null).toBe(isSaid);
  });

  it('is measured by the card until enough came of its own advice', () => {
    const said = { modelVersion: HOP, band: 'high' as const };
    expect(measuredOf(said, cameOf('high', 29, 0))?.basis).toBe('card');
    expect(measuredOf(said, cameOf('likely_innocent', 300, 300))?.basis).toBe('card');
    expect(measuredOf(said, cameOf('high', 40, 38))).toMatchObject({ basis: 'outcomes', right: 0.95 });
    const comfort = { modelVersion: HOP, band: 'likely_innocent' as const };
    expect(measuredOf(comfort, cameOf('likely_innocent', 40, 2))).toMatchObject({ basis: 'outcomes', right: 0.95 });
  });

  it('falls silent where its own advice came out wrong too often, whatever its card says', () => {
    const high = { kind: 'hop_risk', modelVersion: HOP, band: 'high' as const };
    expect(saidWith(high, cameOf('high', 40, 39), APART)).not.toBeNull();
    expect(saidWith(high, cameOf('high', 40, 30), APART)).toBeNull();
  });

  it('ranks by how many accounts there are, and how far the highest stands above the lowest', () => {
    expect(rankedOf([])).toEqual({ accounts: 0, contrast: 0 });
    expect(rankedOf([0.5])).toEqual({ accounts: 1, contrast: 0 });
    expect(rankedOf([0.25, 0.75, 0.5])).toEqual({ accounts: 3, contrast: 0.5 });
  });
});

describe('the band of what has no probability of its own', () => {
  it.each([
    ['ring-3', 'high'],
    ['review-order-1', 'unsure'],
    ['case-type-1', 'unsure'],
    ['a model that nobody measured', 'unsure'],
  ])('of %s is %s, by its card', (modelVersion, band) => {
    expect(bandByCard(modelVersion)).toBe(band);
  });
});

describe('the figures of the cards', () => {
  const text = (file: string) => readFileSync(path.join(projectDir, file), 'utf8');
  /** Returns the cells of a row of a table behind its label. */
  const cells = (file: string, label: string) => {
    const row = text(file)
      .split('\n')
      .map((line) => line.split('|').map((cell) => cell.trim()))
      .find(([, first]) => first === label);
    if (row === undefined) throw new Error(`${file} has no row ${label}`);
    return row.slice(2);
  };
  const CARD = 'src/analysis/models/MODEL_CARD.md';
  const LAB = 'docs/lab/README.md';
  const figure = (cell = ''): number[] => (cell.match(/\.\d+|1\.000?/g) ?? []).map(Number);

  it.each<[string, AdviceBand, string, string, number]>([
    [HOP, 'high', CARD, "accounts called high that are a mule's", 0],
    [HOP, 'likely_innocent', CARD, 'accounts called likely innocent, a day after the theft, that are', 0],
    ['review-order-1', 'high', LAB, 'any of the three', 1],
    ['case-type-1', 'high', 'docs/models/case-type-1.md', '410 texts of another hand, which nobody here saw', 1],
  ])('of %s, %s, are those of the table', (modelVersion, band, file, label, column) => {
    const measured = measuredByCard({ modelVersion, band });
    const rows = label === 'analysis' ? howMoneyLeaves(text(LAB)) : cells(file, label);
    const [right = NaN, plusMinus = NaN, to] = figure(rows[column]);
    expect(measured?.right).toBeCloseTo(right, 3);
    expect(measured?.from).toBeCloseTo(to === undefined ? right - plusMinus : plusMinus, 3);
    expect(measured?.to).toBeCloseTo(Math.min(1, to ?? right + plusMinus), 3);
  });
});

/** Returns the cells of the analysis in the table of how money leaves; another table has a row of that name. */
function howMoneyLeaves(page: string): string[] {
  const table = page.slice(page.indexOf('| who says it |'));
  const row = table.split('\n').find((line) => line.startsWith('| analysis |')) ?? '';
  return row.split('|').slice(2);
}
