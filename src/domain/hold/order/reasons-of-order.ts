import type { EvidenceStandard, RuleId, RuleRow } from '../../rulebook/row.js';

/** Rules whose findings show why another rule is met. */
const SHOWN_BY: Partial<Record<RuleId, readonly RuleId[]>> = { 'AOC-85B': ['P-EV85B'] };

/** Returns the rules whose findings are the reasons of an order that rests on some rows. */
export function reasonRules(basis: readonly Pick<RuleRow, 'ruleId'>[]): RuleId[] {
  return [...new Set(basis.flatMap(({ ruleId }) => [ruleId, ...(SHOWN_BY[ruleId] ?? [])]))];
}

/** Returns the standards of evidence that the rows of an order name; none where none does. */
export function standardsOf(basis: readonly Pick<RuleRow, 'standard'>[]): Exclude<EvidenceStandard, 'none'>[] {
  return [...new Set(basis.flatMap(({ standard }) => (standard === 'none' ? [] : [standard])))];
}
