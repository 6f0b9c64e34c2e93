import type { EntityManager } from 'typeorm';
import type { CheckResult } from './check.js';

/** Something that must not be found: the query returns one row with an `id` for each place. */
export interface SqlRule {
  readonly why: string;
  readonly sql: string;
  readonly parameters?: readonly unknown[];
}

/** Counts what is checked by the query `counted`, and collects what each rule finds. */
export async function applySqlRules(
  manager: EntityManager,
  counted: string,
  rules: readonly SqlRule[],
): Promise<CheckResult> {
  const violations: string[] = [];
  for (const { why, sql, parameters } of rules) {
    const rows: { id: string }[] = await manager.query(sql, parameters === undefined ? [] : [...parameters]);
    violations.push(...rows.map(({ id }) => `${id}: ${why}`));
  }
  return { checked: await countOf(manager, counted), violations };
}

/** Returns the number that a query for one number gives. */
export async function countOf(manager: EntityManager, sql: string): Promise<number> {
  const [row]: { count: string }[] = await manager.query(`SELECT (${sql}) AS count`);
  if (row === undefined) throw new Error('a count gave no row');
  return Number(row.count);
}
