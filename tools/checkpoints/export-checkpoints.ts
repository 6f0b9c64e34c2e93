import { renameSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { EntityManager } from 'typeorm';
import { StartRefusal } from '../embedded/refusal.js';
import {
  ChainContradicted,
  chainFault,
  checkpointHash,
  checkpointsAfter,
  newestNamed,
} from '../../src/persistence/audit/checkpoint.js';
import type { NamedCheckpoint } from '../../src/persistence/audit/kept-checkpoint.js';
import { lateSigning } from '../verify/checks/time/late-signing.js';
import {
  readWitnessFile,
  type WitnessFile,
  witnessFileName,
  witnessFilesIn,
  witnessFileText,
} from '../verify/read/witness-file.js';

/** Most checkpoints of one file: a week of them, some 4 MB. */
const CHECKPOINTS_PER_FILE = 10_000;

/** What an export wrote: the files, and the number of the last checkpoint that the folder has. */
export interface Exported {
  readonly files: readonly string[];
  readonly lastNumber: number;
}

/**
 * The database and the folder, or what a keeper keeps, tell two different stories, or the database
 * tells of events that nobody saw grow; the message says where.
 */
export class FolderContradicted extends Error {
  override readonly name = 'FolderContradicted';
}

/**
 * Writes the checkpoints that a folder does not have yet into new files of it, in order, and
 * changes no file that is there. A file gets its name when it is complete.
 *
 * Throws `StartRefusal` when there is no such folder, and `FolderContradicted`, before it writes
 * anything, when the folder's last checkpoint, or that which a keeper keeps, is not the database's,
 * or a checkpoint signed what is older than ten minutes and no person has said why.
 */
export async function exportCheckpoints(
  manager: EntityManager,
  folder: string,
  { perFile = CHECKPOINTS_PER_FILE, kept }: { perFile?: number; kept?: NamedCheckpoint | undefined } = {},
): Promise<Exported> {
  if (statSync(folder, { throwIfNoEntry: false })?.isDirectory() !== true) {
    throw new StartRefusal(`${folder} is not a folder`);
  }
  let lastNumber = await lastNumberIn(manager, folder);
  await refuseUnseen(manager, kept);
  const files: string[] = [];
  for (;;) {
    const page = await checkpointsAfter(manager, lastNumber, perFile);
    const last = page.at(-1);
    if (last === undefined) return { files, lastNumber };
    files.push(writeFile(folder, page, last.number));
    lastNumber = last.number;
  }
}

/** Refuses a past that begins again, is shorter than it was, or that nobody saw grow. */
async function refuseUnseen(manager: EntityManager, kept: NamedCheckpoint | undefined): Promise<void> {
  const fault = kept === undefined ? undefined : await chainFault(manager, kept, await newestNamed(manager));
  const { untold, open } = await lateSigning(manager);
  const [first] = [
    ...(kept === undefined || fault === undefined ? [] : [new ChainContradicted(fault, kept).message]),
    ...untold,
    ...open.map(({ words }) => words),
  ];
  if (first !== undefined) throw new FolderContradicted(`${first}. Nothing was written. Run: npm run verify`);
}

async function lastNumberIn(manager: EntityManager, folder: string): Promise<number> {
  const file = witnessFilesIn(folder).at(-1);
  const kept = file === undefined ? undefined : readWitnessFile(file).checkpoints.at(-1);
  if (kept === undefined) return 0;
  const [row] = await checkpointsAfter(manager, kept.number - 1, 1);
  if (row?.number !== kept.number || checkpointHash(row) !== checkpointHash(kept)) {
    throw new FolderContradicted(
      `checkpoint ${kept.number} of ${file} is ${row?.number === kept.number ? 'another' : 'missing'} in the database. ` +
        `Nothing was written. Run: npm run verify -- --witness ${folder}`,
    );
  }
  return kept.number;
}

function writeFile(folder: string, checkpoints: WitnessFile['checkpoints'], lastNumber: number): string {
  const file = path.join(folder, witnessFileName(lastNumber));
  const draft = `${file}.${process.pid}.draft`;
  writeFileSync(draft, witnessFileText(checkpoints), { flush: true });
  renameSync(draft, file);
  return file;
}
