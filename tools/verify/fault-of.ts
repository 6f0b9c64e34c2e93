import { databaseErrorCode } from '../../src/persistence/unit-of-work.js';

/**
 * Returns what stopped a check, in words without personal data: our own message, or the SQLSTATE
 * of the database, whose messages quote values.
 */
export function faultOf(error: unknown): string {
  const code = databaseErrorCode(error);
  if (code !== undefined) return `the database says ${code}`;
  return error instanceof Error ? error.message : 'unknown fault';
}
