import { BLOCKS, DIMENSIONS, type EncoderData, type Tensor } from './encoder-file.js';
import { UnigramTokenizer } from './tokenizer.js';

const BRANCH_WIDTH = 256;
/** The branches: how many pieces a window has, and how many of them stand before its own. */
const BRANCHES = [
  { name: '2', width: 2, before: 0 },
  { name: '3', width: 3, before: 1 },
  { name: '5', width: 5, before: 2 },
] as const;
const BRANCHES_WIDTH = BRANCHES.length * BRANCH_WIDTH;
const FEATURES = DIMENSIONS + BRANCHES_WIDTH;
const EPSILON = 1e-12;
/** A longer text is read to here: what happened stands in its first pages. */
const MOST_PIECES = 384;

/**
 * Turns texts into vectors whose cosine says how near their meanings are: Universal Sentence
 * Encoder multilingual v3 (Yang et al. 2019, Apache-2.0), a network of windows over the pieces of a
 * text.
 */
export class SentenceEncoder {
  private readonly tokenizer: UnigramTokenizer;
  private readonly rowOf = new Map<number, number>();

  constructor(private readonly data: EncoderData) {
    this.tokenizer = new UnigramTokenizer(data.pieces);
    data.pieces.forEach(({ id }, row) => this.rowOf.set(id, row));
  }

  /** Returns the ids of the pieces of a text, those of the published model. */
  pieceIds(text: string): number[] {
    return this.tokenizer.encode(text);
  }

  /** Returns the vector of a text: 512 numbers, of length 1. */
  encode(text: string): Float32Array {
    const ids = this.pieceIds(text).slice(0, MOST_PIECES);
    const features = this.featuresOf(ids);
    const sum = new Float32Array(FEATURES);
    features.forEach((value, index) => {
      sum[index % FEATURES] = (sum[index % FEATURES] ?? 0) + value;
    });
    const mean = multiply(sum, 1, this.tensor('cnn_W'));
    const bias = this.tensor('cnn_b').values;
    const root = Math.sqrt(ids.length);
    mean.forEach((value, index) => {
      mean[index] = (value + ids.length * (bias[index] ?? 0)) / root;
    });
    return this.headOf(mean);
  }

  /**
   * Returns a row of FEATURES numbers for each piece: its own vector, and what each window sees.
   */
  private featuresOf(ids: readonly number[]): Float32Array {
    const own = this.vectorsOf(ids);
    const features = new Float32Array(ids.length * FEATURES);
    put(features, own, { width: FEATURES, offset: 0, count: DIMENSIONS });
    const inputs = this.branchInputs(own, ids.length);
    BRANCHES.forEach(({ name, width, before }, index) => {
      const input = take(inputs, { width: BRANCHES_WIDTH, offset: index * BRANCH_WIDTH, count: BRANCH_WIDTH });
      const first = this.window(input, { width, before, layer: `1_${name}` });
      const second = this.window(first, { width, before, layer: `2_${name}` });
      put(features, second, { width: FEATURES, offset: DIMENSIONS + index * BRANCH_WIDTH, count: BRANCH_WIDTH });
    });
    normaliseRows(features, this.tensor('ln_g').values, this.tensor('ln_b').values);
    return features;
  }

  /** Projects the pieces for all branches; their numbers are normalised together. */
  private branchInputs(own: Float32Array, pieces: number): Float32Array {
    const inputs = new Float32Array(pieces * BRANCHES_WIDTH);
    const all = (name: string): Float32Array =>
      Float32Array.from(BRANCHES.flatMap((branch) => [...this.tensor(`${name}${branch.name}`).values]));
    BRANCHES.forEach(({ name }, index) => {
      const input = addTo(multiply(own, pieces, this.tensor(`proj${name}`)), this.tensor(`proj_b${name}`));
      put(inputs, input, { width: BRANCHES_WIDTH, offset: index * BRANCH_WIDTH, count: BRANCH_WIDTH });
    });
    normaliseRows(inputs, all('ln_g'), all('ln_b'));
    return inputs;
  }

  private vectorsOf(ids: readonly number[]): Float32Array {
    const { table, scale, low } = this.data;
    const vectors = new Float32Array(ids.length * DIMENSIONS);
    ids.forEach((id, position) => {
      const row = (this.rowOf.get(id) ?? 0) * DIMENSIONS;
      const block = id % BLOCKS;
      for (let index = 0; index < DIMENSIONS; index += 1) {
        vectors[position * DIMENSIONS + index] = (table[row + index] ?? 0) * (scale[block] ?? 0) + (low[block] ?? 0);
      }
    });
    return vectors;
  }

  /**
   * One layer of a branch: each row sees the rows around it, zeros outside; the row itself is
   * added.
   */
  private window(rows: Float32Array, at: { width: number; before: number; layer: string }): Float32Array {
    const count = rows.length / BRANCH_WIDTH;
    const seen = new Float32Array(count * at.width * BRANCH_WIDTH);
    for (let row = 0; row < count; row += 1) {
      for (let step = 0; step < at.width; step += 1) {
        const source = row + step - at.before;
        if (source < 0 || source >= count) continue;
        const part = rows.subarray(source * BRANCH_WIDTH, (source + 1) * BRANCH_WIDTH);
        seen.set(part, (row * at.width + step) * BRANCH_WIDTH);
      }
    }
    const result = addTo(multiply(seen, count, this.tensor(`w${at.layer}`)), this.tensor(`b${at.layer}`));
    result.forEach((value, index) => {
      result[index] = Math.max(value, 0) + (rows[index] ?? 0);
    });
    return result;
  }

