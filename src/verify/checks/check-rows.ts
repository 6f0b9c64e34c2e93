import type { EntityManager } from 'typeorm';

const PAGE = 1_000;

/**
 * Returns what `fault` finds in the rows of a query, which must have `id > $1 ORDER BY id`. It
 * reads page by page, so that no database is too large.
 */
export async function checkRows<Row extends { id: string }>(
  manager: EntityManager,
  sql: string,
  fault: (row: Row) => string[] | Promise<string[]>,
): Promise<string[]> {
  const violations: string[] = [];
  for (let last = ''; ;) {
    const page: Row[] = await manager.query(`${sql} LIMIT ${PAGE}`, [last]);
    for (const row of page) violations.push(...(await fault(row)));
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return violations;
    last = end.id;
  }
}
