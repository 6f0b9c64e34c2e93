import type { EntityManager } from 'typeorm';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { rowsOf } from '../case/read-rows.js';

/** A person of the centre, as the provider described that person at the last sign-in. */
interface NamedPerson {
  subject: string;
  name: string;
  roles: Role[];
}

/**
 * Reads the persons of the centre by name, as their newest sign-in of the last month describes them.
 * Rangap has no list of people of its own; the provider has.
 */
export function readPersons(manager: EntityManager): Promise<NamedPerson[]> {
  return rowsOf<NamedPerson>(
    manager,
    `SELECT subject, name, roles FROM
       (SELECT DISTINCT ON (subject) subject, name, roles, institution FROM person_session ORDER BY subject, started_at DESC) newest
      WHERE institution IS NULL ORDER BY name, subject`,
    [],
  );
}
