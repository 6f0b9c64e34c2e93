import { types } from 'node:util';
import type { LoggerService } from '@nestjs/common';
import { type DestinationStream, type Logger, pino } from 'pino';
import { QueryFailedError } from 'typeorm';

/**
 * Fields removed from every logged object. Bodies and queries are never logged; this is a second
 * safeguard.
 */
const PERSONAL = ['name', 'phone', 'citizenId', 'passportNo', 'accountNo', 'email', 'narrative', 'authorization'];

/**
 * Creates the API's logger: JSON lines, without personal fields, and with errors stripped of the
 * values that the database puts into their messages.
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

/** Writes Nest's own messages into the same log. */
export class NestLogger implements LoggerService {
  constructor(private readonly logger: Logger) {}

  log(message: unknown, context?: unknown): void {
    this.logger.debug({ context }, String(message));
  }

  warn(message: unknown, context?: unknown): void {
    this.logger.warn({ context }, String(message));
  }

  error(message: unknown, ...parameters: unknown[]): void {
    this.logger.error({ context: parameters.at(-1) }, String(message));
  }

  fatal(message: unknown, ...parameters: unknown[]): void {
    this.logger.fatal({ context: parameters.at(-1) }, String(message));
  }
}
