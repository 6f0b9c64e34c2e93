import { Client, Connection } from '@temporalio/client';
import { ConfigurationError } from '../../src/config/environment.js';
import { loadVerifyConfig } from '../../src/config/verify-config.js';
import { StartRefusal } from '../embedded/refusal.js';
import { KeptCheckpoints } from '../../src/persistence/audit/kept-checkpoint.js';
import { attachmentFiles } from './read/attachment-files.js';
import { readArguments } from './arguments.js';
import { simulatedBooks } from './read/bank-books.js';
import { connectRecord } from './read/connect-record.js';
import { findRecord, type FoundRecord } from './read/find-record.js';
import { temporalHistories } from './read/recorded-histories.js';
import { readLogFiles } from './read/log-files.js';
import { reportLines } from './report-lines.js';
import { type Report, verifyRecord } from './verify-record.js';
import { readWitness, type WitnessFile } from './read/witness-file.js';
import { temporalLookup } from './read/workflow-lookup.js';

const USAGE = 'usage: npm run verify [-- [--witness PATH]... [--json]]';

/**
 * Verifies the database that it finds and prints the report. Returns the exit code: 1 when an
 * invariant is broken, 2 when nothing could be verified, 3 when nothing is broken as far as can be
 * known and the report says what cannot be known.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = readArguments(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const witness = options.witness.length === 0 ? undefined : readWitness(options.witness);
  const record = await findRecord(loadVerifyConfig());
  try {
    const report = await verifyFound(record, witness);
    console.log(options.json ? JSON.stringify(report) : reportLines(report).join('\n'));
    if (!report.ok) return 1;
    return report.isComplete ? 0 : 3;
  } finally {
    await record.close();
  }
}

async function verifyFound(record: FoundRecord, witness: readonly WitnessFile[] | undefined): Promise<Report> {
  const db = await connectRecord(record.databaseUrl, 'rangap-verify');
  try {
    const judgedAt = record.isAtRest ? ('last_activity' as const) : ('now' as const);
    const books = record.booksUrl === undefined ? undefined : simulatedBooks(record.booksUrl);
    const logs = record.logDir === undefined ? undefined : readLogFiles(record.logDir);
    const files = record.attachmentsDir === undefined ? undefined : attachmentFiles(record.attachmentsDir);
    const kept = record.checkpointsDir === undefined ? undefined : new KeptCheckpoints(record.checkpointsDir).last();
    const known = { db, judgedAt, books, logs, witness, files, kept };
    if (record.temporal === undefined) return await verifyRecord(known);
    // Lazy: a Temporal that is away is something that cannot be known, and ends no verification.
    const connection = Connection.lazy(record.temporal.connect);
    try {
      const client = new Client({ connection, namespace: record.temporal.namespace });
      const histories = temporalHistories(client, record.temporal.codecKeys);
      return await verifyRecord({ ...known, temporal: temporalLookup(client), histories });
    } finally {
      await connection.close();
    }
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
    console.error(isExpected ? `Rangap cannot verify: ${error.message}` : error);
    process.exitCode = 2;
  },
);
