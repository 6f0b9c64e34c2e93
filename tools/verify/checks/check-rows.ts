import { type EntityManager, TypeORMError } from 'typeorm';
import { faultOf } from '../fault-of.js';

const PAGE = 1_000;

/**
 * Returns what `fault` finds in the rows of a query, which must have `id > $1 ORDER BY id`. It
 * reads page by page, so that no database is too large. A row that cannot be judged is a violation
 * too, such as one whose rule is missing.
 */
export async function checkRows<Row extends { id: string }>(
  manager: EntityManager,
  sql: string,
  fault: (row: Row) => string[] | Promise<string[]>,
): Promise<string[]> {
  const violations: string[] = [];
  for (let last = ''; ;) {
    const page: Row[] = await manager.query(`${sql} LIMIT ${PAGE}`, [last]);
    for (const row of page) violations.push(...(await faultsIn(row, fault)));
    const end = page.at(-1);
    if (end === undefined || page.length < PAGE) return violations;
    last = end.id;
  }
}

async function faultsIn<Row extends { id: string }>(
  row: Row,
  fault: (row: Row) => string[] | Promise<string[]>,
): Promise<string[]> {
  try {
    return await fault(row);
  } catch (error) {
    if (error instanceof TypeORMError) throw error;
    return [`${row.id}: cannot be judged: ${faultOf(error)}`];
  }
}
