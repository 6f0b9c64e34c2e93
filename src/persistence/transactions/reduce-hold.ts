import { holdWorkflowId } from '../../contract/ids.js';
import { minSatang, type Satang } from '../../domain/money.js';
import { isConflict } from '../../domain/rulebook/choices.js';
import { HoldOrderRow, type HoldRow } from '../entities/hold.entities.js';
import { TransferRow } from '../entities/trail.entities.js';
import type { CaseWork } from './case-work.js';
import { issueOrders } from './issue-orders.js';
import { suspicionOf } from './rest-on-notice.js';

/**
 * Issues an order for less, which takes the place of the newest one of a hold that the institution has confirmed: its receipt says that the rest was let go.
 * Power and expiry stay as they are. The hold's figures follow the receipt, never the order. Returns the order's id.
 */
export async function reduceHold(work: CaseWork, hold: HoldRow, keepSatang: Satang): Promise<string> {
  const { manager } = work;
  const newest = await manager.findOneOrFail(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'DESC' } });
  const rule = work.rulebook.find(({ rowId }) => rowId === newest.expiryRuleRowId);
  if (rule === undefined) throw new Error(`the rulebook of case ${hold.caseId} has no row ${newest.expiryRuleRowId}`);
  const choices = work.rulebook.filter((row) => isConflict(row.ruleId) && newest.legalBasis.includes(row.rowId));
  const transfer = await manager.findOneByOrFail(TransferRow, { id: hold.transferId });
  const [order] = await issueOrders(work, [
    {
      hold,
      transfer,
      sequence: newest.sequence + 1,
      replaces: newest.id,
      kind: newest.kind,
      requestedSatang: minSatang(keepSatang, newest.requestedSatang),
      expiry: { expiresAt: newest.expiresAt, rule, choices },
      freezeRequestId: newest.freezeRequestId,
      suspicion: newest.noticeId === null ? null : await suspicionOf(work, hold.id, newest.noticeId),
      letsGo: true,
    },
  ]);
  if (order === undefined) throw new Error('an order that is issued is written');
  work.tell(holdWorkflowId(hold.id), 'look', 'orderIssued', hold.id);
  return order.id;
}
