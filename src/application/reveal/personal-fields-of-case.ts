import type { EntityManager } from 'typeorm';
import {
  personalFields,
  type PersonalField,
  type SaidInCorrection,
  type SaidOfPersons,
} from '../../domain/reveal/personal-fields.js';
import { rowsOf } from '../case/read-rows.js';

/**
 * Reads the personal fields of a case, in full, from what was reported; undefined when there is no
 * such case. Whoever hands out a value notes it first.
 */
export async function personalFieldsOfCase(
  manager: EntityManager,
  caseId: string,
): Promise<PersonalField[] | undefined> {
  const rows = await rowsOf<{ said: SaidOfPersons; corrected: null } | { said: null; corrected: SaidInCorrection }>(
    manager,
    `SELECT CASE WHEN place < 3 THEN body END AS said, CASE place WHEN 3 THEN body END AS corrected
       FROM (SELECT body, 1 AS place, id FROM complaint WHERE id = $1
             UNION ALL SELECT body, 2, id FROM complaint_addition WHERE case_id = $1
             UNION ALL SELECT body, 3, id FROM correction WHERE case_id = $1) rows ORDER BY place, id`,
    [caseId],
  );
  if (rows.length === 0) return undefined;
  return personalFields(
    rows.flatMap(({ said }) => said ?? []),
    rows.flatMap(({ corrected }) => corrected ?? []),
  );
}

/** Reads what a case knows of persons, masked; undefined when there is no such case. */
export async function readPersons(manager: EntityManager, caseId: string) {
  const fields = await personalFieldsOfCase(manager, caseId);
  return fields && { fields: fields.map(({ value: _value, ...field }) => field) };
}
