import type { EntityManager } from 'typeorm';
import { findRule } from '../../domain/rulebook/in-force.js';
import { RULE_IDS, type RuleId, type RuleRow } from '../../domain/rulebook/row.js';
import { databaseNow } from '../../persistence/clock.js';
import type { StoredRuleRow } from '../../persistence/entities/findings/rulebook.entities.js';
import { readRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { toStoredRule } from '../../persistence/rulebook/stored-rule.js';

/** Reads the rows of a rulebook in force at an instant, or now, in the order of the law. */
export async function readLaw(
  manager: EntityManager,
  { rulebook, at }: { rulebook: string; at: Date | null },
): Promise<{ rulebook: string; at: string; rows: StoredRuleRow[] }> {
  const instant = at ?? (await databaseNow(manager));
  const everyRow = await readRulebook(manager, rulebook);
  const rows = RULE_IDS.flatMap((ruleId) => findRule(everyRow, ruleId, instant) ?? []);
  return { rulebook, at: instant.toISOString(), rows: rows.map(toStoredRule) };
}

/**
 * Reads every row that a rule ever had, the newest first, with the change of policy that made it,
 * if any. Undefined when there is no such rule.
 */
export async function readRuleHistory(
  manager: EntityManager,
  { rulebook, ruleId }: { rulebook: string; ruleId: string },
): Promise<{ ruleId: string; rows: (StoredRuleRow & { ruleChangeId: string | null })[] } | undefined> {
  const rows = (await readRulebook(manager, rulebook)).filter((row) => row.ruleId === (ruleId as RuleId));
  if (rows.length === 0) return undefined;
  const changes: { row_id: string; id: string }[] = await manager.query(
    'SELECT row_id, id FROM rule_change WHERE rulebook = $1 AND rule_id = $2 AND row_id IS NOT NULL',
    [rulebook, ruleId],
  );
  const changeOf = (row: RuleRow) => changes.find((change) => change.row_id === row.rowId)?.id ?? null;
  return { ruleId, rows: rows.reverse().map((row) => ({ ...toStoredRule(row), ruleChangeId: changeOf(row) })) };
}
