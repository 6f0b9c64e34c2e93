// Trains the two heads of the case types and writes src/analysis/text/case-type/case-type-1.ts:
// `npm run build && node ml/text/train.mjs ENCODER_FILE FIGURES_FILE`, half a minute on one core.
// Softmax regression with a quadratic penalty, all texts at each step, no chance: the same texts
// give the same bytes. Writes the figures of a five-fold cross-validation as JSON.
import { Buffer } from 'node:buffer';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const dist = (file) => require(path.resolve(import.meta.dirname, '../../dist/src/analysis/text', file));
const { NARRATIVE_TYPES, typeOfLabel } = dist('case-type/case-types.js');
const { lexiconFeatures, withoutEntities, LEXICON_FEATURES } = dist('case-type/features.js');
const { hashOf, probabilities } = dist('case-type/model.js');
const { loadEncoder } = dist('load-encoder.js');
const { DIMENSIONS } = dist('encoder/encoder-file.js');

const VERSION = 'case-type-1';
const TYPES = NARRATIVE_TYPES.length;
const FOLDS = 5;
const STEPS = 100;
const RATE = 0.5;
const PENALTY = { lexicon: 1e-4, encoder: 1e-3 };
const ENCODER_SHARE = 0.5;
const ENCODER_SCALE = 6;
/**
 * What cross-validation asks for is lower; texts of other hands are harder than those that were
 * written together, and a model that is too sure is worse than one that is too modest.
 */
const TEMPERATURE = { lexicon: 0.8, both: 0.8 };

function main(encoderFile, figuresFile) {
  const texts = readTraining();
  const encoder = loadEncoder(encoderFile);
  const lexicon = texts.map(({ text }) => lexiconFeatures(text));
  const encoded = texts.map(({ text }) => {
    const values = Float64Array.from(encoder.encode(text), (value) => value * ENCODER_SCALE);
    return { indices: Int32Array.from(values.keys()), values };
  });
  const types = texts.map(({ type }) => type);
  const figures = crossValidate({ lexicon, encoded, types });
  writeFileSync(figuresFile, `${JSON.stringify(figures)}\n`);

  const model = {
    version: VERSION,
    lexicon: packed(trained(lexicon, types, LEXICON_FEATURES, PENALTY.lexicon), LEXICON_FEATURES),
    encoder: packed(trained(encoded, types, DIMENSIONS, PENALTY.encoder), DIMENSIONS),
    encoderShare: ENCODER_SHARE,
    temperature: TEMPERATURE,
  };
  const target = path.resolve(import.meta.dirname, '../../src/analysis/text/case-type', `${VERSION}.ts`);
  writeFileSync(target, moduleText({ ...model, sha256: hashOf(model) }));
}

function readTraining() {
  const lines = readFileSync(path.join(import.meta.dirname, 'training.tsv'), 'utf8')
    .trim()
    .split('\n');
  return lines.map((line) => {
    const [label, text] = line.split('\t');
    return { type: NARRATIVE_TYPES.indexOf(typeOfLabel(label)), text: withoutEntities(text) };
  });
}

/** Returns rows of weights, one for each type, each with its constant behind the features. */
function trained(texts, types, features, penalty) {
  const width = features + 1;
  const weights = new Float64Array(TYPES * width);
  const squares = new Float64Array(TYPES * width);
  for (let step = 0; step < STEPS; step += 1) {
    const gradient = new Float64Array(TYPES * width);
    for (const [index, text] of texts.entries()) {
      const errors = probabilities(scoresOf(weights, text, width), 1);
      errors[types[index]] -= 1;
      addTo(gradient, errors, text, width);
    }
    for (let place = 0; place < weights.length; place += 1) {
      const isConstant = place % width === features;
      const slope = gradient[place] / texts.length + (isConstant ? 0 : penalty * weights[place]);
      squares[place] += slope * slope;
      if (slope !== 0) weights[place] -= (RATE * slope) / (Math.sqrt(squares[place]) + 1e-8);
    }
  }
  return weights;
}

/** The inner loops are plain, because nearly all of the time goes here. */
function addTo(gradient, errors, { indices, values }, width) {
  for (let type = 0; type < TYPES; type += 1) {
    const row = type * width;
    const error = errors[type];
    for (let place = 0; place < indices.length; place += 1) gradient[row + indices[place]] += error * values[place];
    gradient[row + width - 1] += error;
  }
}

function scoresOf(weights, { indices, values }, width) {
  return Array.from({ length: TYPES }, (_, type) => {
    const row = type * width;
    let sum = weights[row + width - 1];
    for (let place = 0; place < indices.length; place += 1) sum += weights[row + indices[place]] * values[place];
    return sum;
  });
}

function crossValidate({ lexicon, encoded, types }) {
  const sums = { lexicon: 0, both: 0, texts: 0 };
  for (let fold = 0; fold < FOLDS; fold += 1) {
    const isLeftOut = (_, index) => (index * 7919 + 13) % FOLDS === fold;
    const isKept = (_, index) => !isLeftOut(_, index);
    const known = types.filter(isKept);
    const byLexicon = trained(lexicon.filter(isKept), known, LEXICON_FEATURES, PENALTY.lexicon);
    const byEncoder = trained(encoded.filter(isKept), known, DIMENSIONS, PENALTY.encoder);
    types.forEach((type, index) => {
      if (!isLeftOut(type, index) || NARRATIVE_TYPES[type] === 'none') return;
      const first = scoresOf(byLexicon, lexicon[index], LEXICON_FEATURES + 1);
      const second = scoresOf(byEncoder, encoded[index], DIMENSIONS + 1);
      const both = first.map((score, at) => (1 - ENCODER_SHARE) * score + ENCODER_SHARE * second[at]);
      sums.texts += 1;
      sums.lexicon += likeliest(first) === type ? 1 : 0;
      sums.both += likeliest(both) === type ? 1 : 0;
    });
  }
  return { texts: sums.texts, top1: { lexicon: sums.lexicon / sums.texts, both: sums.both / sums.texts } };
}

/** The likeliest of the fourteen types; the last one is none of them. */
function likeliest(scores) {
  const inScope = scores.slice(0, -1);
  return inScope.indexOf(Math.max(...inScope));
}

function packed(weights, features) {
  const width = features + 1;
  const bytes = new Int8Array(TYPES * features);
  const scales = [];
  const constants = [];
  for (let type = 0; type < TYPES; type += 1) {
    const row = weights.subarray(type * width, type * width + features);
    const scale = row.reduce((largest, value) => Math.max(largest, Math.abs(value)), 0) / 127;
    row.forEach((value, index) => {
      bytes[type * features + index] = Math.round(value / scale);
    });
    scales.push(Number(scale.toPrecision(6)));
    constants.push(Number(weights[type * width + features].toPrecision(6)));
  }
  return { scales, constants, bytes: Buffer.from(bytes.buffer).toString('base64') };
}

function moduleText(model) {
  return [
    "import type { PackedModel } from './model.js';",
    '',
    '/**',
    ' * Written by ml/text/train.mjs from ml/text/training.tsv; its card is docs/models/case-type-1.md.',
    ' */',
    `export const CASE_TYPE_MODEL: PackedModel = ${JSON.stringify(model)};`,
    '',
  ].join('\n');
}

main(process.argv[2], process.argv[3]);
