import type { DataSource, EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import { mayDecideChange, type RuleChangeState } from '../../domain/rulebook/change/decide-change.js';
import { changedRow } from '../../domain/rulebook/change/propose-change.js';
import type { RuleRow } from '../../domain/rulebook/row.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { RuleChangeRow, RuleRowRow } from '../../persistence/entities/rulebook.entities.js';
import { readRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { toStoredRule } from '../../persistence/rulebook/stored-rule.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/acting-person.js';

export type RuleChangeDecided =
  | { ok: true; state: Exclude<RuleChangeState, 'proposed'>; row: { rowId: string; effectiveFrom: Date } | null }
  | Refusal;

/**
 * The second person's word on a change of policy. Approved, it becomes a row of the rulebook, which
 * begins no sooner than every process has read it; what was judged before keeps its rows. The
 * proposal is locked, so that of two decisions one wins. Refusals: `RULE_CHANGE.ABSENT`,
 * `RULE_CHANGE.OVERTAKEN` (the row that the proposer saw is no longer the one in force then), those
 * of `mayDecideChange` and of `changedRow`.
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
  const row = body.verdict === 'approve' ? await approvedRow(manager, change, now) : null;
  if (row !== null && 'ok' in row) return row;
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

/**
 * The row that the change becomes now; asked of the domain again, because other changes may have
 * come before this one.
 */
async function approvedRow(manager: EntityManager, change: RuleChangeRow, now: Date): Promise<RuleRow | Refusal> {
  const changed = changedRow(await readRulebook(manager, change.rulebook), change, now);
  if (!changed.ok) return changed;
  const { base, row } = changed.value;
  if (base.rowId !== change.baseRowId) {
    return refuse('RULE_CHANGE.OVERTAKEN', 'the rule was changed since this was proposed: propose it anew');
  }
  return { ...row, source: `Policy changed by two persons (${change.id}): ${change.reason}` };
}

async function insertRow(manager: EntityManager, row: RuleRow): Promise<void> {
  const { rowId, rulebook, ruleId, effectiveFrom, effectiveTo } = row;
  await manager.insert(RuleRowRow, { rowId, rulebook, ruleId, effectiveFrom, effectiveTo, body: toStoredRule(row) });
}
