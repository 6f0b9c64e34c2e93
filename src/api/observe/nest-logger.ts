import type { LoggerService } from '@nestjs/common';
import type { Logger } from 'pino';

/** Writes Nest's own messages into the log of the process. */
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
