import { ADVICE_BANDS, type AdviceBand } from './advice.js';

/** What was found of an account about which a model advised. */
export interface Outcome {
  /** The probability that the model gave. */
  score: number;
  band: AdviceBand;
  /** The account is a mule's (true), or not (false). */
  isMule: boolean;
  /** The record proves it; otherwise an officer said so. */
  isOfRecord: boolean;
}

/** How the probabilities of some accounts compare with what was found of them. */
export interface Compared {
  /** Accounts of which something was found. */
  count: number;
  /** Of them, those of which the record proves it; null below `LEAST_OUTCOMES` accounts. */
  ofRecord: number | null;
  /** The mean probability; null with it: of one account it would be that account's score. */
  expected: number | null;
  /** The share that is a mule's; null with it. */
  actual: number | null;
  /** The 95% interval of `actual` (Wilson, 1927); null with it. */
  interval: { from: number; to: number } | null;
  /** The interval does not hold what the model expected. */
  isOff: boolean;
}

/** The accounts whose probability lies in one tenth. */
export interface CalibrationOfTenth extends Compared {
  from: number;
  to: number;
}

/** The accounts that the model put in one band. */
export interface CalibrationOfBand extends Compared {
  band: AdviceBand;
}

/** With fewer accounts a share says nothing of a model, and may tell of one case. */
const LEAST_OUTCOMES = 10;

const TENTHS = 10;
/** The 97.5th percentile of the normal distribution. */
const Z = 1.96;

/**
 * Compares the probabilities of a model with the outcomes, by tenths; a tenth without an outcome is
 * left out. Accounts that nobody looked at are missing, so only outcomes of slots that were drawn
 * by chance say how good a model is on all.
 */
export function calibrationByTenth(outcomes: readonly Outcome[]): CalibrationOfTenth[] {
  return Array.from({ length: TENTHS }, (_, tenth) => {
    const own = outcomes.filter(({ score }) => Math.min(TENTHS - 1, Math.floor(score * TENTHS)) === tenth);
    return own.length === 0 ? [] : [{ from: tenth / TENTHS, to: (tenth + 1) / TENTHS, ...compared(own) }];
  }).flat();
}

/** Does the same by the bands that officers see. */
export function calibrationByBand(outcomes: readonly Outcome[]): CalibrationOfBand[] {
  return ADVICE_BANDS.flatMap((band) => {
    const own = outcomes.filter((outcome) => outcome.band === band);
    return own.length === 0 ? [] : [{ band, ...compared(own) }];
  });
}

function compared(outcomes: readonly Outcome[]): Compared {
  const count = outcomes.length;
  if (count < LEAST_OUTCOMES)
    return { count, ofRecord: null, expected: null, actual: null, interval: null, isOff: false };
  const expected = outcomes.reduce((sum, { score }) => sum + score, 0) / count;
  const ofRecord = outcomes.filter(({ isOfRecord }) => isOfRecord).length;
  const actual = outcomes.filter(({ isMule }) => isMule).length / count;
  const interval = wilson(actual, count);
  const isOff = expected < interval.from || expected > interval.to;
  return { count, ofRecord, expected, actual, interval, isOff };
}

/** Returns the 95% interval of a share among so many (Wilson, 1927). */
export function wilson(share: number, count: number): { from: number; to: number } {
  const middle = share + Z ** 2 / (2 * count);
  const half = Z * Math.sqrt((share * (1 - share)) / count + Z ** 2 / (4 * count ** 2));
  const scale = 1 + Z ** 2 / count;
  return { from: Math.max(0, (middle - half) / scale), to: Math.min(1, (middle + half) / scale) };
}
