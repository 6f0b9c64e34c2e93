import type { EntityManager } from 'typeorm';
import type { Role } from '../../domain/freeze-request/freeze-request.js';
import { takesCases } from '../../domain/handling/work-claim.js';
import { rowsOf } from '../case/work/read-rows.js';

/** A person of the centre, as the provider described that person at the last sign-in. */
interface NamedPerson {
  subject: string;
  name: string;
  roles: Role[];
  /** A case may be given to the person. */
  takesCases: boolean;
}

/**
 * Reads the persons of the centre by name, as their newest sign-in of the last month describes them.
 * Rangap has no list of people of its own; the provider has.
 */
export async function readPersons(manager: EntityManager): Promise<NamedPerson[]> {
  const rows = await rowsOf<Omit<NamedPerson, 'takesCases'>>(
    manager,
    `SELECT subject, name, roles FROM
       (SELECT DISTINCT ON (subject) subject, name, roles, institution FROM person_session ORDER BY subject, started_at DESC) newest
      WHERE institution IS NULL ORDER BY name, subject`,
    [],
  );
  return rows.map((row) => ({ ...row, takesCases: takesCases(row.roles) }));
}