  private headOf(mean: Float32Array): Float32Array {
    const first = relu(multiply(mean, 1, this.tensor('d0')));
    const second = relu(sumOf(multiply(mean, 1, this.tensor('p1')), multiply(first, 1, this.tensor('d1'))));
    const third = relu(multiply(second, 1, this.tensor('d2')));
    const last = sumOf(multiply(second, 1, this.tensor('p3')), multiply(third, 1, this.tensor('d3'))).map(Math.tanh);
    const length = Math.sqrt(last.reduce((sum, value) => sum + value * value, EPSILON));
    return last.map((value) => value / length);
  }

  private tensor(name: string): Tensor {
    const tensor = this.data.tensors[name];
    if (tensor === undefined) throw new Error(`the encoder has no tensor ${name}`);
    return tensor;
  }
}

/**
 * Multiplies `count` rows by a matrix with an even number of columns. Four rows and two columns at
 * a time stay in registers, which is two to three times as fast as row by row.
 */
function multiply(rows: Float32Array, count: number, matrix: Tensor): Float32Array {
  const { rows: inputs, columns, values } = matrix;
  const result = new Float32Array(count * columns);
  for (let row = 0; row < count; row += 4) {
    // Where there are fewer than four rows, the last one is read again.
    const a = row * inputs;
    const b = Math.min(row + 1, count - 1) * inputs;
    const c = Math.min(row + 2, count - 1) * inputs;
    const d = Math.min(row + 3, count - 1) * inputs;
    for (let column = 0; column < columns; column += 2) {
      let a0 = 0;
      let a1 = 0;
      let b0 = 0;
      let b1 = 0;
      let c0 = 0;
      let c1 = 0;
      let d0 = 0;
      let d1 = 0;
      for (let input = 0, place = column; input < inputs; input += 1, place += columns) {
        const left = values[place] as number;
        const right = values[place + 1] as number;
        a0 += (rows[a + input] as number) * left;
        a1 += (rows[a + input] as number) * right;
        b0 += (rows[b + input] as number) * left;
        b1 += (rows[b + input] as number) * right;
        c0 += (rows[c + input] as number) * left;
        c1 += (rows[c + input] as number) * right;
        d0 += (rows[d + input] as number) * left;
        d1 += (rows[d + input] as number) * right;
      }
      const target = row * columns + column;
      result[target] = a0;
      result[target + 1] = a1;
      if (row + 1 < count) result[target + columns] = b0;
      if (row + 1 < count) result[target + columns + 1] = b1;
      if (row + 2 < count) result[target + 2 * columns] = c0;
      if (row + 2 < count) result[target + 2 * columns + 1] = c1;
      if (row + 3 < count) result[target + 3 * columns] = d0;
      if (row + 3 < count) result[target + 3 * columns + 1] = d1;
    }
  }
  return result;
}

function addTo(rows: Float32Array, bias: Tensor): Float32Array {
  rows.forEach((value, index) => {
    rows[index] = value + (bias.values[index % bias.columns] ?? 0);
  });
  return rows;
}

function sumOf(a: Float32Array, b: Float32Array): Float32Array {
  return a.map((value, index) => value + (b[index] ?? 0));
}

function relu(values: Float32Array): Float32Array {
  return values.map((value) => Math.max(value, 0));
}

/** `count` numbers of each row of `width`, from `offset` on. */
interface Columns {
  readonly width: number;
  readonly offset: number;
  readonly count: number;
}

/** Copies rows into columns of wider rows. */
function put(target: Float32Array, rows: Float32Array, { width, offset, count }: Columns): void {
  for (let row = 0; row < rows.length / count; row += 1) {
    target.set(rows.subarray(row * count, (row + 1) * count), row * width + offset);
  }
}

/** Copies columns of wider rows. */
function take(rows: Float32Array, { width, offset, count }: Columns): Float32Array {
  const taken = new Float32Array((rows.length / width) * count);
  for (let row = 0; row < rows.length / width; row += 1) {
    taken.set(rows.subarray(row * width + offset, row * width + offset + count), row * count);
  }
  return taken;
}

/** Gives each row mean 0 and variance 1, then gain and bias, in place (layer normalisation). */
function normaliseRows(rows: Float32Array, gain: Float32Array, bias: Float32Array): void {
  const width = gain.length;
  for (let start = 0; start < rows.length; start += width) {
    const row = rows.subarray(start, start + width);
    const mean = row.reduce((sum, value) => sum + value, 0) / width;
    const variance = row.reduce((sum, value) => sum + (value - mean) ** 2, 0) / width;
    const factor = 1 / Math.sqrt(variance + EPSILON);
    row.forEach((value, index) => {
      row[index] = (value - mean) * factor * (gain[index] ?? 0) + (bias[index] ?? 0);
    });
  }
}
