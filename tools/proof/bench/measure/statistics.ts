/** Latencies of one kind, in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p90: number;
  readonly p95: number;
  readonly p99: number;
  /** How many were measured. */
  readonly n: number;
}

/**
 * Returns the median, the ninetieth, ninety-fifth and ninety-ninth percentile (nearest rank).
 * Throws when there are no samples.
 */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  return {
    p50: rank(sorted, 0.5),
    p90: rank(sorted, 0.9),
    p95: rank(sorted, 0.95),
    p99: rank(sorted, 0.99),
    n: sorted.length,
  };
}

function rank(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('no samples');
  return Math.round(value * 10) / 10;
}

/** How many things were done in how many seconds. */
export interface Tally {
  readonly done: number;
  readonly seconds: number;
}

/** Returns the rate per second over all tallies together. */
export function rateOf(tallies: readonly Tally[]): number {
  const done = tallies.reduce((sum, tally) => sum + tally.done, 0);
  const seconds = tallies.reduce((sum, tally) => sum + tally.seconds, 0);
  return done / seconds;
}
