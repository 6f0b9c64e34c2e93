import { readFileSync } from 'node:fs';
import { ConfigurationError } from '../../src/config/environment.js';
import { loadVerifyConfig } from '../../src/config/verify-config.js';
import { errorText, StartRefusal } from '../embedded/refusal.js';
import { connectRecord } from '../verify/read/connect-record.js';
import { findRecord } from '../verify/read/find-record.js';
import { readArguments } from './arguments.js';
import { readDraft } from './draft-rulebook.js';
import { rejudgeCases, type RejudgeInput } from './rejudge-cases.js';
import { maskedReport, reportLines } from './report-lines.js';

/**
 * Judges cases of the database that it finds by another law, and prints what would change.
 * Resolves to the exit code: 2 when nothing could be judged.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  if (!options.ok) throw new StartRefusal(options.detail);
  const { caseName, asOf, rulebookFile, json } = options.value;
  const draft = rulebookFile === null ? { ok: true as const, value: [] } : readDraft(readDraftFile(rulebookFile));
  if (!draft.ok) throw new StartRefusal(`${rulebookFile}: ${draft.detail}`);
  const record = await findRecord(loadVerifyConfig());
  try {
    const rejudgement = await rejudgeDatabase(record.databaseUrl, { caseName, asOf, draft: draft.value });
    const lines = json ? [JSON.stringify(maskedReport(rejudgement))] : reportLines(rejudgement);
    console.log(lines.join('\n'));
    return 0;
  } finally {
    await record.close();
  }
}

/** Reads a draft. A relative path begins at the project's folder, where commands run. */
function readDraftFile(file: string): string {
  try {
    return readFileSync(file, 'utf8');
  } catch (error) {
    throw new StartRefusal(`the draft cannot be read: ${errorText(error)}`);
  }
}

async function rejudgeDatabase(url: string, input: RejudgeInput) {
  const db = await connectRecord(url, 'rangap-rejudge');
  try {
    const rejudgement = await rejudgeCases(db, input);
    if (!rejudgement.ok) throw new StartRefusal(rejudgement.detail);
    return rejudgement.value;
  } finally {
    await db.destroy();
  }
}

main(process.argv.slice(2)).then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    const isExpected = error instanceof StartRefusal || error instanceof ConfigurationError;
    console.error(isExpected ? `Rangap cannot judge anew: ${error.message}` : error);
    process.exitCode = 2;
  },
);
