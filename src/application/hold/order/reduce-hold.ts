import { holdWorkflowId } from '../../../contract/ids.js';
import { amountOfReduction } from '../../../domain/hold/order/replace-order.js';
import type { Satang } from '../../../domain/money.js';
import { isConflict } from '../../../domain/rulebook/choices.js';
import type { HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { readOrdersToReplace } from './extend-hold.js';
import { issueOrders, type OrderToIssue } from './issue-orders.js';
import { noticeBehindHold } from '../change/rest-on-notice.js';

/**
 * Issues an order for less, which replaces the newest one of a hold that the institution has
 * confirmed. Power and expiry stay as they are. What is held follows the receipt, which proves
 * that the rest was let go. Returns the order's id, and what it lets go beside orders under way.
 */
export async function reduceHold(
  work: CaseWork,
  hold: HoldRow,
  keepSatang: Satang,
): Promise<{ orderId: string; letGoSatang: Satang }> {
  const { newest, standing } = await readOrdersToReplace(work, hold);
  const { requestedSatang, letGoSatang } = amountOfReduction(hold, { newest, standing }, keepSatang);
  const order = await orderInPlace(work, hold, newest, standing, {
    requestedSatang,
    // The money that a person let go is not watched for.
    watchesCredits: false,
    raise: null,
    changesAmount: true,
  });
  return { orderId: order.id, letGoSatang };
}

/**
 * Issues an order in place of the standing one, for another amount or to tell something. Power,
 * expiry, request and notice stay as they are.
 */
export async function orderInPlace(
  work: CaseWork,
  hold: HoldRow,
  newest: HoldOrderRow,
  standing: HoldOrderRow,
  wanted: Pick<
    OrderToIssue,
    'requestedSatang' | 'watchesCredits' | 'raise' | 'addsSatang' | 'changesAmount' | 'reviewOwed' | 'takesOver'
  >,
): Promise<HoldOrderRow> {
  const rule = work.rulebook.find(({ rowId }) => rowId === standing.expiryRuleRowId);
  if (rule === undefined) throw new Error(`the rulebook of case ${hold.caseId} has no row ${standing.expiryRuleRowId}`);
  const choices = work.rulebook.filter((row) => isConflict(row.ruleId) && standing.legalBasis.includes(row.rowId));
  const transfer = await work.manager.findOneByOrFail(TransferRow, { id: hold.transferId });
  const [order] = await issueOrders(work, [
    {
      ...wanted,
      hold,
      transfer,
      sequence: newest.sequence + 1,
      replaces: standing.id,
      kind: standing.kind,
      expiry: { expiresAt: standing.expiresAt, rule, choices },
      freezeRequestId: standing.freezeRequestId,
      powerEndsAt: standing.powerEndsAt,
      notice: standing.noticeId === null ? null : await noticeBehindHold(work, hold.id, standing.noticeId),
    },
  ]);
  if (order === undefined) throw new Error('an order that is issued is written');
  work.signal(holdWorkflowId(hold.id), 'look', 'orderIssued', hold.id);
  return order;
}
