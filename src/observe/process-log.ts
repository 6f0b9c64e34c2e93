import { types } from 'node:util';
import { type DestinationStream, type Logger, pino } from 'pino';
import { QueryFailedError } from 'typeorm';

/**
 * Fields removed from every logged object. Bodies and queries are never logged; this is a second
 * safeguard.
 */
const PERSONAL = [
  'name',
  'phone',
  'citizenId',
  'passportNo',
  'numberAsTold',
  'asTold',
  'accountNo',
  'email',
  'narrative',
  'authorization',
];

/**
 * Creates the logger of a process: JSON lines, without personal fields, and with errors stripped
 * of the values that the database puts into their messages.
 */
export function createLogger(
  service: 'api' | 'worker' | 'keeper',
  level: string,
  destination?: DestinationStream,
): Logger {
  const options = {
    level,
    base: { service },
    redact: { paths: PERSONAL.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[removed]' },
    serializers: { err: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

/**
 * Describes an error by its type, message and frames; a failed statement by its codes only, also
 * where another error carries its message on.
 */
function describeError(error: unknown): Record<string, unknown> {
  if (!types.isNativeError(error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => /^ {4}at /.test(line));
  const statement = failedStatementIn(error);
  if (statement === undefined) return { type: error.name, message: error.message, frames };
  return { type: error.name, ...statement, frames };
}

/** Returns the codes of the failed statement that an error is or was caused by, if any. */
function failedStatementIn(error: unknown): Record<string, unknown> | undefined {
  for (
    let current = error, depth = 0;
    types.isNativeError(current) && depth < 10;
    current = current.cause, depth += 1
  ) {
    const failed: Error = current instanceof QueryFailedError ? (current.driverError as Error) : current;
    // PostgreSQL's errors have a severity; its message may repeat a value, its detail does.
    if (current instanceof QueryFailedError || 'severity' in failed) {
      const { code, constraint, table } = failed as Error & { code?: string; constraint?: string; table?: string };
      return { code, constraint, table };
    }
  }
  return undefined;
}
