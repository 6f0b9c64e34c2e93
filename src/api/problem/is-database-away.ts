import { types } from 'node:util';
import { QueryFailedError, QueryRunnerAlreadyReleasedError, QueryRunnerProviderAlreadyReleasedError } from 'typeorm';

/**
 * SQLSTATE classes and codes that mean "not now": no connection, no resources, operator
 * intervention, locks, statement time.
 */
const NOT_NOW = [/^08/, /^53/, /^57/, /^55P03$/, /^40/];
const SOCKET_CODES = ['ECONNREFUSED', 'ECONNRESET', 'ENOTFOUND', 'ETIMEDOUT', 'EPIPE', 'EHOSTUNREACH'];
/** Messages of the pg client that come without a code. */
const CLIENT_MESSAGES = [
  'Connection terminated',
  'timeout exceeded when trying to connect',
  'Client has encountered a connection error',
  'Query read timeout',
];

/**
 * Returns whether an error means that the database cannot be used now, so that the same request
 * may succeed later.
 */
export function isDatabaseAway(error: unknown): boolean {
  // Not `instanceof`: errors of Node's sockets may come from another realm.
  if (!types.isNativeError(error)) return false;
  // The ORM throws these for work that is left on a connection that it has lost and released.
  if (error instanceof QueryRunnerAlreadyReleasedError || error instanceof QueryRunnerProviderAlreadyReleasedError)
    return true;
  const cause: Error = error instanceof QueryFailedError ? (error.driverError as Error) : error;
  // A host name with several addresses fails with one error for each.
  if ('errors' in cause && Array.isArray(cause.errors)) return cause.errors.some(isDatabaseAway);
  const code = 'code' in cause && typeof cause.code === 'string' ? cause.code : undefined;
  if (code !== undefined) return SOCKET_CODES.includes(code) || NOT_NOW.some((pattern) => pattern.test(code));
  return CLIENT_MESSAGES.some((message) => cause.message.startsWith(message));
}
