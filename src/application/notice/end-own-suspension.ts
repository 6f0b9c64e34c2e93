import type { DataSource } from 'typeorm';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { OwnSuspensionRow } from '../../persistence/entities/notice.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import { openKnownCase, type CaseWork } from '../case/case-work.js';
import { signalClaimants } from '../debit/name-receiver.js';
import { giveBackSuspended } from '../ledger/suspended-money.js';

/** Institutions' own suspensions past their time that nobody ended yet. */
export async function dueOwnSuspensions(db: DataSource, limit: number): Promise<string[]> {
  const rows: { id: string }[] = await db.query(
    `SELECT id FROM own_suspension WHERE state IN ('active', 'proceeded') AND expires_at <= now() ORDER BY expires_at LIMIT $1`,
    [limit],
  );
  return rows.map(({ id }) => id);
}

/**
 * Ends a suspension whose time is over: the institution lifts by itself (LIFT-6D), also where an
 * officer proceeds by law, for section 6 gives it no longer and what carries it on is an order of
 * another power. Returns whether this call did.
 */
export async function lapseOwnSuspension(db: DataSource, suspensionId: string): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const { caseId } = await manager.findOneByOrFail(OwnSuspensionRow, { id: suspensionId });
    const work = await openKnownCase(manager, caseId, 'system');
    const suspension = await manager.findOneByOrFail(OwnSuspensionRow, { id: suspensionId });
    if (suspension.endedAt !== null || suspension.expiresAt > work.now) return false;
    await endOwnSuspension(work, suspension, { state: 'lapsed', rule: 'LIFT-6D', reason: 'expired' });
    await giveBackSuspended(manager, suspensionId);
    await signalClaimants(work, suspension.transferId, suspensionId);
    await work.finish();
    return true;
  });
}

/**
 * Writes down that a suspension is over. The officer's reason stays in its row: an audit event
 * carries codes only.
 */
export async function endOwnSuspension(
  work: CaseWork,
  suspension: OwnSuspensionRow,
  how: { state: 'lapsed' | 'lifted'; rule: 'LIFT-6D' | 'OFF-6C'; reason: string },
): Promise<void> {
  const endRuleRowId = ruleInForce(work.rulebook, how.rule, work.now).rowId;
  const end = { endedAt: work.now, endRuleRowId, endedBy: work.actor, endReason: how.reason };
  await work.manager.update(OwnSuspensionRow, { id: suspension.id }, { state: how.state, ...end });
  auditOwnSuspension(work, suspension, how.state, endRuleRowId);
}

/** Notes the audit event of a suspension's change of state. */
export function auditOwnSuspension(
  work: CaseWork,
  suspension: OwnSuspensionRow,
  to: OwnSuspensionRow['state'],
  ruleRowId: string,
): void {
  work.audit('own_suspension.state', {
    suspensionId: suspension.id,
    transferId: suspension.transferId,
    from: suspension.state,
    to,
    ruleRowId,
  });
}
