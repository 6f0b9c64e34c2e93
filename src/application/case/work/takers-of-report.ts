import type { EntityManager } from 'typeorm';
import { rowsOf } from './read-rows.js';

/**
 * Reads who took the report of a case, or a part of it in a later call. None of them asks for an order
 * that needs another's word, or decides on it (`refuseTaker`). One statement.
 */
export async function takersOfReport(manager: EntityManager, caseId: string): Promise<string[]> {
  const rows = await rowsOf<{ person: string }>(manager, `SELECT takers_of_report($1, 'infinity') AS person`, [caseId]);
  return rows.map(({ person }) => person);
}
