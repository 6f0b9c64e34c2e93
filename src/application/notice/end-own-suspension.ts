import type { DataSource } from 'typeorm';
import { lapsesNow, ruleOfEnd } from '../../domain/notice/own-suspension.js';
import { ruleInForce } from '../../domain/rulebook/in-force.js';
import { OwnSuspensionRow } from '../../persistence/entities/money/notice.entities.js';
import { inTransaction } from '../../persistence/unit-of-work.js';
import type { CaseWork } from '../case/work/case-work.js';
import { openKnownCase } from '../case/work/open-case.js';
import { signalClaimants } from '../debit/name-receiver.js';
import { giveBackSuspended } from '../ledger/suspended-money.js';

/**
 * Ends an own suspension whose time is over, because its institution lifts by itself then. Returns
 * false when it had ended before or its time is not over.
 */
export async function lapseOwnSuspension(db: DataSource, suspensionId: string): Promise<boolean> {
  return inTransaction(db, async (manager) => {
    const { caseId } = await manager.findOneByOrFail(OwnSuspensionRow, { id: suspensionId });
    const work = await openKnownCase(manager, caseId, 'system');
    const suspension = await manager.findOneByOrFail(OwnSuspensionRow, { id: suspensionId });
    if (!lapsesNow(suspension, work.now)) return false;
    await endOwnSuspension(work, suspension, 'lapsed', 'expired');
    await giveBackSuspended(manager, suspensionId);
    await signalClaimants(work, suspension.transferId, suspensionId);
    await work.finish();
    return true;
  });
}

/**
 * Writes the end of an own suspension. An officer's reason stays in the row, because an audit
 * event carries codes only.
 */
export async function endOwnSuspension(
  work: CaseWork,
  suspension: OwnSuspensionRow,
  state: 'lapsed' | 'lifted',
  reason: string,
): Promise<void> {
  const endRuleRowId = ruleInForce(work.rulebook, ruleOfEnd(suspension.state, state), work.now).rowId;
  const end = { endedAt: work.now, endRuleRowId, endedBy: work.actor, endReason: reason };
  await work.manager.update(OwnSuspensionRow, { id: suspension.id }, { state, ...end });
  auditOwnSuspension(work, suspension, state, endRuleRowId);
}

/** Notes the audit event of an own suspension's change of state. */
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
