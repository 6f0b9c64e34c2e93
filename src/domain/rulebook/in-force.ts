import type { RuleId, RuleRow } from './row.js';

/** The rows of one rulebook. */
export type Rulebook = readonly RuleRow[];

/**
 * Returns the row of a rule that is in force at an instant, or undefined. Of the rows that have
 * begun, the one that began last governs and replaces those before it for good: when it ends
 * without a successor, the rule has ended, and no older row comes back.
 */
export function findRule(rulebook: Rulebook, ruleId: RuleId, at: Date): RuleRow | undefined {
  let newest: RuleRow | undefined;
  for (const row of rulebook) {
    if (row.ruleId !== ruleId || row.effectiveFrom > at) continue;
    if (newest === undefined || row.effectiveFrom > newest.effectiveFrom) newest = row;
  }
  return newest === undefined || newest.effectiveTo === null || newest.effectiveTo > at ? newest : undefined;
}

/**
 * Returns the row of a rule that is in force at an instant. Throws when there is none: a broken
 * rulebook is a bug.
 */
export function ruleInForce(rulebook: Rulebook, ruleId: RuleId, at: Date): RuleRow {
  const row = findRule(rulebook, ruleId, at);
  if (row === undefined) throw new Error(`rulebook has no row of ${ruleId} in force at ${at.toISOString()}`);
  return row;
}

/** Returns a numeric parameter of a row. Throws when it is missing: a broken rulebook is a bug. */
export function numberParameter(row: RuleRow, name: string): number {
  const value = row.parameters[name];
  if (typeof value !== 'number') throw new Error(`${row.rowId} has no number ${name}`);
  return value;
}

/** Returns a list parameter of a row. Throws when it is missing. */
export function listParameter(row: RuleRow, name: string): readonly string[] {
  const value = row.parameters[name];
  if (!Array.isArray(value)) throw new Error(`${row.rowId} has no list ${name}`);
  return value as readonly string[];
}

/** Returns a yes-or-no parameter of a row. Throws when it is missing. */
export function flagParameter(row: RuleRow, name: string): boolean {
  const value = row.parameters[name];
  if (typeof value !== 'boolean') throw new Error(`${row.rowId} has no flag ${name}`);
  return value;
}

/** Returns a text parameter of a row, such as the value of a switch. Throws when it is missing. */
export function textParameter(row: RuleRow, name: string): string {
  const value = row.parameters[name];
  if (typeof value !== 'string') throw new Error(`${row.rowId} has no word ${name}`);
  return value;
}
