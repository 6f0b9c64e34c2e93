/** A score beside the truth. */
export interface Scored {
  score: number;
  isPositive: boolean;
}

/**
 * Returns the average precision (the area below precision by recall) of scores; 0 where nothing is
 * positive. Equal scores count as one step, so that no order among them can flatter.
 */
export function averagePrecision(scored: readonly Scored[]): number {
  const positives = scored.filter(({ isPositive }) => isPositive).length;
  let found = 0;
  let seen = 0;
  let area = 0;
  for (const group of byScore(scored)) {
    const hits = group.filter(({ isPositive }) => isPositive).length;
    found += hits;
    seen += group.length;
    area += (hits / Math.max(1, positives)) * (found / seen);
  }
  return area;
}

/**
 * Returns the share of the positives that stand among the first `count` by score; NaN where nothing
 * is positive. Of equal scores across the border each counts by its chance to be among the first.
 */
export function recallAtTop(scored: readonly Scored[], count: number): number {
  const positives = scored.filter(({ isPositive }) => isPositive).length;
  let found = 0;
  let left = count;
  for (const group of byScore(scored)) {
    const hits = group.filter(({ isPositive }) => isPositive).length;
    found += hits * Math.min(1, left / group.length);
    left -= Math.min(left, group.length);
  }
  return found / positives;
}

/** Returns the chance that a positive stands before a negative; equal scores count a half. */
export function rocArea(scored: readonly Scored[]): number {
  const positives = scored.filter(({ isPositive }) => isPositive).length;
  const negatives = scored.length - positives;
  let below = negatives;
  let pairs = 0;
  for (const group of byScore(scored)) {
    const hits = group.filter(({ isPositive }) => isPositive).length;
    const misses = group.length - hits;
    below -= misses;
    pairs += hits * (below + misses / 2);
  }
  return pairs / (positives * negatives);
}

/**
 * Returns the expected calibration error of probabilities: in ten bins of equal width, how far the
 * mean probability is from the share of positives, weighted by size (Naeini, 2015).
 */
export function calibrationError(scored: readonly Scored[]): number {
  let error = 0;
  for (let place = 0; place < 10; place += 1) {
    const bin = scored.filter(({ score }) => Math.min(9, Math.floor(score * 10)) === place);
    if (bin.length === 0) continue;
    const expected = mean(bin.map(({ score }) => score));
    const actual = mean(bin.map(({ isPositive }) => Number(isPositive)));
    error += (bin.length / scored.length) * Math.abs(expected - actual);
  }
  return error;
}

/** Returns the mean of figures; NaN of none. */
export function mean(figures: readonly number[]): number {
  return figures.reduce((sum, figure) => sum + figure, 0) / figures.length;
}

/** How often items are drawn anew for an interval. */
const DRAWS = 500;

/**
 * Returns the middle 95 of 100 of a measure when items are drawn anew with replacement (bootstrap).
 * The draws are always the same. A drawing without a measure (NaN) counts for nothing; null where
 * none has one.
 */
export function drawnInterval<T>(items: readonly T[], measure: (drawn: T[]) => number): [number, number] | null {
  let state = 1;
  const next = (): T | undefined => {
    state = (state * 48_271) % 2_147_483_647; // Lehmer, as MINSTD
    return items[state % items.length];
  };
  const measured = Array.from({ length: DRAWS }, () => measure(items.flatMap(() => next() ?? [])))
    .filter((figure) => !Number.isNaN(figure))
    .sort((a, b) => a - b);
  const [low, high] = [Math.floor(measured.length * 0.025), Math.ceil(measured.length * 0.975) - 1];
  const [from, to] = [measured[low], measured[high]];
  return from === undefined || to === undefined ? null : [from, to];
}

/** Groups equal scores, the highest first. */
function byScore(scored: readonly Scored[]): Scored[][] {
  const groups: Scored[][] = [];
  for (const item of scored.toSorted((a, b) => b.score - a.score)) {
    const last = groups.at(-1);
    if (last?.[0]?.score === item.score) last.push(item);
    else groups.push([item]);
  }
  return groups;
}
