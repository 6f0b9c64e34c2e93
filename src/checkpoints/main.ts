import { ConfigurationError } from '../config/environment.js';
import { loadVerifyConfig } from '../config/verify-config.js';
import { StartRefusal } from '../embedded/refusal.js';
import { connectRecord } from '../verify/connect-record.js';
import { findRecord } from '../verify/find-record.js';
import { exportCheckpoints, FolderContradicted } from './export-checkpoints.js';

const USAGE = 'usage: npm run checkpoints -- FOLDER';

/**
 * Writes the checkpoints of the database that it finds into files for a witness. Returns the exit
 * code: 1 when the folder's files contradict the database, 2 when nothing could be written.
 */
async function main(args: readonly string[]): Promise<number> {
  const [folder, ...others] = args;
  if (folder === undefined || folder.startsWith('-') || others.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const record = await findRecord(loadVerifyConfig());
  try {
    const db = await connectRecord(record.databaseUrl, 'rangap-witness');
    try {
      const { files, lastNumber } = await exportCheckpoints(db.manager, folder);
      for (const file of files) console.log(`wrote ${file}`);
      console.log(lastNumber === 0 ? 'there is no checkpoint yet' : `${folder} ends with checkpoint ${lastNumber}`);
      return 0;
    } finally {
      await db.destroy();
    }
  } finally {
    await record.close();
  }
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
