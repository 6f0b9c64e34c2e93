/** What a change of a distribution calls for. */
export type Drift = 'none' | 'warn' | 'stop';

/** Population stability: from here on somebody looks (0.1), from here on advice falls back (0.25). */
const WARN_FROM = 0.1;
const STOP_FROM = 0.25;
/** A share of zero would make the index infinite. */
const LEAST_SHARE = 0.0001;

/**
 * Returns the population stability index between figures of then and of now: how far the shares
 * differ that fall into tenths of the old figures. Unknown values (NaN) are a bin of their own. 0
 * means the same; NaN where one side has no figures.
 */
export function stabilityIndex(then: readonly number[], now: readonly number[]): number {
  if (then.length === 0 || now.length === 0) return NaN;
  const limits = tenthsOf(then);
  const [before, after] = [sharesOf(then, limits), sharesOf(now, limits)];
  return before.reduce((sum, share, bin) => {
    const other = after[bin] ?? LEAST_SHARE;
    return sum + (other - share) * Math.log(other / share);
  }, 0);
}

/**
 * How many scores are compared: the first of a model version with its newest. With fewer, chance
 * alone moves the index by a tenth.
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

function sharesOf(figures: readonly number[], limits: readonly number[]): number[] {
  const counts = new Array<number>(limits.length + 2).fill(0);
  for (const figure of figures) {
    const above = limits.findIndex((limit) => figure < limit);
    const bin = Number.isNaN(figure) ? limits.length + 1 : above < 0 ? limits.length : above;
    counts[bin] = (counts[bin] ?? 0) + 1;
  }
  return counts.map((count) => Math.max(LEAST_SHARE, count / figures.length));
}
