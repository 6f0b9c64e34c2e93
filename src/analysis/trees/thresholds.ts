import type { TreeModel } from './model.js';

const found = new WeakMap<TreeModel, Map<number, readonly number[]>>();

/** Returns the values at which a tree of a model turns on a feature, rising; found once. */
export function thresholdsOf(model: TreeModel, place: number): readonly number[] {
  const ofModel = found.get(model) ?? new Map<number, readonly number[]>();
  found.set(model, ofModel);
  const known = ofModel.get(place) ?? findThresholds(model, place);
  ofModel.set(place, known);
  return known;
}

/**
 * Returns a value as far as a model tells it from others: how many thresholds lie below it, and -1
 * where it is unknown (NaN). Rows that are the same in this have the same score and explanation.
 */
export function stepOf(model: TreeModel, place: number, value: number): number {
  return Number.isNaN(value) ? -1 : thresholdsOf(model, place).filter((threshold) => threshold < value).length;
}

function findThresholds(model: TreeModel, place: number): number[] {
  const thresholds = new Set<number>();
  for (const { feature, threshold } of model.trees) {
    feature.forEach((split, node) => {
      if (split === place) thresholds.add(threshold[node] ?? 0);
    });
  }
  return [...thresholds].sort((a, b) => a - b);
}
