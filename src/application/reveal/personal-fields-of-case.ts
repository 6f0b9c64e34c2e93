import type { EntityManager } from 'typeorm';
import { personalFields, type PersonalField, type SaidOfPersons } from '../../domain/reveal/personal-fields.js';
import { rowsOf } from '../case/read-rows.js';

/**
 * Reads the personal fields of a case, in full, from what was reported; undefined when there is no
 * such case. Whoever hands out a value notes it first.
 */
export async function personalFieldsOfCase(
  manager: EntityManager,
  caseId: string,
): Promise<PersonalField[] | undefined> {
  const said = await rowsOf<{ body: SaidOfPersons }>(
    manager,
    `SELECT body FROM (SELECT body, 1 AS place, id FROM complaint WHERE id = $1
                       UNION ALL SELECT body, 2, id FROM complaint_addition WHERE case_id = $1) said ORDER BY place, id`,
    [caseId],
  );
  return said.length === 0 ? undefined : personalFields(said.map(({ body }) => body));
}

/** Reads what a case knows of persons, masked; undefined when there is no such case. */
export async function readPersons(manager: EntityManager, caseId: string) {
  const fields = await personalFieldsOfCase(manager, caseId);
  return fields && { fields: fields.map(({ value: _value, ...field }) => field) };
}
