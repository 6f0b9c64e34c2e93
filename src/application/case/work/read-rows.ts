import type { EntityManager } from 'typeorm';

/**
 * Reads rows by SQL, typed as the SELECT says: bigint comes as a decimal string, timestamptz as a
 * Date.
 */
export async function rowsOf<Row>(manager: EntityManager, sql: string, parameters: unknown[]): Promise<Row[]> {
  return manager.query<Row[]>(sql, parameters);
}

/** Formats an instant as RFC 3339, or returns null. */
export function iso(at: Date | null): string | null {
  return at === null ? null : at.toISOString();
}

/** Reads an instant as JSON has it, or returns null. */
export function instant(text: string | null): Date | null {
  return text === null ? null : new Date(text);
}

/** Groups rows by a key, in the order in which they came. */
export function groupBy<Row>(rows: readonly Row[], keyOf: (row: Row) => string): ReadonlyMap<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const group = groups.get(keyOf(row));
    if (group === undefined) groups.set(keyOf(row), [row]);
    else group.push(row);
  }
  return groups;
}
