import type { DataSource, EntityManager } from 'typeorm';
import { ok, type Refusal, refuse } from '../../domain/result.js';
import { approvedRow } from '../../domain/rulebook/change/approve-change.js';
import { mayDecideChange, type RuleChangeState } from '../../domain/rulebook/change/decide-change.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { RuleChangeRow, RuleRowRow } from '../../persistence/entities/findings/rulebook.entities.js';
import { readRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { toStoredRule } from '../../persistence/rulebook/stored-rule.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';

/** The answer to a decision; the shape is the API's. */
export type RuleChangeDecided =
  | { ok: true; state: Exclude<RuleChangeState, 'proposed'>; row: { rowId: string; effectiveFrom: Date } | null }
  | Refusal;

/**
 * Records the second person's decision on a change of policy. An approved change becomes a row of
 * the rulebook, which begins only after every process can have read it; what was judged before
 * keeps its rows. The proposal is locked, so that only one of two decisions counts. Refusals:
 * `RULE_CHANGE.ABSENT`, those of `mayDecideChange` and those of `approvedRow`.
 */
export async function decideRuleChange(
  db: DataSource,
  input: { id: string; body: { verdict: 'approve' | 'refuse'; reason: string }; actor: ActingPerson },
): Promise<RuleChangeDecided> {
  return inTransaction(db, (manager) => decide(manager, input));
}

async function decide(
  manager: EntityManager,
  { id, body, actor }: Parameters<typeof decideRuleChange>[1],
): Promise<RuleChangeDecided> {
  const change = await manager.findOne(RuleChangeRow, { where: { id }, lock: { mode: 'pessimistic_write' } });
  if (change === null) return refuse('RULE_CHANGE.ABSENT', 'there is no such change of policy');
  const now = await databaseNow(manager);
  const role = mayDecideChange(change, actor);
  if (!role.ok) return role;
  const decided =
    body.verdict === 'approve' ? approvedRow(await readRulebook(manager, change.rulebook), change, now) : ok(null);
  if (!decided.ok) return decided;
  const row = decided.value;
  const state = row === null ? 'refused' : 'approved';
  if (row !== null) await insertRow(manager, row);
  await manager.update(
    RuleChangeRow,
    { id },
    {
      state,
      decidedBy: actor.subject,
      decidedRole: role.value,
      decisionReason: body.reason,
      decidedAt: now,
      rowId: row?.rowId ?? null,
    },
  );
  const { ruleId } = change;
  const effectiveFrom = row?.effectiveFrom.toISOString() ?? null;
  await appendAudit(manager, SYSTEM_CHAIN, actor.subject, now, [
    {
      type: 'rule_change.decided',
      payload: { ruleChangeId: id, ruleId, state, role: role.value, rowId: row?.rowId ?? null, effectiveFrom },
    },
  ]);
  return { ok: true, state, row };
}

async function insertRow(manager: EntityManager, row: RuleRow): Promise<void> {
  const { rowId, rulebook, ruleId, effectiveFrom, effectiveTo } = row;
  await manager.insert(RuleRowRow, { rowId, rulebook, ruleId, effectiveFrom, effectiveTo, body: toStoredRule(row) });
}
