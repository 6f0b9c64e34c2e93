import type { EntityManager } from 'typeorm';
import type { CheckResult } from './check.js';

/**
 * Something that must not be found. The query answers one row, with its `id`, for each place where
 * it is found.
 */
export interface SqlRule {
  readonly why: string;
  readonly sql: string;
  readonly parameters?: readonly unknown[];
}

/**
 * Counts what is looked at by `counted` (a query of one number) and gathers what each rule finds.
 */
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

/** The number that a query of one number answers. */
export async function countOf(manager: EntityManager, sql: string): Promise<number> {
  const [row]: { count: string }[] = await manager.query(`SELECT (${sql}) AS count`);
  if (row === undefined) throw new Error('a count gave no row');
  return Number(row.count);
}
