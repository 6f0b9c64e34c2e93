import type { Rulebook } from '../../domain/rulebook/in-force.js';

/**
 * Rule rows as an order, a release or a question cites them. Throws on a row that the rulebook does
 * not have.
 */
export function citeRules(
  rulebook: Rulebook,
  rowIds: readonly string[],
): { ruleId: string; section: string; instrument: string }[] {
  return rowIds.map((rowId) => {
    const row = rulebook.find((each) => each.rowId === rowId);
    if (row === undefined) throw new Error(`rulebook has no row ${rowId}`);
    return { ruleId: row.ruleId, section: row.section, instrument: row.instrument };
  });
}
