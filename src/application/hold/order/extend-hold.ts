import { holdWorkflowId } from '../../../contract/ids.js';
import { orderExpiry, type OrderExpiry } from '../../../domain/hold/order/expiry.js';
import { raiseOf } from '../../../domain/hold/order/raise.js';
import { isRaising } from '../../../domain/hold/receipt-effect.js';
import { mayTakePlace } from '../../../domain/hold/order/take-place.js';
import type { HoldKind } from '../../../domain/hold/hold.js';
import { watchesCredits } from '../../../domain/hold/end/residual.js';
import { minSatang, type Satang } from '../../../domain/money.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/hold.entities.js';
import { TransferRow } from '../../../persistence/entities/trail.entities.js';
import { reading, rows, value } from '../../../persistence/read-together.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { groupBy } from '../../case/work/read-rows.js';
import { writeExtended } from '../view/hold.queries.js';
import { issueOrders, type OrderToIssue } from './issue-orders.js';
import { expiryInput } from './expiry-input.js';
import type { NoticeBehindHold } from '../change/rest-on-notice.js';

/** What extending the holds `$1` reads, by one statement. */
const READ_TO_EXTEND = reading({
  orders: rows(HoldOrderRow, 'r.hold_id = ANY ($1)', 'r.sequence DESC'),
  transfers: rows(TransferRow, 'r.id IN (SELECT transfer_id FROM hold WHERE id = ANY ($1))'),
  letGoInPart: value<string[]>('SELECT ARRAY(SELECT DISTINCT hold_id FROM partial_release WHERE hold_id = ANY ($1))'),
});

/** The power and date by which a live hold goes on. */
export interface Extension {
  kind: HoldKind;
  debitConfirmed: boolean;
  /** Without a confirmed debit: from when the urgent time is counted, where it began anew. */
  urgentFrom?: Date | null;
  until: Date | null;
  freezeRequestId: string | null;
  seizureWarrantNo: string | null;
  /**
   * The notice that carries a hold on by section 6, and when the institution was notified of it.
   */
  notice?: NoticeBehindHold & { notifiedAt: Date };
}

/**
 * Issues an order that replaces the hold's newest one, where it may (`mayTakePlace`). Our expiry
 * moves at once, because the power to hold until then exists; the institution's moves when it
 * answers. Returns whether an order was issued.
 */
export async function extendHold(work: CaseWork, hold: HoldRow, extension: Extension): Promise<boolean> {
  return (await extendHolds(work, [{ hold, extension }])) > 0;
}

/**
 * Does the same for many holds, by as many statements as for one. Returns how many orders were
 * issued.
 */
export async function extendHolds(
  work: CaseWork,
  wanted: readonly { hold: HoldRow; extension: Extension }[],
): Promise<number> {
  const planned: { hold: HoldRow; extension: Extension; expiry: OrderExpiry }[] = [];
  for (const { hold, extension } of wanted) {
    const expiry = await expiryOfExtension(work, hold, extension);
    if (expiry !== undefined) planned.push({ hold, extension, expiry });
  }
  if (planned.length === 0) return 0;
  const { orders, transfers, letGoInPart } = await READ_TO_EXTEND(work.manager, [planned.map(({ hold }) => hold.id)]);
  const ordersOf = groupBy(orders, ({ holdId }) => holdId);
  const transferOf = new Map(transfers.map((transfer) => [transfer.id, transfer]));
  const toIssue = planned.map(({ hold, extension, expiry }) => {
    const transfer = transferOf.get(hold.transferId);
    if (transfer === undefined) throw new Error(`hold ${hold.id} is on no transfer`);
    const before = { ...toReplace(hold, ordersOf.get(hold.id) ?? []), isLetGoInPart: letGoInPart.includes(hold.id) };
    return { ...orderOfExtension(work, hold, extension, before), transfer, expiry };
  });
  for (const { hold, extension, expiry } of planned) {
    hold.expiresAt = expiry.expiresAt;
    hold.kind = extension.kind;
    hold.freezeRequestId = extension.freezeRequestId ?? hold.freezeRequestId;
    hold.seizureWarrantNo = extension.seizureWarrantNo ?? hold.seizureWarrantNo;
  }
  await issueOrders(work, toIssue);
  const holds = planned.map(({ hold }) => hold);
  await writeExtended(work.manager, holds);
  for (const { id } of holds) work.signal(holdWorkflowId(id), 'look', 'orderIssued', id);
  return holds.length;
}

