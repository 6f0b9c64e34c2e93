/** A mean with its 95% interval (Student's t); of one value the interval is unknown. */
export interface Estimate {
  mean: number;
  /** Half the width of the interval; null of fewer than two values. */
  within: number | null;
}

/** Two-sided 95% points of Student's t by degrees of freedom, from 1. */
const T95 = [
  12.706, 4.303, 3.182, 2.776, 2.571, 2.447, 2.365, 2.306, 2.262, 2.228, 2.201, 2.179, 2.16, 2.145, 2.131, 2.12, 2.11,
  2.101, 2.093, 2.086,
];
const T95_OF_MANY = 1.96;

/** Estimates the mean of independent values, such as one of each world. Throws on none. */
export function estimate(values: readonly number[]): Estimate {
  if (values.length === 0) throw new RangeError('there is nothing to estimate from');
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  if (values.length === 1) return { mean, within: null };
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1);
  const t = T95[values.length - 2] ?? T95_OF_MANY;
  return { mean, within: t * Math.sqrt(variance / values.length) };
}
