import { type Tree, type TreeModel, at, goesLeft } from './model.js';

/** What each feature adds to the score of one row. */
export interface Explanation {
  /** The score before anything is known of the row, in log-odds. */
  base: number;
  /** One for each feature; with the base they add up to the score. */
  contributions: readonly number[];
}

/**
 * Explains the score of a row by exact Shapley values along the paths of the trees (Lundberg and
 * others, 2018, algorithm 2; the share of training rows stands for what is not known).
 */
export function explainRow(model: TreeModel, row: readonly number[]): Explanation {
  const contributions = new Array<number>(model.features.length).fill(0);
  let base = 0;
  for (const tree of model.trees) {
    base += expectedValue(tree, 0);
    descend({ tree, row, contributions }, 0, [], { zero: 1, one: 1, feature: -1 });
  }
  return { base, contributions };
}

/** One split feature on a path: which shares of its subsets flow down, with it unknown or known. */
interface PathStep {
  feature: number;
  zero: number;
  one: number;
  /** The weight of subsets with as many features as the place of the step. */
  weight: number;
}

interface Walk {
  tree: Tree;
  row: readonly number[];
  contributions: number[];
}

function descend(
  walk: Walk,
  node: number,
  parentPath: readonly PathStep[],
  step: { zero: number; one: number; feature: number },
): void {
  const path = extend(parentPath, step);
  const { tree, row, contributions } = walk;
  const feature = at(tree.feature, node);
  if (feature < 0) {
    for (let place = 1; place < path.length; place += 1) {
      const { zero, one, feature: ofStep } = stepAt(path, place);
      const weight = unwoundWeight(path, place);
      contributions[ofStep] = (contributions[ofStep] ?? 0) + weight * (one - zero) * at(tree.value, node);
    }
    return;
  }
  const [left, right] = [at(tree.left, node), at(tree.right, node)];
  const isLeft = goesLeft(tree, node, row);
  const [hot, cold] = isLeft ? [left, right] : [right, left];
  const earlier = path.findIndex((known, place) => place > 0 && known.feature === feature);
  const { zero, one } = earlier < 0 ? { zero: 1, one: 1 } : stepAt(path, earlier);
  const rest = earlier < 0 ? path : unwind(path, earlier);
  const cover = at(tree.cover, node);
  descend(walk, hot, rest, { zero: (zero * at(tree.cover, hot)) / cover, one, feature });
  descend(walk, cold, rest, { zero: (zero * at(tree.cover, cold)) / cover, one: 0, feature });
}

/** Adds a step to a path: the subsets grow by those with the new feature. */
function extend(path: readonly PathStep[], step: { zero: number; one: number; feature: number }): PathStep[] {
  const length = path.length;
  const next = path.map((known) => ({ ...known }));
  next.push({ ...step, weight: length === 0 ? 1 : 0 });
  for (let place = length - 1; place >= 0; place -= 1) {
    const weight = stepAt(next, place).weight;
    stepAt(next, place + 1).weight += (step.one * weight * (place + 1)) / (length + 1);
    stepAt(next, place).weight = (step.zero * weight * (length - place)) / (length + 1);
  }
  return next;
}

/** Takes a step out of a path again: the opposite of `extend`. */
function unwind(path: readonly PathStep[], index: number): PathStep[] {
  const last = path.length - 1;
  const { zero, one } = stepAt(path, index);
  const next = path.map((known) => ({ ...known }));
  let carried = stepAt(next, last).weight;
  for (let place = last - 1; place >= 0; place -= 1) {
    const known = stepAt(next, place);
    const weight = known.weight;
    if (one !== 0) {
      known.weight = (carried * (last + 1)) / ((place + 1) * one);
      carried = weight - (known.weight * zero * (last - place)) / (last + 1);
    } else {
      known.weight = (weight * (last + 1)) / (zero * (last - place));
    }
  }
  for (let place = index; place < last; place += 1) {
    const { feature, zero: ofZero, one: ofOne } = stepAt(next, place + 1);
    Object.assign(stepAt(next, place), { feature, zero: ofZero, one: ofOne });
  }
  return next.slice(0, last);
}

/** Returns the sum of the weights of a path without one of its steps. */
function unwoundWeight(path: readonly PathStep[], index: number): number {
  return unwind(path, index).reduce((sum, { weight }) => sum + weight, 0);
}

function expectedValue(tree: Tree, node: number): number {
  if (at(tree.feature, node) < 0) return at(tree.value, node);
  const [left, right] = [at(tree.left, node), at(tree.right, node)];
  const [ofLeft, ofRight] = [at(tree.cover, left), at(tree.cover, right)];
  return (ofLeft * expectedValue(tree, left) + ofRight * expectedValue(tree, right)) / (ofLeft + ofRight);
}

function stepAt(path: readonly PathStep[], place: number): PathStep {
  const step = path[place];
  if (step === undefined) throw new RangeError(`a path has no step ${place}`);
  return step;
}
