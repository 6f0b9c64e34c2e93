import type { DataSource, EntityManager } from 'typeorm';
import { type Refusal, refuse } from '../../domain/result.js';
import type { RulebookName } from '../../domain/rulebook/build.js';
import { proposeChange } from '../../domain/rulebook/change/propose-change.js';
import type { RuleId, RuleRow } from '../../domain/rulebook/row.js';
import { appendAudit, SYSTEM_CHAIN } from '../../persistence/audit/append-audit.js';
import { databaseNow } from '../../persistence/clock.js';
import { RuleChangeRow } from '../../persistence/entities/findings/rulebook.entities.js';
import { newId } from '../../persistence/ids.js';
import { readRulebook } from '../../persistence/rulebook/load-rulebook.js';
import { databaseErrorCode, inTransaction } from '../../persistence/unit-of-work.js';
import type { ActingPerson } from '../case/work/acting-person.js';

/** A change of policy as a person proposes it; the shape is the API's. */
export interface RuleChangeInput {
  rulebook: RulebookName;
  ruleId: RuleId;
  parameters: RuleRow['parameters'];
  effectiveFrom: Date | null;
  reason: string;
}

export type RuleChangeProposed = { ok: true; id: string } | Refusal;

const UNIQUE_VIOLATION = '23505';

/**
 * Writes a proposal to change a policy; nothing changes until another person approves it. A rule
 * has at most one open proposal. Refusals: `RULE_CHANGE.ALREADY_OPEN`, and those of
 * `proposeChange`.
 */
export async function proposeRuleChange(
  db: DataSource,
  input: { body: RuleChangeInput; actor: ActingPerson },
): Promise<RuleChangeProposed> {
  try {
    return await inTransaction(db, (manager) => propose(manager, input));
  } catch (error) {
    if (databaseErrorCode(error) !== UNIQUE_VIOLATION) throw error;
    return refuse('RULE_CHANGE.ALREADY_OPEN', 'a change of this rule waits for a decision already');
  }
}

async function propose(
  manager: EntityManager,
  { body, actor }: Parameters<typeof proposeRuleChange>[1],
): Promise<RuleChangeProposed> {
  const now = await databaseNow(manager);
  const changed = proposeChange(await readRulebook(manager, body.rulebook), body, actor, now);
  if (!changed.ok) return changed;
  const row = manager.create(RuleChangeRow, {
    id: newId(),
    rulebook: body.rulebook,
    ruleId: body.ruleId,
    baseRowId: changed.value.base.rowId,
    parameters: body.parameters,
    effectiveFrom: body.effectiveFrom,
    reason: body.reason,
    state: 'proposed',
    proposedBy: actor.subject,
    proposedRole: changed.value.role,
    proposedAt: now,
    decidedBy: null,
    decidedRole: null,
    decisionReason: null,
    decidedAt: null,
    rowId: null,
  });
  await manager.insert(RuleChangeRow, row);
  const { id, ruleId, baseRowId } = row;
  const effectiveFrom = row.effectiveFrom?.toISOString() ?? null;
  await appendAudit(manager, SYSTEM_CHAIN, actor.subject, now, [
    {
      type: 'rule_change.proposed',
      payload: { ruleChangeId: id, ruleId, baseRowId, parameters: body.parameters, effectiveFrom },
    },
  ]);
  return { ok: true, id };
}
