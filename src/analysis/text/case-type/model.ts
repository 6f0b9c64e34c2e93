import { createHash } from 'node:crypto';
import { DIMENSIONS } from '../encoder/encoder-file.js';
import { NARRATIVE_TYPES } from './case-types.js';
import { LEXICON_FEATURES, type SparseFeatures } from './features.js';

/** A model as it is committed: whole numbers of one byte, in base64, one row for each type. */
export interface PackedModel {
  readonly version: string;
  /** SHA-256 of the two weights and everything else, see `hashOf`. */
  readonly sha256: string;
  readonly lexicon: PackedHead;
  readonly encoder: PackedHead;
  /** The share of the encoder where both speak; the rest is the lexicon's. */
  readonly encoderShare: number;
  /** What the scores are divided by, so that a confidence is how often the model is right. */
  readonly temperature: { readonly lexicon: number; readonly both: number };
}

/** The weights of one head. */
interface PackedHead {
  /** A scale and a constant for each type. */
  readonly scales: readonly number[];
  readonly constants: readonly number[];
  /** Types × features signed bytes, in base64. */
  readonly bytes: string;
}

/** The weights of one head, ready to use. */
interface Head {
  readonly features: number;
  readonly constants: readonly number[];
  readonly weights: Float32Array;
}

/** A model that is ready to use. */
export interface CaseTypeModel {
  readonly version: string;
  readonly lexicon: Head;
  readonly encoder: Head;
  readonly encoderShare: number;
  readonly temperature: PackedModel['temperature'];
}

/**
 * Unpacks a model. Throws when it is not the one that was measured (its hash differs), or does not
 * fit the features of this code.
 */
export function unpackModel(packed: PackedModel): CaseTypeModel {
  const hash = hashOf(packed);
  if (hash !== packed.sha256) throw new Error(`the model ${packed.version} of case types has another hash: ${hash}`);
  const { version, encoderShare, temperature } = packed;
  return {
    version,
    lexicon: unpackHead(packed.lexicon, LEXICON_FEATURES),
    encoder: unpackHead(packed.encoder, DIMENSIONS),
    encoderShare,
    temperature,
  };
}

/** Returns the SHA-256 of everything that decides what a model says. */
export function hashOf({ version, lexicon, encoder, encoderShare, temperature }: Omit<PackedModel, 'sha256'>): string {
  const heads = [lexicon, encoder].map(({ scales, constants, bytes }) => [scales, constants, bytes]);
  const all = [version, heads, encoderShare, temperature.lexicon, temperature.both];
  return createHash('sha256').update(JSON.stringify(all)).digest('hex');
}

function unpackHead({ scales, constants, bytes }: PackedHead, features: number): Head {
  const packed = new Int8Array(Uint8Array.from(Buffer.from(bytes, 'base64')).buffer);
  if (packed.length !== NARRATIVE_TYPES.length * features) throw new Error('the model of case types has another shape');
  const weights = new Float32Array(packed.length);
  packed.forEach((byte, index) => {
    weights[index] = byte * (scales[Math.floor(index / features)] ?? 0);
  });
  return { features, constants, weights };
}

/** Returns the score of each type, in the order of NARRATIVE_TYPES, before any calibration. */
export function scores(head: Head, { indices, values }: SparseFeatures): number[] {
  return head.constants.map((constant, type) => {
    const row = type * head.features;
    return indices.reduce(
      (sum, feature, place) => sum + (head.weights[row + feature] ?? 0) * (values[place] ?? 0),
      constant,
    );
  });
}

/** Turns scores into probabilities that add up to 1. */
export function probabilities(all: readonly number[], temperature: number): number[] {
  const largest = Math.max(...all);
  const powers = all.map((score) => Math.exp((score - largest) / temperature));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}
