import type { EntityManager } from 'typeorm';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { rowsOf } from '../case/read-rows.js';
import { CASE_WORKERS } from './assign-case.js';

/** A person who may work on cases. */
interface CaseWorker {
  subject: string;
  name: string;
  roles: Role[];
}

/**
 * Reads the persons of the centre who may take a case over, by name: those whose newest sign-in of
 * the last month had a role for cases. Rangap has no list of people of its own; the provider has.
 */
export function readCaseWorkers(manager: EntityManager): Promise<CaseWorker[]> {
  return rowsOf<CaseWorker>(
    manager,
    `SELECT subject, name, roles FROM
       (SELECT DISTINCT ON (subject) subject, name, roles, institution FROM person_session ORDER BY subject, started_at DESC) newest
      WHERE institution IS NULL AND roles && $1::text[] ORDER BY name, subject`,
    [[...CASE_WORKERS]],
  );
}
