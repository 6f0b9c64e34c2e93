import type { Logger } from 'pino';
import { Counter, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import type { InstitutionPort } from '../institutions/port.js';
import { Dispatcher } from './dispatcher.js';
import { FastPath, type Workflows } from './fast-path.js';

/** Creates the dispatcher of a process, with its measures. */
export function createDispatcher(parts: {
  db: DataSource;
  institutions: InstitutionPort;
  workflows: Workflows;
  logger: Logger;
  registry: Registry;
}): Dispatcher {
  const notices = new Counter({
    name: 'rangap_workflow_notices_total',
    help: 'Starts and signals sent to Temporal right after a commit; the keeper repeats what failed.',
    labelNames: ['kind', 'outcome'],
    registers: [parts.registry],
  });
  const { db, institutions, workflows, logger } = parts;
  const fastPath = new FastPath(workflows, logger, (labels) => notices.inc(labels));
  return new Dispatcher({ db, institutions, fastPath, logger });
}
