import { complaintWorkflowId } from '../../../contract/ids.js';
import { mayChangeLostOrder } from '../../../domain/statement/lost-order.js';
import { LostOrderRow } from '../../../persistence/entities/traffic/statement.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';

/** What of a lost order changes with its state. */
type Change = Pick<LostOrderRow, 'state'> &
  Partial<Pick<LostOrderRow, 'heldSatang' | 'untilAt' | 'untilRuleRowId' | 'overAt' | 'inboxMessageId' | 'breakId'>>;

/**
 * Changes a lost order of the locked case, with its event; the case looks again. Throws on a change that is not
 * listed: a bug.
 */
export async function changeLostOrder(work: CaseWork, lost: LostOrderRow, change: Change, why: string): Promise<void> {
  const { state: from } = lost;
  if (!mayChangeLostOrder(from, change.state)) throw new Error(`lost order ${lost.id}: ${from} to ${change.state}`);
  await work.manager.update(LostOrderRow, { id: lost.id }, change);
  Object.assign(lost, change);
  work.audit('lost_order.state', {
    lostOrderId: lost.id,
    orderId: lost.orderId,
    from,
    to: change.state,
    why,
    untilAt: change.untilAt?.toISOString() ?? null,
  });
  work.signal(complaintWorkflowId(lost.caseId), 'look', 'complaintAdded', lost.id);
}
