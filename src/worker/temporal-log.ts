import type { Logger as TemporalLogger, LogLevel, LogMetadata } from '@temporalio/worker';
import type { Logger } from 'pino';

const LEVELS = { TRACE: 'trace', DEBUG: 'debug', INFO: 'info', WARN: 'warn', ERROR: 'error' } as const;

/**
 * Writes what Temporal's library logs into the log of the process. An error goes through the
 * log's own description, because a failed statement carries its parameters.
 */
export function temporalLog(logger: Logger): TemporalLogger {
  const log = (level: LogLevel, message: string, metadata: LogMetadata = {}): void => {
    const { error, ...fields } = metadata;
    logger[LEVELS[level]](error === undefined ? fields : { ...fields, err: error as unknown }, message);
  };
  return {
    log,
    trace: (message, metadata) => log('TRACE', message, metadata),
    debug: (message, metadata) => log('DEBUG', message, metadata),
    info: (message, metadata) => log('INFO', message, metadata),
    warn: (message, metadata) => log('WARN', message, metadata),
    error: (message, metadata) => log('ERROR', message, metadata),
  };
}
