import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { ENCODER_SHA256, unpackEncoder } from './encoder/encoder-file.js';
import { SentenceEncoder } from './encoder/sentence-encoder.js';

/**
 * Loads the encoder from its file (50 MB). Throws when the file cannot be read, or holds other
 * bytes than those that the figures of the model card were measured with.
 */
export function loadEncoder(file: string): SentenceEncoder {
  const packed = readFileSync(file);
  const hash = createHash('sha256').update(packed).digest('hex');
  if (hash !== ENCODER_SHA256) throw new Error(`the encoder in ${file} has another hash: ${hash}`);
  return new SentenceEncoder(unpackEncoder(packed));
}
