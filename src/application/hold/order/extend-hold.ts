import { holdWorkflowId } from '../../../contract/ids.js';
import type { OrderExpiry } from '../../../domain/hold/order/expiry.js';
import {
  amountOfExtension,
  expiryOfExtension,
  lengthened,
  ordersToReplace,
} from '../../../domain/hold/order/replace-order.js';
import { isLengthened } from '../../../domain/hold/order/take-place.js';
import type { HoldKind } from '../../../domain/hold/hold.js';
import { watchesCredits } from '../../../domain/hold/end/residual.js';
import { HoldOrderRow, type HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { reading, rows, value } from '../../../persistence/read-together.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { groupBy } from '../../case/work/read-rows.js';
import { writeExtended } from '../view/hold.queries.js';
import { issueOrders, type OrderToIssue } from './issue-orders.js';
import { expiryInput } from './expiry-input.js';
import { type NoticeBehindHold, standingNotices } from '../change/rest-on-notice.js';

/** What extending the holds `$1` reads, by one statement. */
const READ_TO_EXTEND = reading({
  orders: rows(HoldOrderRow, 'r.hold_id = ANY ($1)', 'r.sequence'),
  transfers: rows(TransferRow, 'r.id IN (SELECT transfer_id FROM hold WHERE id = ANY ($1))'),
  letGoInPart: value<string[]>('SELECT ARRAY(SELECT DISTINCT hold_id FROM partial_release WHERE hold_id = ANY ($1))'),
});

/** The power and date by which a live hold goes on. */
export interface Extension {
  kind: HoldKind;
  debitConfirmed: boolean;
  /** From when the urgent time of an unconfirmed debit, or of a doubt about its holder, is counted, where it began anew. */
  urgentFrom?: Date | null;
  until: Date | null;
  freezeRequestId: string | null;
  seizureWarrantNo: string | null;
  /**
   * The notice that carries a hold on by section 6, and when the institution was notified of it.
   */
  notice?: NoticeBehindHold & { notifiedAt: Date };
  /** It follows from a power that began or ended beside, or that ended itself: it replaces what stands. */
  follows?: true;
}

/** An extension that may be ordered, with the notice by which it lasts longer than its own power, if one does. */
interface PlannedExtension {
  hold: HoldRow;
  extension: Extension;
  expiry: OrderExpiry;
  powerEndsAt: Date | null;
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
  const planned: PlannedExtension[] = [];
  for (const { hold, extension } of wanted) {
    const plan = await planExtension(work, hold, extension);
    if (plan !== undefined) planned.push(plan);
  }
  if (planned.length === 0) return 0;
  const { orders, transfers, letGoInPart } = await READ_TO_EXTEND(work.manager, [planned.map(({ hold }) => hold.id)]);
  const ordersOf = groupBy(orders, ({ holdId }) => holdId);
  const transferOf = new Map(transfers.map((transfer) => [transfer.id, transfer]));
  const toIssue = planned.map(({ hold, extension, expiry, powerEndsAt }) => {
    const transfer = transferOf.get(hold.transferId);
    if (transfer === undefined) throw new Error(`hold ${hold.id} is on no transfer`);
    const before = { ...ordersToReplace(ordersOf.get(hold.id) ?? []), isLetGoInPart: letGoInPart.includes(hold.id) };
    return { ...orderOfExtension(work, hold, extension, before), transfer, expiry, powerEndsAt };
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

/**
 * Reads what the expiry of an extension counts from (`expiryOfExtension`), and for an order of a person the
 * longest notice beside, which may let it last longer (`lengthened`). Undefined where it may not be ordered.
 */
async function planExtension(
  work: CaseWork,
  hold: HoldRow,
  extension: Extension,
): Promise<PlannedExtension | undefined> {
  const { kind } = extension;
  const issuedAt = kind === 'section7' ? hold.section7From : work.now;
  const input = await expiryInput(work, hold.stolenSumId, kind, issuedAt, extension);
  const powerEndsAt = isLengthened(hold.kind) ? await readPowerEnd(work, hold) : null;
  const standing = { state: hold.state, kind: hold.kind, expiresAt: hold.expiresAt, powerEndsAt };
  const own = expiryOfExtension(standing, input, work.rulebook, work.now, extension.follows);
  if (own === undefined) return undefined;
  const longest = isLengthened(kind) ? (await standingNotices(work, hold.id))[0] : undefined;
  const longer = lengthened(kind, own, longest, work);
  if (longer === null) return { hold, extension, expiry: own, powerEndsAt: null };
  const { expiry, notice } = longer;
  return { hold, extension: { ...extension, notice }, expiry, powerEndsAt: longer.powerEndsAt };
}

/** Reads when the own power of a hold ends, where a notice lets it last longer (`lengthened`); else null. */
export async function readPowerEnd(work: CaseWork, { id: holdId }: HoldRow): Promise<Date | null> {
  const newest = await work.manager.findOne(HoldOrderRow, { where: { holdId }, order: { sequence: 'DESC' } });
  return newest?.powerEndsAt ?? null;
}

function orderOfExtension(
  work: CaseWork,
  hold: HoldRow,
  { kind, freezeRequestId, notice, urgentFrom }: Extension,
  { newest, standing, isLetGoInPart }: { newest: HoldOrderRow; standing: HoldOrderRow; isLetGoInPart: boolean },
): Omit<OrderToIssue, 'transfer' | 'expiry'> {
  const { requestedSatang, raise } = amountOfExtension(hold, standing, kind, work.rulebook, work.now);
  return {
    hold,
    sequence: newest.sequence + 1,
    replaces: standing.id,
    kind,
    requestedSatang,
    freezeRequestId,
    urgentFrom: kind === 'section7' ? (urgentFrom ?? null) : null,
    notice: notice ?? null,
    // Not after a person let a part go.
    watchesCredits: watchesCredits(kind, work.rulebook, work.now) && !isLetGoInPart,
    raise: raise === null ? null : { requestId: standing.raiseRequestId, as: raise },
  };
}

/** Reads the orders of a hold that a next one replaces: `ordersToReplace`. */
export async function readOrdersToReplace(
  work: CaseWork,
  hold: HoldRow,
): Promise<{ newest: HoldOrderRow; standing: HoldOrderRow }> {
  return ordersToReplace(
    await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } }),
  );
}
