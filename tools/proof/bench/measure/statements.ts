import { existsSync, openSync, readSync, closeSync, statSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Home } from '../../../embedded/begin/home.js';
import type { RecordReader } from '../record.js';

/** How many statements each program sent, by its application name; BEGIN and COMMIT count too. */
export type StatementCount = Readonly<Record<string, number>>;

const LINE = /^(rangap-[a-z]+)\|LOG: {2}(?:statement|execute [^:]+): /;
/** Parameters stay out of the log: they are personal data. */
const ON = [
  "ALTER SYSTEM SET log_statement = 'all'",
  "ALTER SYSTEM SET log_line_prefix = '%a|'",
  'ALTER SYSTEM SET log_parameter_max_length = 0',
  'SELECT pg_reload_conf()',
];
const OFF = [
  'ALTER SYSTEM RESET log_statement',
  'ALTER SYSTEM RESET log_line_prefix',
  'ALTER SYSTEM RESET log_parameter_max_length',
  'SELECT pg_reload_conf()',
];
/** Backends read the new settings when they become idle. */
const RELOAD_MS = 1_500;

/**
 * Counts the statements that PostgreSQL gets during `work`, from the server's own log, so that no
 * program changes for it. Returns undefined for a server that is not the embedded one, whose log
 * is not readable here.
 */
export async function countStatements(
  home: Home,
  record: RecordReader,
  work: () => Promise<void>,
): Promise<StatementCount | undefined> {
  const log = path.join(home.logDir, 'postgres.log');
  if (!existsSync(log)) {
    await work();
    return undefined;
  }
  try {
    await record.configure(ON);
    await sleep(RELOAD_MS);
    const from = statSync(log).size;
    await work();
    return count(readFrom(log, from));
  } finally {
    await record.configure(OFF);
  }
}

function readFrom(file: string, from: number): string {
  const buffer = Buffer.alloc(statSync(file).size - from);
  const descriptor = openSync(file, 'r');
  try {
    readSync(descriptor, buffer, 0, buffer.length, from);
  } finally {
    closeSync(descriptor);
  }
  return buffer.toString('utf8');
}

/** Counts statements in the text of a log written with the prefix `%a|`. */
export function count(log: string): StatementCount {
  const counts: Record<string, number> = {};
  for (const line of log.split('\n')) {
    const application = LINE.exec(line)?.[1];
    if (application !== undefined) counts[application] = (counts[application] ?? 0) + 1;
  }
  return counts;
}
