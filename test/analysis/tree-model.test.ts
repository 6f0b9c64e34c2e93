import { readFileSync } from 'node:fs';
import path from 'node:path';
import { hopModel, type InformationSet } from '../../src/analysis/assess-hops.js';
import { HOP_FEATURES } from '../../src/analysis/features/hop-features.js';
import hashes from '../../src/analysis/models/hashes.json';
import { parseModel } from '../../src/analysis/models/load-model.js';
import { calibrate } from '../../src/analysis/trees/calibrate.js';
import { scoreRow } from '../../src/analysis/trees/model.js';
import { thresholdsOf } from '../../src/analysis/trees/thresholds.js';
import { explainRow } from '../../src/analysis/trees/tree-shap.js';

/** What Python says of the same rows: `ml/` writes it with the model. */
interface Goldens {
  rows: (number | null)[][];
  scores: number[];
  probabilities: number[];
  /** The last of a row is the base. */
  contributions: number[][];
}

const SETS: readonly InformationSet[] = ['reported', 'history'];
const folder = path.join(__dirname, 'goldens');
const models = path.join(__dirname, '../../src/analysis/models');

function goldensOf(set: InformationSet) {
  const goldens = JSON.parse(readFileSync(path.join(folder, `${hopModel(set).version}.json`), 'utf8')) as Goldens;
  return { ...goldens, rows: goldens.rows.map((row) => row.map((value) => value ?? NaN)) };
}

describe.each(SETS)('the model of hop risk for what is %s', (set) => {
  it('scores as Python does', () => {
    const { rows, scores, probabilities } = goldensOf(set);
    expect(rows.length).toBeGreaterThanOrEqual(50);
    for (const [index, row] of rows.entries()) {
      const score = scoreRow(hopModel(set), row);
      expect(Math.abs(score - (scores[index] ?? NaN))).toBeLessThanOrEqual(1e-9);
      expect(Math.abs(calibrate(hopModel(set), score) - (probabilities[index] ?? NaN))).toBeLessThanOrEqual(1e-9);
    }
  });

  it('explains each score as Python does, and the parts add up to it', () => {
    const { rows, scores, contributions } = goldensOf(set);
    for (const [index, row] of rows.entries()) {
      const { base, contributions: parts } = explainRow(hopModel(set), row);
      for (const [place, part] of [...parts, base].entries()) {
        expect(Math.abs(part - (contributions[index]?.[place] ?? NaN))).toBeLessThanOrEqual(1e-6);
      }
      const total = parts.reduce((sum, part) => sum + part, base);
      expect(Math.abs(total - (scores[index] ?? NaN))).toBeLessThanOrEqual(1e-6);
    }
  });

  it('reads the features that the code computes, in their order, but for the joins that a country of accounts lacks', () => {
    const joins = HOP_FEATURES.filter(({ group }) => group === 'joins').map(({ name }) => name);
    expect([...hopModel(set).features, ...joins]).toEqual(HOP_FEATURES.map(({ name }) => name));
  });

  it('keeps with it how each feature was spread in training, as served figures are binned', () => {
    const { features, spread } = hopModel(set);
    expect(spread).toHaveLength(features.length);
    for (const { limits, shares } of spread) {
      expect(limits).toEqual([...new Set(limits)].toSorted((one, other) => one - other));
      expect(shares).toHaveLength(limits.length + 2);
      expect(shares.reduce((sum, share) => sum + share, 0)).toBeCloseTo(1, 4);
    }
  });

  it('turns on the day of opening as it is served: the logarithm of days, and no count of them', () => {
    const place = hopModel(set).features.indexOf('daysOpen');
    const thresholds = thresholdsOf(hopModel(set), place);
    expect(thresholds.length).toBeGreaterThan(0);
    expect(thresholds.at(-1)).toBeLessThan(Math.log1p(100 * 365));
  });

  it('never lowers a score for more of what can only raise it', () => {
    const places = HOP_FEATURES.slice(0, hopModel(set).features.length);
    const rising = places.flatMap(({ monotone }, place) => (monotone === 1 ? [place] : []));
    expect(rising.length).toBeGreaterThan(5);
    for (const row of goldensOf(set).rows.slice(0, 12)) {
      for (const place of rising) {
        const scores = [0, 0.25, 0.5, 1, 2, 5].map((value) => scoreRow(hopModel(set), row.with(place, value)));
        expect(scores).toEqual(scores.toSorted((a, b) => a - b));
      }
    }
  });

  it('is calibrated by a table that rises, with limits in order', () => {
    const { calibration, bands } = hopModel(set);
    expect(calibration.scores).toEqual(calibration.scores.toSorted((a, b) => a - b));
    expect(calibration.probabilities).toEqual(calibration.probabilities.toSorted((a, b) => a - b));
    expect(bands.likelyInnocentBelow).toBeLessThan(bands.highFrom);
    expect(bands.likelyInnocentBelow).toBeLessThan(bands.sendsOn.highFrom);
    expect(hopModel(set).features).toContain(bands.sendsOn.feature);
  });
});

describe('the reader of models', () => {
  it('refuses a model of which one byte differs', () => {
    const [name, hash] = Object.entries(hashes)[0] ?? [];
    const bytes = readFileSync(path.join(models, name ?? ''));
    expect(parseModel('it', bytes, hash ?? '').trees.length).toBeGreaterThan(0);
    bytes[bytes.length - 3] = (bytes[bytes.length - 3] ?? 0) ^ 1;
    expect(() => parseModel('it', bytes, hash ?? '')).toThrow('not the one that was measured');
  });
});
