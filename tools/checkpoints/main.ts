import { ConfigurationError } from '../../src/config/environment.js';
import { loadVerifyConfig } from '../../src/config/verify-config.js';
import { StartRefusal } from '../embedded/refusal.js';
import type { EntityManager } from 'typeorm';
import { newestNamed } from '../../src/persistence/audit/checkpoint.js';
import {
  type AcknowledgementReason,
  KeptCheckpoints,
  type NamedCheckpoint,
  REASONS,
} from '../../src/persistence/audit/kept-checkpoint.js';
import { connectRecord } from '../verify/read/connect-record.js';
import { findRecord } from '../verify/read/find-record.js';
import { readArguments } from './arguments.js';
import { exportCheckpoints, FolderContradicted } from './export-checkpoints.js';

const USAGE = `usage: npm run checkpoints -- FOLDER
       npm run checkpoints -- --acknowledge ${REASONS.join('|')} --by PERSON`;

/**
 * Writes the checkpoints of the database that it finds into files for a witness, or leaves a
 * person's word for the keeper. Returns the exit code: 1 when the folder's files, or what a keeper
 * keeps, contradict the database, or it tells what nobody saw grow; 2 when nothing could be written.
 */
async function main(args: readonly string[]): Promise<number> {
  const wanted = readArguments(args);
  if (wanted === undefined) {
    console.error(USAGE);
    return 2;
  }
  const record = await findRecord(loadVerifyConfig());
  try {
    const kept = record.checkpointsDir === undefined ? undefined : new KeptCheckpoints(record.checkpointsDir);
    const db = await connectRecord(record.databaseUrl, 'rangap-witness');
    try {
      if (wanted.kind === 'export') await writeFiles(db.manager, wanted.folder, kept);
      else await acknowledge(db.manager, wanted, kept);
      return 0;
    } finally {
      await db.destroy();
    }
  } finally {
    await record.close();
  }
}

async function writeFiles(manager: EntityManager, folder: string, kept: KeptCheckpoints | undefined): Promise<void> {
  const { files, lastNumber } = await exportCheckpoints(manager, folder, { kept: kept?.last() });
  for (const file of files) console.log(`wrote ${file}`);
  console.log(lastNumber === 0 ? 'there is no checkpoint yet' : `${folder} ends with checkpoint ${lastNumber}`);
}

async function acknowledge(
  manager: EntityManager,
  { by, reason }: { by: string; reason: AcknowledgementReason },
  folder: KeptCheckpoints | undefined,
): Promise<void> {
  if (folder === undefined)
    throw new StartRefusal('RANGAP_CHECKPOINT_DIR names no folder: run it where the keeper runs');
  const [kept, found] = [folder.last() ?? null, (await newestNamed(manager)) ?? null];
  folder.acknowledge({ by, reason, kept, found });
  const named = (checkpoint: NamedCheckpoint | null) =>
    checkpoint === null ? 'none' : `checkpoint ${checkpoint.number}`;
  console.log(`kept outside: ${named(kept)}; the newest of the database: ${named(found)}`);
  console.log(
    `the keeper goes on from there within a minute, and notes ${by} and ${reason} in the audit chain for ever`,
  );
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isContradicted = error instanceof FolderContradicted;
    const isExpected = isContradicted || error instanceof StartRefusal || error instanceof ConfigurationError;
    console.error(isExpected ? `Rangap cannot write the checkpoints: ${error.message}` : error);
    process.exitCode = isContradicted ? 1 : 2;
  },
);
