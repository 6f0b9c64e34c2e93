/** Latencies of one kind, in milliseconds. */
export interface Spread {
  readonly p50: number;
  readonly p90: number;
  readonly p99: number;
  /** How many were measured. */
  readonly n: number;
}

/**
 * Median, ninetieth and ninety-ninth percentile (nearest rank). Throws for no samples: nothing was
 * measured.
 */
export function spreadOf(samples: readonly number[]): Spread {
  const sorted = [...samples].sort((a, b) => a - b);
  return { p50: rank(sorted, 0.5), p90: rank(sorted, 0.9), p99: rank(sorted, 0.99), n: sorted.length };
}

function rank(sorted: readonly number[], share: number): number {
  const value = sorted[Math.max(0, Math.ceil(sorted.length * share) - 1)];
  if (value === undefined) throw new Error('no samples');
  return Math.round(value * 10) / 10;
}

/** Things done in some seconds, over several slices. */
export interface Tally {
  readonly done: number;
  readonly seconds: number;
}

/** Rate over all slices together, per second. */
export function rateOf(tallies: readonly Tally[]): number {
  const done = tallies.reduce((sum, tally) => sum + tally.done, 0);
  const seconds = tallies.reduce((sum, tally) => sum + tally.seconds, 0);
  return done / seconds;
}
