import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';
import { z } from 'zod';
import { errorText, StartRefusal } from '../../embedded/refusal.js';
import type { AuditCheckpointRow } from '../../../src/persistence/entities/traffic/audit.entities.js';

/** Says what a file is; the last part changes when its form does. */
const FORMAT = 'rangap-checkpoints/1';

/** The names of witness's files: the number of the last checkpoint, so that names are in order. */
const FILE_NAME = /^checkpoints-[0-9]{10}\.json$/;

const Sha256 = z.string().regex(/^[0-9a-f]{64}$/);

const WitnessFileSchema = z.strictObject({
  format: z.literal(FORMAT),
  checkpoints: z
    .array(
      z.strictObject({
        number: z.int().positive(),
        at: z.iso.datetime({ precision: 3 }),
        previousHash: Sha256,
        heads: z.int().positive(),
        merkleRoot: Sha256,
        throughXid: z.string().regex(/^[0-9]{1,20}$/),
        keyId: z.string().min(1),
        signature: z.base64(),
      }),
    )
    .min(1),
});

/** What a witness keeps: checkpoints in order, each as the centre signed it. */
export interface WitnessFile {
  /** The path by which it was given. */
  readonly file: string;
  readonly checkpoints: readonly AuditCheckpointRow[];
}

/** Returns the name of the file that ends with a checkpoint. */
export function witnessFileName(lastNumber: number): string {
  return `checkpoints-${String(lastNumber).padStart(10, '0')}.json`;
}

/** Returns the text of a witness's file, a line for each checkpoint (docs/OPERATING.md). */
export function witnessFileText(checkpoints: readonly AuditCheckpointRow[]): string {
  const lines = checkpoints.map(({ number, at, previousHash, heads, merkleRoot, throughXid, keyId, signature }) =>
    JSON.stringify({ number, at, previousHash, heads, merkleRoot, throughXid, keyId, signature }),
  );
  return `{"format":"${FORMAT}","checkpoints":[\n${lines.join(',\n')}\n]}\n`;
}

/** Reads a witness's file. Throws `StartRefusal` when it cannot be read or is none. */
export function readWitnessFile(file: string): WitnessFile {
  const parsed = WitnessFileSchema.safeParse(readJson(file));
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw new StartRefusal(`${file} is not a witness's file: ${issue?.path.join('.')} ${issue?.message}`);
  }
  const checkpoints = parsed.data.checkpoints.map(({ at, ...others }) => ({ ...others, at: new Date(at) }));
  return { file, checkpoints };
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch (error) {
    throw new StartRefusal(`the witness's file cannot be read: ${file}: ${errorText(error)}`);
  }
}

/** Returns the paths of the witness's files in a folder, in order of their checkpoints. */
export function witnessFilesIn(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => FILE_NAME.test(name))
    .sort()
    .map((name) => path.join(folder, name));
}

/**
 * Reads the witness's files that the paths name: files, or folders of them. Throws `StartRefusal`
 * when one cannot be read or is none, or when a folder has none.
 */
export function readWitness(paths: readonly string[]): WitnessFile[] {
  return paths.flatMap((given) => {
    const isFolder = statSync(given, { throwIfNoEntry: false })?.isDirectory() === true;
    const files = isFolder ? witnessFilesIn(given) : [given];
    if (files.length === 0) throw new StartRefusal(`${given} has no file of a witness (${witnessFileName(1)}, …)`);
    return files.map(readWitnessFile);
  });
}
