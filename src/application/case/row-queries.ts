import type { EntityManager } from 'typeorm';

/**
 * Rows of a read, typed as its SELECT says: bigint comes as a decimal string, timestamptz as a
 * Date.
 */
export async function rowsOf<Row>(manager: EntityManager, sql: string, parameters: unknown[]): Promise<Row[]> {
  return manager.query<Row[]>(sql, parameters);
}

/** RFC 3339 of an instant, or null. */
export function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

/** Rows by a key, in their order. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}

/** Whether there is a case of this id. */
export async function caseExists(manager: EntityManager, caseId: string): Promise<boolean> {
  return (await rowsOf<unknown>(manager, 'SELECT 1 FROM case_file WHERE id = $1', [caseId])).length === 1;
}

/**
 * Stolen sums on which the case `$1` has a claim, also those that an earlier case reported first.
 */
export const CLAIMED_SUMS = '(SELECT stolen_sum_id FROM claim WHERE case_id = $1)';
