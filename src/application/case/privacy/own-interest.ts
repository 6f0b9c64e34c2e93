import type { EntityManager } from 'typeorm';
import { rowsOf } from '../work/read-rows.js';

/** A person of an institution who reads what concerns it. */
export interface OwnReader {
  institution: string;
  /** Subject of the person, whose own interests are said. */
  subject: string;
}

/** SQL of whether an interest of a person (`who`) in the money of a case (`ofCase`) is on record. */
export const hasInterestSql = (ofCase: string, who: string): string =>
  `EXISTS (SELECT 1 FROM known_interests(${ofCase}, ${who}))`;

/** Reads in the money of which of some cases an interest of a person is on record. One statement. */
export async function casesOfInterest(
  manager: EntityManager,
  caseIds: readonly string[],
  subject: string,
): Promise<ReadonlySet<string>> {
  const rows = await rowsOf<{ id: string }>(
    manager,
    `SELECT c.id FROM unnest($1::text[]) c(id) WHERE ${hasInterestSql('c.id', '$2')}`,
    [[...new Set(caseIds)], subject],
  );
  return new Set(rows.map(({ id }) => id));
}
