/** What became of an account about which a model advised. */
export interface Outcome {
  /** The probability that was shown. */
  score: number;
  /** An officer said that it is a mule's (true), or that it is not (false). */
  isConfirmed: boolean;
}

/** How probabilities of one tenth compare with what became of the accounts. */
export interface CalibrationBin {
  from: number;
  to: number;
  count: number;
  expected: number;
  actual: number;
  /** The 95% interval of `actual` (Wilson, 1927). */
  interval: { from: number; to: number };
  /** The interval does not hold what the model expected. */
  isOff: boolean;
}

const BINS = 10;
/** The 97.5th percentile of the normal distribution. */
const Z = 1.96;

/**
 * Compares the probabilities of a model with the outcomes, by tenths; a tenth without an outcome is
 * left out. Accounts that nobody looked at are missing, so only outcomes of slots that were drawn
 * by chance say how good a model is on all.
 */
export function calibrationOfOutcomes(outcomes: readonly Outcome[]): CalibrationBin[] {
  return Array.from({ length: BINS }, (_, bin) => {
    const inBin = outcomes.filter(({ score }) => Math.min(BINS - 1, Math.floor(score * BINS)) === bin);
    return inBin.length === 0 ? null : binOf(bin, inBin);
  }).filter((bin) => bin !== null);
}

function binOf(bin: number, outcomes: readonly Outcome[]): CalibrationBin {
  const count = outcomes.length;
  const expected = outcomes.reduce((sum, { score }) => sum + score, 0) / count;
  const actual = outcomes.filter(({ isConfirmed }) => isConfirmed).length / count;
  const interval = wilson(actual, count);
  const isOff = expected < interval.from || expected > interval.to;
  return { from: bin / BINS, to: (bin + 1) / BINS, count, expected, actual, interval, isOff };
}

/** Returns the 95% interval of a share among so many (Wilson, 1927). */
export function wilson(share: number, count: number): CalibrationBin['interval'] {
  const middle = share + Z ** 2 / (2 * count);
  const half = Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  const scale = 1 + Z ** 2 / count;
  return { from: Math.max(0, (middle - half) / scale), to: Math.min(1, (middle + half) / scale) };
}
