import type { Logger } from 'pino';
import { Counter, Gauge, type Registry } from 'prom-client';
import type { DataSource } from 'typeorm';
import { AGENCY_DIALECTS } from '../agencies/registry.js';
import { advanceCaseInProcess } from '../application/advance/look/advance-case.js';
import type { SubjectHash } from '../application/case/privacy/subject-hash.js';
import type { Ports } from '../outgoing/kind.js';
import type { Circuit, Circuits } from '../signed-http/circuits.js';
import { Dispatcher } from './dispatcher.js';
import { TemporalTeller, type Workflows } from './tell-temporal.js';

/** The circuits as numbers of the measure. */
const CIRCUIT_NUMBERS: Readonly<Record<Circuit, number>> = { closed: 0, half_open: 1, open: 2 };

/** Creates the dispatcher of a process, with its measures and those of its circuits. */
export function createDispatcher(parts: {
  db: DataSource;
  ports: Ports;
  circuits: Circuits;
  workflows: Workflows;
  logger: Logger;
  registry: Registry;
  subjectHash: SubjectHash;
}): Dispatcher {
  const notices = new Counter({
    name: 'rangap_workflow_notices_total',
    help: 'Starts and signals sent to Temporal right after a commit; the keeper repeats what failed.',
    labelNames: ['kind', 'outcome'],
    registers: [parts.registry],
  });
  new Gauge({
    name: 'rangap_party_circuit',
    help: 'The circuit to each party: 0 closed, 1 half open (one call is tried), 2 open (nothing is sent).',
    labelNames: ['party'],
    registers: [parts.registry],
    collect() {
      for (const [party, circuit] of parts.circuits.states()) this.set({ party }, CIRCUIT_NUMBERS[circuit]);
    },
  });
  const { db, ports, workflows, logger, subjectHash } = parts;
  const advanceCase = (caseId: string, started: readonly string[]) =>
    advanceCaseInProcess(db, caseId, AGENCY_DIALECTS, subjectHash, started);
  const temporal = new TemporalTeller(workflows, logger, (labels) => notices.inc(labels));
  return new Dispatcher({ db, advanceCase, ports, temporal, logger });
}
