/** A linear model of the log-odds, on standardised inputs. */
interface Logistic {
  means: readonly number[];
  spreads: readonly number[];
  weights: readonly number[];
  bias: number;
}

/** Steps of the fit; after these the weights of such small tables no longer move. */
const STEPS = 600;
const RATE = 0.5;
/** A little shrinkage, so that the fit exists also where one input separates all rows. */
const SHRINK = 1e-3;

/**
 * Fits a logistic regression by gradient descent. The same rows give the same model.
 * @param rows one row of inputs for each label
 */
export function fitLogistic(rows: readonly (readonly number[])[], labels: readonly boolean[]): Logistic {
  const width = rows[0]?.length ?? 0;
  const columns = Array.from({ length: width }, (_, column) => rows.map((row) => row[column] ?? 0));
  const means = columns.map((values) => values.reduce((sum, value) => sum + value, 0) / values.length);
  const spreads = columns.map((values, column) => spreadOf(values, means[column] ?? 0));
  const scaled = rows.map((row) => row.map((value, column) => standard(value, means[column], spreads[column])));
  const weights = new Array<number>(width).fill(0);
  let bias = 0;
  for (let step = 0; step < STEPS; step += 1) {
    const slopes = new Array<number>(width).fill(0);
    let biasSlope = 0;
    for (const [index, row] of scaled.entries()) {
      const error = sigmoid(dot(row, weights) + bias) - (labels[index] === true ? 1 : 0);
      biasSlope += error;
      for (let column = 0; column < width; column += 1)
        slopes[column] = (slopes[column] ?? 0) + error * (row[column] ?? 0);
    }
    bias -= (RATE * biasSlope) / scaled.length;
    for (let column = 0; column < width; column += 1) {
      const weight = weights[column] ?? 0;
      weights[column] = weight - RATE * ((slopes[column] ?? 0) / scaled.length + SHRINK * weight);
    }
  }
  return { means, spreads, weights, bias };
}

/** Returns the probability that a model gives a row. */
export function probabilityOf({ means, spreads, weights, bias }: Logistic, row: readonly number[]): number {
  const scaled = row.map((value, column) => standard(value, means[column], spreads[column]));
  return sigmoid(dot(scaled, weights) + bias);
}

/**
 * Returns the area under the ROC curve: how often a positive has a higher score than a negative;
 * equal scores count half. Returns 0.5 where one of the two is missing.
 */
export function areaUnderCurve(scores: readonly number[], labels: readonly boolean[]): number {
  const sorted = scores.map((score, index) => ({ score, isPositive: labels[index] === true }));
  sorted.sort((a, b) => a.score - b.score);
  const positives = sorted.filter(({ isPositive }) => isPositive).length;
  const negatives = sorted.length - positives;
  if (positives === 0 || negatives === 0) return 0.5;
  let area = 0;
  let below = 0;
  for (let start = 0; start < sorted.length;) {
    let end = start;
    while (end < sorted.length && sorted[end]?.score === sorted[start]?.score) end += 1;
    const tied = sorted.slice(start, end);
    const tiedPositives = tied.filter(({ isPositive }) => isPositive).length;
    const tiedNegatives = tied.length - tiedPositives;
    area += tiedPositives * (below + tiedNegatives / 2);
    below += tiedNegatives;
    start = end;
  }
  return area / (positives * negatives);
}

function spreadOf(values: readonly number[], mean: number): number {
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return Math.sqrt(variance) || 1;
}

function standard(value: number, mean = 0, spread = 1): number {
  return (value - mean) / spread;
}

function dot(row: readonly number[], weights: readonly number[]): number {
  return row.reduce((sum, value, column) => sum + value * (weights[column] ?? 0), 0);
}

function sigmoid(value: number): number {
  return 1 / (1 + Math.exp(-value));
}
