import type { RuleRow } from '../../domain/rulebook/row.js';
import type { StoredRuleRow } from '../entities/rulebook.entities.js';

/** A rule row as JSON stores it. */
export function toStoredRule(row: RuleRow): StoredRuleRow {
  return {
    ...row,
    effectiveFrom: row.effectiveFrom.toISOString(),
    effectiveTo: row.effectiveTo?.toISOString() ?? null,
  };
}

/** A rule row as the domain judges by it. */
export function fromStoredRule(stored: StoredRuleRow): RuleRow {
  return {
    ...stored,
    effectiveFrom: new Date(stored.effectiveFrom),
    effectiveTo: stored.effectiveTo === null ? null : new Date(stored.effectiveTo),
  };
}
