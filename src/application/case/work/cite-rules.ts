import type { Rulebook } from '../../../domain/rulebook/in-force.js';

/**
 * Returns rule rows as an order, a release or a question cites them; throws when the rulebook has
 * no such row.
 */
export function citeRules(
  rulebook: Rulebook,
  rowIds: readonly string[],
): { ruleId: string; section: string; instrument: string }[] {
  return rowIds.map((rowId) => {
    const row = rulebook.find((candidate) => candidate.rowId === rowId);
    if (row === undefined) throw new Error(`rulebook has no row ${rowId}`);
    return { ruleId: row.ruleId, section: row.section, instrument: row.instrument };
  });
}
