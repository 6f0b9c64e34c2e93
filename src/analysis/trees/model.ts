import type { Spread } from '../../domain/advice/drift.js';

/**
 * A gradient-boosted model of decision trees as `ml/` writes it, with what turns its score into a
 * probability and a band. It is plain JSON.
 */
export interface TreeModel {
  /** E.g. `hop-1`. */
  version: string;
  /** What the columns of a row are, in order. */
  features: readonly string[];
  /** How each column was spread over the rows that it was trained on, in the same order. */
  spread: readonly Spread[];
  trees: readonly Tree[];
  /**
   * Isotonic calibration: a score at `scores[i]` means the probability `probabilities[i]`; between
   * two of them it is interpolated. Both rise.
   */
  calibration: { scores: readonly number[]; probabilities: readonly number[] };
  /** Conformal limits of the probability; between them the model does not know. */
  bands: {
    likelyInnocentBelow: number;
    highFrom: number;
    /** The limit for accounts that have long sent on what comes in: at least `from` of a feature. */
    sendsOn: { feature: string; from: number; highFrom: number };
  };
}

/**
 * One tree, by arrays with an entry for each node; node 0 is the root. A leaf has the feature -1.
 */
export interface Tree {
  feature: readonly number[];
  /** A row goes left where its value is at most this. */
  threshold: readonly number[];
  /** Where a row goes whose value is unknown (NaN): 1 left, 0 right. */
  unknownLeft: readonly number[];
  left: readonly number[];
  right: readonly number[];
  /** What a leaf adds to the score, in log-odds; 0 for other nodes. */
  value: readonly number[];
  /** How many training rows passed the node. */
  cover: readonly number[];
}

/** Returns the score of a row in log-odds: the sum of the leaves that it reaches. */
export function scoreRow(model: TreeModel, row: readonly number[]): number {
  let score = 0;
  for (const tree of model.trees) score += leafOf(tree, row);
  return score;
}

/** Returns whether a row goes left at a node that is no leaf. */
export function goesLeft(tree: Tree, node: number, row: readonly number[]): boolean {
  const value = row[at(tree.feature, node)] ?? NaN;
  return Number.isNaN(value) ? at(tree.unknownLeft, node) === 1 : value <= at(tree.threshold, node);
}

/** Returns an entry of a tree. Throws a RangeError where the model is broken. */
export function at(numbers: readonly number[], index: number): number {
  const value = numbers[index];
  if (value === undefined) throw new RangeError(`a tree has no entry ${index}`);
  return value;
}

function leafOf(tree: Tree, row: readonly number[]): number {
  let node = 0;
  while (at(tree.feature, node) >= 0) node = at(goesLeft(tree, node, row) ? tree.left : tree.right, node);
  return at(tree.value, node);
}
