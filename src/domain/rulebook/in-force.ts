import type { RuleId, RuleRow } from './row.js';

/** The rows of one rulebook, as loaded. */
export type Rulebook = readonly RuleRow[];

/**
 * The row of a rule that is in force at an instant, or undefined when there is none. Of the rows
 * that have begun the one that began last governs, and takes the place of those before it for good:
 * when it ends without a successor, the rule has ended, and no older row comes back.
 */
export function findRule(rulebook: Rulebook, ruleId: RuleId, at: Date): RuleRow | undefined {
  let found: RuleRow | undefined;
  for (const row of rulebook) {
    if (row.ruleId !== ruleId || row.effectiveFrom > at) continue;
    if (found === undefined || row.effectiveFrom > found.effectiveFrom) found = row;
  }
  return found === undefined || found.effectiveTo === null || found.effectiveTo > at ? found : undefined;
}

/**
 * As `findRule`, for rules without which nothing can be done. Throws when the rulebook lacks it: a
 * broken rulebook is a bug.
 */
export function ruleInForce(rulebook: Rulebook, ruleId: RuleId, at: Date): RuleRow {
  const row = findRule(rulebook, ruleId, at);
  if (row === undefined) throw new Error(`rulebook has no row of ${ruleId} in force at ${at.toISOString()}`);
  return row;
}

/** A numeric parameter of a row. Throws when it is missing: a broken rulebook is a bug. */
export function numberParameter(row: RuleRow, name: string): number {
  const value = row.parameters[name];
  if (typeof value !== 'number') throw new Error(`${row.rowId} has no number ${name}`);
  return value;
}

/** A list parameter of a row. Throws when it is missing. */
export function listParameter(row: RuleRow, name: string): readonly string[] {
  const value = row.parameters[name];
  if (!Array.isArray(value)) throw new Error(`${row.rowId} has no list ${name}`);
  return value as readonly string[];
}

/** A parameter of a row that is yes or no. Throws when it is missing. */
export function flagParameter(row: RuleRow, name: string): boolean {
  const value = row.parameters[name];
  if (typeof value !== 'boolean') throw new Error(`${row.rowId} has no flag ${name}`);
  return value;
}

/** The deadline of a row in milliseconds. Throws when the row has none. */
export function deadlineMs(row: RuleRow): number {
  if (row.deadlineMs === null) throw new Error(`${row.rowId} has no deadline`);
  return row.deadlineMs;
}

/**
 * A parameter of a row that is one word, such as the value of a switch. Throws when it is missing.
 */
export function textParameter(row: RuleRow, name: string): string {
  const value = row.parameters[name];
  if (typeof value !== 'string') throw new Error(`${row.rowId} has no word ${name}`);
  return value;
}
