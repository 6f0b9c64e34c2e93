/** What a change of a distribution calls for. */
export const DRIFTS = ['none', 'warn', 'stop'] as const;
export type Drift = (typeof DRIFTS)[number];

/** Population stability: from here on somebody looks (0.1), from here on advice falls back (0.25). */
const WARN_FROM = 0.1;
const STOP_FROM = 0.25;
/** A share of zero would make the index infinite. */
const LEAST_SHARE = 0.0001;

/** How figures are spread over tenths of theirs. Unknown values (NaN) are a bin of their own, the last. */
export interface Spread {
  /** The distinct figures at which a tenth of the known ones ends, rising. */
  limits: readonly number[];
  /** The share of the figures below each limit, of those from the last one on, and of the unknown. */
  shares: readonly number[];
}

/** Returns how figures are spread; there is at least one. */
function spreadOf(figures: readonly number[]): Spread {
  const limits = tenthsOf(figures);
  return { limits, shares: sharesOf(binsOf(figures, limits), limits) };
}

/** Returns the bin of a spread that a figure falls into, from 0 on. */
export function binOf(figure: number, limits: readonly number[]): number {
  if (Number.isNaN(figure)) return limits.length + 1;
  const above = limits.findIndex((limit) => figure < limit);
  return above < 0 ? limits.length : above;
}

/**
 * Returns the population stability index between figures of then and of now: how far the shares
 * differ that fall into tenths of the old figures. 0 means the same; NaN where one side has no
 * figures.
 */
export function stabilityIndex(then: readonly number[], now: readonly number[]): number {
  if (then.length === 0) return NaN;
  const spread = spreadOf(then);
  return stabilityOfBins(spread, binsOf(now, spread.limits));
}

/** Returns the same index between a spread of then and the bins of it that figures of now fall into. */
export function stabilityOfBins(then: Spread, now: readonly number[]): number {
  if (now.length === 0) return NaN;
  const after = sharesOf(now, then.limits);
  return then.shares.reduce((sum, share, bin) => {
    const before = Math.max(LEAST_SHARE, share);
    const other = Math.max(LEAST_SHARE, after[bin] ?? 0);
    return sum + (other - before) * Math.log(other / before);
  }, 0);
}

/**
 * How many are compared: the first scores of a model version with its newest, and the figures of
 * its newest with those that it was trained on. With fewer, chance alone moves the index by a tenth.
 */
export const SCORES_COMPARED = 500;

/** Returns what a population stability index calls for; an index that is unknown calls for `stop`. */
export function driftOf(index: number): Drift {
  if (index < WARN_FROM) return 'none';
  return index < STOP_FROM ? 'warn' : 'stop';
}

/** Returns the distinct figures at which a tenth of all ends. */
function tenthsOf(figures: readonly number[]): number[] {
  const known = figures.filter((figure) => !Number.isNaN(figure)).sort((a, b) => a - b);
  const tenths = [1, 2, 3, 4, 5, 6, 7, 8, 9].map((tenth) => known[Math.floor((known.length * tenth) / 10)] ?? NaN);
  return [...new Set(tenths)].filter((limit) => !Number.isNaN(limit));
}

function binsOf(figures: readonly number[], limits: readonly number[]): number[] {
  return figures.map((figure) => binOf(figure, limits));
}

function sharesOf(bins: readonly number[], limits: readonly number[]): number[] {
  const counts = new Array<number>(limits.length + 2).fill(0);
  for (const bin of bins) counts[bin] = (counts[bin] ?? 0) + 1;
  return counts.map((count) => count / bins.length);
}
