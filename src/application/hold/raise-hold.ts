import { HOLDING_STATES } from '../../domain/hold/hold.js';
import { isRaising, raisedTo } from '../../domain/hold/receipt-effect.js';
import { catchSatang } from '../../domain/hold/residual.js';
import { freeOf } from '../../domain/ledger/ledger.js';
import { maxSatang, type Satang, sumSatang } from '../../domain/money.js';
import type { Result } from '../../domain/result.js';
import type { FreezeRequestRow } from '../../persistence/entities/freeze-request.entities.js';
import { HoldOrderRow, HoldRow } from '../../persistence/entities/hold.entities.js';
import { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import type { InboxMessageRow } from '../../persistence/entities/message.entities.js';
import { TrailLinkRow } from '../../persistence/entities/trail.entities.js';
import { openBreak } from '../break/open-break.js';
import type { CaseWork } from '../case/case-work.js';
import { reserve } from '../ledger/reserve.js';
import { changeHold } from './change-hold.js';
import { ordersToReplace } from './extend-hold.js';
import { orderInPlace } from './reduce-hold.js';

/**
 * Reads how much of a later credit may be caught for a hold. Refusals are those of `catchSatang`.
 */
export async function mayCatch(
  work: Pick<CaseWork, 'manager' | 'rulebook' | 'now'>,
  hold: HoldRow,
  creditedSatang: Satang,
): Promise<Result<Satang>> {
  const { manager, rulebook, now } = work;
  const part = await manager.findOneByOrFail(TrailLinkRow, { id: hold.trailLinkId });
  const onward = await manager.findBy(TrailLinkRow, { parentLinkId: part.id });
  const newest = await manager.findOneOrFail(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'DESC' } });
  const sum = await manager.findOneByOrFail(StolenSumRow, { id: hold.stolenSumId });
  const { state, kind, requestedSatang, reservedSatang, expiresAt } = hold;
  const watched = {
    state,
    kind,
    requestedSatang,
    reservedSatang,
    expiresAt,
    isWatched: newest.watchesCredits,
    explainedSatang: attributed(onward.filter(({ parentHoldId }) => parentHoldId === hold.id)),
    partSatang: part.attributedSatang,
    partExplainedSatang: attributed(onward),
  };
  return catchSatang(watched, creditedSatang, freeOf(sum), rulebook, now);
}

/**
 * Carries out an approved catch: reserves what may still be caught and orders it, with the hold's
 * power and expiry. What is held follows the institution's receipt. Returns the amount reserved, 0
 * when nothing may be caught any more.
 */
export async function raiseHold(work: CaseWork, hold: HoldRow, request: FreezeRequestRow): Promise<Satang> {
  if (request.creditedSatang === null) throw new Error(`request ${request.id} is no catch`);
  const caught = await mayCatch(work, hold, request.creditedSatang);
  if (!caught.ok) {
    work.audit('catch.not_ordered', { requestId: request.id, holdId: hold.id, code: caught.code });
    return 0n;
  }
  await reserve(work, hold.stolenSumId, caught.value);
  hold.reservedSatang += caught.value;
  await work.manager.update(HoldRow, { id: hold.id }, { reservedSatang: hold.reservedSatang });
  work.audit('hold.state', {
    holdId: hold.id,
    from: hold.state,
    to: hold.state,
    reason: 'CATCH_ORDERED',
    heldSatang: hold.heldSatang.toString(),
    reservedSatang: hold.reservedSatang.toString(),
  });
  const { newest, standing } = await ordersToReplace(work, hold);
  await orderInPlace(work, hold, newest, standing, {
    requestedSatang: hold.reservedSatang,
    watchesCredits: standing.watchesCredits,
    residualRequestId: request.id,
  });
  return caught.value;
}

/** Gives back what a refused catch reserved; the order before it stands. */
async function refuseRaise(
  work: CaseWork,
  hold: HoldRow,
  orders: readonly HoldOrderRow[],
  refused: HoldOrderRow,
): Promise<void> {
  refused.refusedAt = work.now;
  await work.manager.update(HoldOrderRow, { id: refused.id }, { refusedAt: work.now, answeredAt: work.now });
  work.audit('catch.refused', { orderId: refused.id, holdId: hold.id, requestId: refused.residualRequestId });
  if (!HOLDING_STATES.includes(hold.state)) return;
  const others = orders.filter((order) => order.id !== refused.id);
  const reservedSatang = maxSatang(hold.heldSatang, raisedTo(others));
  await changeHold(work, hold, { state: hold.state, stateReason: hold.stateReason, reservedSatang });
}

/**
 * Takes a receipt that refuses a catch: the hold stays as it was. When the order also extended the
 * hold, a break opens for a person.
 */
export async function takeRefusal(
  work: CaseWork,
  message: InboxMessageRow,
  hold: HoldRow,
  orders: readonly HoldOrderRow[],
  refused: HoldOrderRow,
): Promise<void> {
  await refuseRaise(work, hold, orders, refused);
  const before = orders.find(({ id }) => id === refused.replacesOrderId);
  if (before?.expiresAt.getTime() !== refused.expiresAt.getTime()) await openBreak(work, hold, message, 'INCONSISTENT');
}

/** Takes an order that the institution rejected outright: a catch gives its reservation back. */
export async function noteRejected(work: CaseWork, hold: HoldRow, orderId: string): Promise<void> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const rejected = orders.find(({ id }) => id === orderId);
  if (rejected !== undefined && isRaising(rejected)) await refuseRaise(work, hold, orders, rejected);
}

/** Marks an order that caught a later credit: the holder must be told of it (P-TELL). */
export async function noteCaught(work: CaseWork, order: HoldOrderRow): Promise<void> {
  if (order.residualRequestId === null || order.changesAmount) return;
  order.changesAmount = true;
  await work.manager.update(HoldOrderRow, { id: order.id }, { changesAmount: true });
}

function attributed(links: readonly TrailLinkRow[]): Satang {
  return sumSatang(links.map((link) => link.attributedSatang));
}
