import type { RuleRow } from '../../domain/rulebook/row.js';
import type { StoredRuleRow } from '../entities/findings/rulebook.entities.js';

/** Turns a rule row into the JSON that is stored. */
export function toStoredRule(row: RuleRow): StoredRuleRow {
  return {
    ...row,
    effectiveFrom: row.effectiveFrom.toISOString(),
    effectiveTo: row.effectiveTo?.toISOString() ?? null,
  };
}

/** Turns stored JSON into a rule row of the domain. */
export function fromStoredRule(stored: StoredRuleRow): RuleRow {
  return {
    ...stored,
    effectiveFrom: new Date(stored.effectiveFrom),
    effectiveTo: stored.effectiveTo === null ? null : new Date(stored.effectiveTo),
  };
}
