import { Client, Connection } from '@temporalio/client';
import type { DataSource } from 'typeorm';
import { ConfigurationError } from '../config/environment.js';
import { loadVerifyConfig } from '../config/verify-config.js';
import { errorText, StartRefusal } from '../embedded/refusal.js';
import { createDataSource } from '../persistence/data-source.js';
import { simulatedBooks } from './bank-books.js';
import { findRecord, type FoundRecord } from './find-record.js';
import { temporalHistories } from './recorded-histories.js';
import { readLogFiles } from './log-files.js';
import { reportLines } from './report-lines.js';
import { type Report, verifyRecord } from './verify-record.js';
import { temporalLookup } from './workflow-lookup.js';

const USAGE = 'usage: npm run verify [-- --json]';
const TEMPORAL_WITHIN_MS = 120_000;

/**
 * Verifies the database that it finds and prints the report. Returns the exit code: 1 when an
 * invariant is broken, 2 when nothing could be verified.
 */
async function main(args: readonly string[]): Promise<number> {
  const unknown = args.filter((argument) => argument !== '--json');
  if (unknown.length > 0) {
    console.error(USAGE);
    return 2;
  }
  const record = await findRecord(loadVerifyConfig());
  try {
    const report = await verifyFound(record);
    console.log(args.includes('--json') ? JSON.stringify(report) : reportLines(report).join('\n'));
    return report.ok ? 0 : 1;
  } finally {
    await record.close();
  }
}

async function verifyFound(record: FoundRecord): Promise<Report> {
  const db = await connect(record.databaseUrl);
  try {
    const judgedAt = record.isAtRest ? ('last_activity' as const) : ('now' as const);
    const books = record.booksUrl === undefined ? undefined : simulatedBooks(record.booksUrl);
    const logs = record.logDir === undefined ? undefined : readLogFiles(record.logDir);
    const known = { db, judgedAt, books, logs };
    if (record.temporal === undefined) return await verifyRecord(known);
    const connection = await Connection.connect(record.temporal.connect);
    try {
      const client = new Client({ connection, namespace: record.temporal.namespace });
      const histories = temporalHistories(client, record.temporal.codecKeys);
      const temporal = temporalLookup(client);
      return await connection.withDeadline(Date.now() + TEMPORAL_WITHIN_MS, () =>
        verifyRecord({ ...known, temporal, histories }),
      );
    } finally {
      await connection.close();
    }
  } finally {
    await db.destroy();
  }
}

/** Connects. Throws `StartRefusal` when the database cannot be reached or was never migrated. */
async function connect(url: string): Promise<DataSource> {
  const db = createDataSource({ url, poolSize: 1, applicationName: 'rangap-verify', limits: 'none' });
  try {
    await db.initialize();
  } catch (error) {
    throw new StartRefusal(`the database cannot be read: ${errorText(error)}`);
  }
  const [found]: { is_record: boolean }[] = await db.query(
    `SELECT to_regclass('audit_checkpoint') IS NOT NULL AS is_record`,
  );
  if (found?.is_record) return db;
  await db.destroy();
  throw new StartRefusal('the database holds no record: run npm start or npm run migrate first.');
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
