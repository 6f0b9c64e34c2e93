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
  const contributions = new Float64Array(model.features.length);
  const { base, path } = preparedFor(model);
  for (const tree of model.trees) {
    descend({ tree, row, contributions, path }, 0, 0, 0, { zero: 1, one: 1, feature: -1 });
  }
  return { base, contributions: [...contributions] };
}

/** What is the same for every row of a model: its base, and a path as long as its deepest tree. */
interface Prepared {
  base: number;
  path: Path;
}

const prepared = new WeakMap<TreeModel, Prepared>();

function preparedFor(model: TreeModel): Prepared {
  const known = prepared.get(model);
  if (known !== undefined) return known;
  const base = model.trees.reduce((sum, tree) => sum + expectedValue(tree, 0), 0);
  const path = new Path(Math.max(0, ...model.trees.map((tree) => depthOf(tree, 0))) + 2);
  prepared.set(model, { base, path });
  return { base, path };
}

/** One split on the way: the shares of its subsets that flow down with it unknown, and known. */
interface Split {
  feature: number;
  zero: number;
  one: number;
}

interface Walk {
  tree: Tree;
  row: readonly number[];
  contributions: Float64Array;
  path: Path;
}

/**
 * The splits on the way from the root to a node, with the weight of subsets of each size. Every
 * level of the tree has its own copy, one behind the other in one block, so that nothing is
 * allocated on the way: explaining is the slowest part of an assessment.
 */
class Path {
  readonly feature: Int32Array;
  readonly zero: Float64Array;
  readonly one: Float64Array;
  readonly weight: Float64Array;

  constructor(levels: number) {
    const size = (levels * (levels + 1)) / 2;
    this.feature = new Int32Array(size);
    this.zero = new Float64Array(size);
    this.one = new Float64Array(size);
    this.weight = new Float64Array(size);
  }

  /**
   * Copies `length` splits from one place to a later one, which is not among them. The lists are a
   * few numbers long: `copyWithin` would take several times as long.
   */
  copy(from: number, to: number, length: number): void {
    const { feature, zero, one, weight } = this;
    for (let place = 0; place < length; place += 1) {
      feature[to + place] = feature[from + place] ?? 0;
      zero[to + place] = zero[from + place] ?? 0;
      one[to + place] = one[from + place] ?? 0;
      weight[to + place] = weight[from + place] ?? 0;
    }
  }

  /** Adds a split to the `length` splits at `start`: the subsets grow by those with it. */
  extend(start: number, length: number, { feature, zero, one }: Split): void {
    const { weight } = this;
    this.feature[start + length] = feature;
    this.zero[start + length] = zero;
    this.one[start + length] = one;
    weight[start + length] = length === 0 ? 1 : 0;
    for (let place = length - 1; place >= 0; place -= 1) {
      const known = weight[start + place] ?? 0;
      weight[start + place + 1] = (weight[start + place + 1] ?? 0) + (one * known * (place + 1)) / (length + 1);
      weight[start + place] = (zero * known * (length - place)) / (length + 1);
    }
  }

  /** Takes the split at `index` out of the `length` splits at `start`: the opposite of `extend`. */
  unwind(start: number, length: number, index: number): void {
    const { feature, zero, one, weight } = this;
    const last = length - 1;
    const [ofZero, ofOne] = [zero[start + index] ?? 0, one[start + index] ?? 0];
    let carried = weight[start + last] ?? 0;
    for (let place = last - 1; place >= 0; place -= 1) {
      const known = weight[start + place] ?? 0;
      if (ofOne === 0) weight[start + place] = (known * length) / (ofZero * (last - place));
      else {
        const unwound = (carried * length) / ((place + 1) * ofOne);
        weight[start + place] = unwound;
        carried = known - (unwound * ofZero * (last - place)) / length;
      }
    }
    for (const list of [feature, zero, one]) list.copyWithin(start + index, start + index + 1, start + length);
  }

  /** Returns the sum of the weights without the split at `index`. */
  weightWithout(start: number, length: number, index: number): number {
    const { zero, one, weight } = this;
    const last = length - 1;
    const [ofZero, ofOne] = [zero[start + index] ?? 0, one[start + index] ?? 0];
    let carried = weight[start + last] ?? 0;
    let total = 0;
    for (let place = last - 1; place >= 0; place -= 1) {
      const known = weight[start + place] ?? 0;
      if (ofOne === 0) total += (known * length) / (ofZero * (last - place));
      else {
        const unwound = (carried * length) / ((place + 1) * ofOne);
        total += unwound;
        carried = known - (unwound * ofZero * (last - place)) / length;
      }
    }
    return total;
  }
}

/** Goes down from a node whose parent's path has `length` splits at `parent`. */
function descend(walk: Walk, node: number, parent: number, length: number, split: Split): void {
  const { tree, row, contributions, path } = walk;
  const start = parent + length;
  path.copy(parent, start, length);
  path.extend(start, length, split);
  const own = length + 1;
  const feature = at(tree.feature, node);
  if (feature < 0) {
    const value = at(tree.value, node);
    for (let place = 1; place < own; place += 1) {
      const of = path.feature[start + place] ?? 0;
      const difference = (path.one[start + place] ?? 0) - (path.zero[start + place] ?? 0);
      contributions[of] = (contributions[of] ?? 0) + path.weightWithout(start, own, place) * difference * value;
    }
    return;
  }
  let [zero, one, kept] = [1, 1, own];
  for (let place = 1; place < own; place += 1) {
    if (path.feature[start + place] !== feature) continue;
    zero = path.zero[start + place] ?? 0;
    one = path.one[start + place] ?? 0;
    path.unwind(start, own, place);
    kept -= 1;
    break;
  }
  const [left, right] = [at(tree.left, node), at(tree.right, node)];
  const [hot, cold] = goesLeft(tree, node, row) ? [left, right] : [right, left];
  const cover = at(tree.cover, node);
  descend(walk, hot, start, kept, { zero: (zero * at(tree.cover, hot)) / cover, one, feature });
  descend(walk, cold, start, kept, { zero: (zero * at(tree.cover, cold)) / cover, one: 0, feature });
}

function depthOf(tree: Tree, node: number): number {
  if (at(tree.feature, node) < 0) return 1;
  return 1 + Math.max(depthOf(tree, at(tree.left, node)), depthOf(tree, at(tree.right, node)));
}

function expectedValue(tree: Tree, node: number): number {
  if (at(tree.feature, node) < 0) return at(tree.value, node);
  const [left, right] = [at(tree.left, node), at(tree.right, node)];
  const [ofLeft, ofRight] = [at(tree.cover, left), at(tree.cover, right)];
  return (ofLeft * expectedValue(tree, left) + ofRight * expectedValue(tree, right)) / (ofLeft + ofRight);
}
