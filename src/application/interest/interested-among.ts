import type { EntityManager } from 'typeorm';
import { rowsOf } from '../case/work/read-rows.js';

/** Reads of whom of some persons an interest in a case, or in another that claims the same money, is known. One statement. */
export async function interestedAmong(
  manager: EntityManager,
  caseId: string,
  persons: readonly string[],
): Promise<string[]> {
  const rows = await rowsOf<{ person: string }>(
    manager,
    `SELECT p.person FROM unnest($2::text[]) p(person) WHERE EXISTS (SELECT 1 FROM known_interests($1, p.person))`,
    [caseId, [...new Set(persons)]],
  );
  return rows.map(({ person }) => person);
}
