import { holdWorkflowId } from '../../contract/ids.js';
import { orderExpiry } from '../../domain/hold/expiry.js';
import { raiseOf } from '../../domain/hold/raise.js';
import { isRaising } from '../../domain/hold/receipt-effect.js';
import { mayTakePlace } from '../../domain/hold/take-place.js';
import type { HoldKind } from '../../domain/hold/hold.js';
import { watchesCredits } from '../../domain/hold/residual.js';
import { minSatang, type Satang } from '../../domain/money.js';
import { HoldOrderRow, HoldRow } from '../../persistence/entities/hold.entities.js';
import { TransferRow } from '../../persistence/entities/trail.entities.js';
import { reading, rows, value } from '../../persistence/read-together.js';
import type { CaseWork } from '../case/case-work.js';
import { issueOrders, type OrderToIssue } from './issue-orders.js';
import { expiryInput } from './expiry-input.js';
import type { NoticeBehindHold } from './rest-on-notice.js';

/** What extending the hold `$1` reads, by one statement. */
const READ_TO_EXTEND = reading({
  orders: rows(HoldOrderRow, 'r.hold_id = $1', 'r.sequence DESC'),
  transfers: rows(TransferRow, 'r.id = (SELECT transfer_id FROM hold WHERE id = $1)'),
  isLetGoInPart: value<boolean>('SELECT EXISTS (SELECT 1 FROM partial_release WHERE hold_id = $1)'),
});

/** The power and date by which a live hold goes on. */
export interface Extension {
  kind: HoldKind;
  debitConfirmed: boolean;
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
  const { manager, now } = work;
  const issuedAt = extension.kind === 'section7' ? hold.section7From : now;
  const input = await expiryInput(work, hold.stolenSumId, extension.kind, issuedAt, extension);
  const expiry = orderExpiry(input, work.rulebook, now);
  const { kind } = extension;
  const officerActed = input.complaint?.officerActed === true;
  if (expiry.expiresAt <= now || !mayTakePlace(hold, { kind, expiresAt: expiry.expiresAt, officerActed })) return false;
  const read = await READ_TO_EXTEND(manager, [hold.id]);
  const { newest, standing } = toReplace(hold, read.orders);
  const [transfer] = read.transfers;
  if (transfer === undefined) throw new Error(`hold ${hold.id} is on no transfer`);
  const raise = raiseUnderWay(work, standing, extension.kind);
  hold.expiresAt = expiry.expiresAt;
  hold.kind = extension.kind;
  hold.freezeRequestId = extension.freezeRequestId ?? hold.freezeRequestId;
  hold.seizureWarrantNo = extension.seizureWarrantNo ?? hold.seizureWarrantNo;
  const order = {
    hold,
    transfer,
    sequence: newest.sequence + 1,
    replaces: standing.id,
    kind: extension.kind,
    // While an order for less is under way, an extension does not ask for more again; an approved
    // order for more is carried on.
    requestedSatang: raise !== null ? standing.requestedSatang : minSatang(liveAmount(hold), standing.requestedSatang),
    expiry,
    freezeRequestId: extension.freezeRequestId,
    notice: extension.notice ?? null,
    // Not after a person let a part go.
    watchesCredits: watchesCredits(extension.kind, work.rulebook, now) && !read.isLetGoInPart,
    raise,
  };
  await issueOrders(work, [order]);
  await manager.update(
    HoldRow,
    { id: hold.id },
    {
      expiresAt: hold.expiresAt,
      kind: hold.kind,
      freezeRequestId: hold.freezeRequestId,
      seizureWarrantNo: hold.seizureWarrantNo,
    },
  );
  work.signal(holdWorkflowId(hold.id), 'look', 'orderIssued', hold.id);
  return true;
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
  if (as === null || standing.raiseRequestId === null || !isRaising(standing)) return null;
  if (as === 'catch' && !watchesCredits(kind, rulebook, now)) return null;
  return { requestId: standing.raiseRequestId, as };
}

/** Returns the amount of an extension: what is held, or what was asked while nobody answered. */
function liveAmount(hold: HoldRow): Satang {
  return hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang;
}
