import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { TreeModel } from '../trees/model.js';
import hashes from './hashes.json';

/**
 * Reads a model of this folder. Throws when its bytes are not those that were measured
 * (`hashes.json`, SHA-256): a model that nobody measured advises nobody.
 */
export function loadModel(name: keyof typeof hashes): TreeModel {
  const bytes = readFileSync(path.join(__dirname, name));
  return parseModel(name, bytes, hashes[name]);
}

/** Parses the bytes of a model. Throws when they do not have the hash (SHA-256, hexadecimal). */
export function parseModel(name: string, bytes: Buffer, expectedHash: string): TreeModel {
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== expectedHash) throw new Error(`the model ${name} is not the one that was measured`);
  return JSON.parse(bytes.toString('utf8')) as TreeModel;
}
