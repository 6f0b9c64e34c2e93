import { closeSync, fstatSync, openSync, readdirSync, readSync } from 'node:fs';
import path from 'node:path';

/** The newest part of a log file. */
export interface LogPart {
  readonly name: string;
  readonly lines: readonly string[];
  /** True when it is the whole file. */
  readonly isWhole: boolean;
}

/** How many bytes are read from the end of each file. */
export const NEWEST_BYTES = 2 * 1024 * 1024;

/**
 * Reads the newest part of each log file of an embedded home, also of those from the start before
 * (`.log.1`).
 */
export function readLogFiles(logDir: string): LogPart[] {
  const names = readdirSync(logDir).filter((name) => /\.log(\.1)?$/.test(name));
  return names.sort().map((name) => readNewest(logDir, name));
}

function readNewest(logDir: string, name: string): LogPart {
  const file = openSync(path.join(logDir, name), 'r');
  try {
    const { size } = fstatSync(file);
    const part = Buffer.alloc(Math.min(size, NEWEST_BYTES));
    const read = readSync(file, part, 0, part.length, size - part.length);
    const lines = part.subarray(0, read).toString('utf8').split('\n');
    return { name, lines, isWhole: size <= NEWEST_BYTES };
  } finally {
    closeSync(file);
  }
}
