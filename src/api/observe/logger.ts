import { types } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { QueryFailedError } from 'typeorm';

/**
 * Never logged, wherever they stand in a logged object. Bodies and queries are not logged at all;
 * this is the second lock.
 */
const PERSONAL = ['name', 'phone', 'citizenId', 'passportNo', 'accountNo', 'email', 'narrative', 'authorization'];

/**
 * The API's logger: JSON lines, personal fields struck out, errors without the values that
 * databases put into their messages.
 */
export function createLogger(level: string, destination?: DestinationStream): Logger {
  const options = {
    level,
    base: { service: 'api' },
    redact: { paths: PERSONAL.flatMap((field) => [field, `*.${field}`, `*.*.${field}`]), censor: '[removed]' },
    serializers: { err: describeError },
  };
  return destination === undefined ? pino(options) : pino(options, destination);
}

function describeError(error: unknown): Record<string, unknown> {
  if (!types.isNativeError(error)) return { type: typeof error };
  const frames = (error.stack ?? '').split('\n').filter((line) => line.startsWith('    at '));
  if (error instanceof QueryFailedError) {
    const cause = error.driverError as Error & { code?: string; constraint?: string; table?: string };
    return { type: error.name, code: cause.code, constraint: cause.constraint, table: cause.table, frames };
  }
  return { type: error.name, message: error.message, frames };
}

/** Nest's own words in the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, ...rest: unknown[]): void {
    this.logger.error({ context: rest.at(-1) }, String(message));
  }

  fatal(message: unknown, ...rest: unknown[]): void {
    this.logger.fatal({ context: rest.at(-1) }, String(message));
  }
}