/** Returns until when an extension holds, or undefined where it may not take the place of the order. */
async function expiryOfExtension(
  work: CaseWork,
  hold: HoldRow,
  extension: Extension,
): Promise<OrderExpiry | undefined> {
  const { kind } = extension;
  const issuedAt = kind === 'section7' ? hold.section7From : work.now;
  const input = await expiryInput(work, hold.stolenSumId, kind, issuedAt, extension);
  const expiry = orderExpiry(input, work.rulebook, work.now);
  const officerActed = input.complaint?.officerActed === true;
  const takesPlace = mayTakePlace(hold, {
    kind,
    expiresAt: expiry.expiresAt,
    officerActed,
    setBy: expiry.rule.ruleId,
  });
  return expiry.expiresAt > work.now && takesPlace ? expiry : undefined;
}

function orderOfExtension(
  work: CaseWork,
  hold: HoldRow,
  { kind, freezeRequestId, notice, debitConfirmed, urgentFrom }: Extension,
  { newest, standing, isLetGoInPart }: { newest: HoldOrderRow; standing: HoldOrderRow; isLetGoInPart: boolean },
): Omit<OrderToIssue, 'transfer' | 'expiry'> {
  const raise = raiseUnderWay(work, standing, kind);
  return {
    hold,
    sequence: newest.sequence + 1,
    replaces: standing.id,
    kind,
    // While an order for less is under way, an extension does not ask for more again; an approved
    // order for more is carried on.
    requestedSatang: raise !== null ? standing.requestedSatang : minSatang(liveAmount(hold), standing.requestedSatang),
    freezeRequestId,
    urgentFrom: kind === 'section7' && !debitConfirmed ? (urgentFrom ?? null) : null,
    notice: notice ?? null,
    // Not after a person let a part go.
    watchesCredits: watchesCredits(kind, work.rulebook, work.now) && !isLetGoInPart,
    raise,
  };
}

/**
 * Reads the newest order of a hold, for its sequence, and the one that a next order replaces: the
 * newest that the institution did not refuse.
 */
export async function ordersToReplace(
  work: CaseWork,
  hold: HoldRow,
): Promise<{ newest: HoldOrderRow; standing: HoldOrderRow }> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'DESC' } });
  return toReplace(hold, orders);
}

function toReplace(hold: HoldRow, newestFirst: readonly HoldOrderRow[]) {
  const [newest] = newestFirst;
  const standing = newestFirst.find(({ refusedAt }) => refusedAt === null);
  if (newest === undefined || standing === undefined) throw new Error(`hold ${hold.id} has no order`);
  return { newest, standing };
}

/**
 * Returns the raise that an unanswered order asks for and an extension carries on. A catch is not
 * carried on when the centre has switched P-RESID off since.
 */
function raiseUnderWay({ rulebook, now }: CaseWork, standing: HoldOrderRow, kind: HoldKind): OrderToIssue['raise'] {
  const as = raiseOf(standing, rulebook);
  if (as === null || !isRaising(standing)) return null;
  if (as === 'catch' && !watchesCredits(kind, rulebook, now)) return null;
  return { requestId: standing.raiseRequestId, as };
}

/** Returns the amount of an extension: what is held, or what was asked while nobody answered. */
function liveAmount(hold: HoldRow): Satang {
  return hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
}
