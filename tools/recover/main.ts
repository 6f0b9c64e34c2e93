import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import { type CameBack, leaveOutStated, readCameBack, recover } from '../../src/application/statement/recover.js';
import { ConfigurationError } from '../../src/config/environment.js';
import { loadVerifyConfig, type VerifyConfig } from '../../src/config/verify-config.js';
import { KeptCheckpoints } from '../../src/persistence/audit/kept-checkpoint.js';
import { homeLayout } from '../embedded/begin/home.js';
import { readRunningSystem } from '../embedded/begin/running-system.js';
import { readSettings } from '../embedded/begin/settings.js';
import { StartRefusal } from '../embedded/refusal.js';
import { connectRecord } from '../verify/read/connect-record.js';
import { readArguments, type Wanted } from './arguments.js';
import { cameBackLines, recordedLines } from './report-lines.js';

const USAGE = 'usage: npm run recover -- --at INSTANT --by PERSON [--wait SECONDS]';
const LOOK_EVERY_MS = 500;

/**
 * Puts on record to which instant a database is recovered, asks every institution, and says what came back. Returns
 * the exit code: 2 when nothing was put on record, 3 when an institution has not answered in time.
 */
async function main(args: readonly string[]): Promise<number> {
  const wanted = readArguments(args);
  if (wanted === undefined) {
    console.error(USAGE);
    return 2;
  }
  const { databaseUrl, checkpointsDir } = findPlace(loadVerifyConfig());
  const db = await connectRecord(databaseUrl, 'rangap-recover');
  try {
    return await recoverAndTell(db, wanted, new KeptCheckpoints(checkpointsDir));
  } finally {
    await db.destroy();
  }
}

/** Finds the database, as the application's role, and the keeper's folder. Throws `StartRefusal`. */
function findPlace({ DATABASE_URL, RANGAP_CHECKPOINT_DIR }: VerifyConfig): {
  databaseUrl: string;
  checkpointsDir: string;
} {
  if (DATABASE_URL !== undefined) {
    if (RANGAP_CHECKPOINT_DIR === undefined)
      throw new StartRefusal('RANGAP_CHECKPOINT_DIR names no folder: run it where the keeper runs');
    return { databaseUrl: DATABASE_URL, checkpointsDir: RANGAP_CHECKPOINT_DIR };
  }
  const home = homeLayout(readSettings().homeDir);
  const running = readRunningSystem(home);
  if (running === undefined)
    throw new StartRefusal(`nothing runs on ${home.dir}: npm start first; it serves nothing before this command`);
  return { databaseUrl: running.env.DATABASE_URL, checkpointsDir: home.checkpointsDir };
}

async function recoverAndTell(db: DataSource, { at, by, waitSeconds }: Wanted, kept: KeptCheckpoints): Promise<number> {
  const recovered = await recover(db, { at, by, kept });
  if (recovered === undefined) throw new StartRefusal('the instant of --at is still to come');
  for (const line of recordedLines(recovered)) console.log(line);
  const endMs = performance.now() + waitSeconds * 1_000;
  let back: CameBack[];
  for (;;) {
    back = await readCameBack(db.manager, recovered.recovery);
    if (back.every(({ hasAnswered }) => hasAnswered) || performance.now() >= endMs) break;
    await sleep(LOOK_EVERY_MS);
  }
  for (const line of cameBackLines(back)) console.log(line);
  const highest = await leaveOutStated(db);
  if (highest !== null && highest > (recovered.recovery.caseNoThrough ?? 0))
    console.log(`An institution states case number ${highest}: the next one comes after it.`);
  return back.every(({ hasAnswered }) => hasAnswered) ? 0 : 3;
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isExpected = error instanceof StartRefusal || error instanceof ConfigurationError;
    console.error(isExpected ? `Rangap cannot recover: ${error.message}` : error);
    process.exitCode = 2;
  },
);
