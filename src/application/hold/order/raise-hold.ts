import { type EntityManager, In, IsNull } from 'typeorm';
import { HOLDING_STATES, letGoByOrder } from '../../../domain/hold/hold.js';
import { askedForMore } from '../../../domain/hold/hold-state.js';
import { type RaiseKind, raiseOf } from '../../../domain/hold/order/raise.js';
import { isRaising, raisedTo } from '../../../domain/hold/receipt-effect.js';
import { catchSatang, missingSatang } from '../../../domain/hold/end/residual.js';
import { maxSatang, minSatang, type Satang, sumSatang } from '../../../domain/money.js';
import type { Result } from '../../../domain/result.js';
import type { FreezeRequestRow } from '../../../persistence/entities/freeze-request.entities.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/hold.entities.js';
import { StolenSumRow } from '../../../persistence/entities/ledger.entities.js';
import type { InboxMessageRow } from '../../../persistence/entities/message.entities.js';
import { TrailLinkRow } from '../../../persistence/entities/trail.entities.js';
import { openBreak } from '../../break/open-break.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { groupBy } from '../../case/work/read-rows.js';
import { freeWithinDebit, type FreeWithinDebit } from '../../case/money/free-within-debit.js';
import { reserve } from '../../ledger/reserve.js';
import { changeHold } from '../change/change-hold.js';
import { ordersToReplace } from './extend-hold.js';
import { orderInPlace } from './reduce-hold.js';

/**
 * Reads how much of a later credit may be caught for a hold. Refusals are those of `catchSatang`.
 */
export async function mayCatch(
  work: Pick<CaseWork, 'manager' | 'caseFile' | 'rulebook' | 'now'>,
  hold: HoldRow,
  creditedSatang: Satang,
): Promise<Result<Satang>> {
  const { manager, rulebook, now } = work;
  const newest = await manager.findOneOrFail(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'DESC' } });
  const sum = await manager.findOneByOrFail(StolenSumRow, { id: hold.stolenSumId });
  const { state, kind, expiresAt } = hold;
  const watched = { state, kind, expiresAt, isWatched: newest.watchesCredits, ...(await shareOf(manager, hold)) };
  return catchSatang(watched, creditedSatang, (await freeWithinDebit(work, sum)).freeSatang, rulebook, now);
}

/** What a hold lacks of its part of the stolen sum, what the sum has free, and the debit behind. */
export interface Room extends FreeWithinDebit {
  missingSatang: Satang;
  /** What an order for less lets go, as long as the institution has not answered it. */
  beingLetGoSatang: Satang;
}

/** Reads by how much a hold could be raised once orders for less that are under way are obeyed. */
export async function roomToRaise(work: Pick<CaseWork, 'manager' | 'caseFile'>, hold: HoldRow): Promise<Room> {
  const { manager } = work;
  const sum = await manager.findOneByOrFail(StolenSumRow, { id: hold.stolenSumId });
  const { debit, freeSatang } = await freeWithinDebit(work, sum);
  const beingLetGoSatang = await beingLetGo(manager, hold);
  const share = await shareOf(manager, hold);
  return {
    debit,
    freeSatang: freeSatang + beingLetGoSatang,
    missingSatang: missingSatang({ ...share, reservedSatang: hold.reservedSatang - beingLetGoSatang }),
    beingLetGoSatang,
  };
}

/** Reads what an order for less lets go of a hold, while the institution has not answered it. */
export async function beingLetGo(manager: EntityManager, hold: HoldRow): Promise<Satang> {
  const where = { holdId: hold.id, refusedAt: IsNull() };
  const newest = await manager.findOneOrFail(HoldOrderRow, { where, order: { sequence: 'DESC' } });
  return newest.answeredAt === null ? letGoByOrder(hold.reservedSatang, newest.requestedSatang) : 0n;
}

/** Reads what is missing of each hold's part, by the hold's id: `missingSatang`. Two statements. */
export async function readMissing(manager: EntityManager, holds: readonly HoldRow[]): Promise<Map<string, Satang>> {
  const partIds = holds.map(({ trailLinkId }) => trailLinkId);
  const parts = await manager.findBy(TrailLinkRow, { id: In(partIds) });
  const partOf = new Map(parts.map((part) => [part.id, part]));
  const onward = groupBy(await manager.findBy(TrailLinkRow, { parentLinkId: In(partIds) }), ({ parentLinkId }) =>
    String(parentLinkId),
  );
  return new Map(
    holds.map((hold) => {
      const part = partOf.get(hold.trailLinkId);
      if (part === undefined) throw new Error(`hold ${hold.id} is for no part of a stolen sum`);
      return [hold.id, missingSatang(shareOfPart(hold, part, onward.get(part.id) ?? []))];
    }),
  );
}

/** Reads the part of a stolen sum that a hold is for, and what of it is explained or reserved. */
async function shareOf(manager: EntityManager, hold: HoldRow) {
  const part = await manager.findOneByOrFail(TrailLinkRow, { id: hold.trailLinkId });
  return shareOfPart(hold, part, await manager.findBy(TrailLinkRow, { parentLinkId: part.id }));
}

function shareOfPart(hold: HoldRow, part: TrailLinkRow, onward: readonly TrailLinkRow[]) {
  const { requestedSatang, reservedSatang, seizedSatang } = hold;
  return {
    requestedSatang: requestedSatang - seizedSatang,
    reservedSatang,
    explainedSatang: attributed(onward.filter(({ parentHoldId }) => parentHoldId === hold.id)),
    partSatang: part.attributedSatang - seizedSatang,
    partExplainedSatang: attributed(onward),
  };
}

/**
 * Carries out an approved catch, as far as something may still be caught. Returns the amount
 * reserved, 0 when there is none.
 */
export async function catchCredit(work: CaseWork, hold: HoldRow, request: FreezeRequestRow): Promise<Satang> {
  if (request.raiseSatang === null) throw new Error(`request ${request.id} is no catch`);
  const caught = await mayCatch(work, hold, request.raiseSatang);
  if (!caught.ok) {
    work.audit('catch.not_ordered', { requestId: request.id, holdId: hold.id, code: caught.code });
    return 0n;
  }
  await raiseHold(work, hold, { requestId: request.id, as: 'catch' }, caught.value);
  return caught.value;
}

/** Why an order raises its hold, and the approved request by which it does; null where none is needed. */
export interface Raise {
  requestId: string | null;
  as: RaiseKind;
  /** What its answers explain by later debits, where the order asks about them anew; absent: 0. */
  explainedSatang?: Satang;
  /** How much of the amount the hold was never asked for; absent: 0. */
  unaskedSatang?: Satang;
}

/** What the audit says of an order for more. */
const RAISED_BY: Readonly<Record<RaiseKind, string>> = {
  catch: 'CATCH_ORDERED',
  reinstatement: 'RETURN_ORDERED',
  rest: 'REST_ORDERED',
};

/**
 * Orders that a hold takes up more, with its power and expiry, and reserves the amount. What is
 * held follows the institution's receipt; until then it holds only a part of what it was asked for.
 */
export async function raiseHold(work: CaseWork, hold: HoldRow, raise: Raise, satang: Satang): Promise<void> {
  const { explainedSatang = 0n, unaskedSatang = 0n } = raise;
  await reserve(work, hold.stolenSumId, satang);
  const from = hold.state;
  hold.reservedSatang += satang;
  hold.requestedSatang += unaskedSatang;
  if (unaskedSatang > 0n) hold.state = askedForMore(hold.state);
  work.audit('hold.state', {
    holdId: hold.id,
    from,
    to: hold.state,
    reason: RAISED_BY[raise.as],
    heldSatang: hold.heldSatang.toString(),
    reservedSatang: hold.reservedSatang.toString(),
    seizedSatang: hold.seizedSatang.toString(),
    seizedBy: hold.seizedBy,
  });
  const { newest, standing } = await ordersToReplace(work, hold);
  await orderInPlace(work, hold, newest, standing, {
    requestedSatang: hold.reservedSatang + explainedSatang,
    watchesCredits: standing.watchesCredits,
    raise,
    addsSatang: unaskedSatang,
  });
  const { state, reservedSatang, requestedSatang } = hold;
  // After its order, which explains the new amount.
  await work.manager.update(HoldRow, { id: hold.id }, { state, reservedSatang, requestedSatang });
}

/** Gives back what an order for more reserved and was refused; the order before it stands. */
async function refuseRaise(
  work: CaseWork,
  hold: HoldRow,
  orders: readonly HoldOrderRow[],
  refused: HoldOrderRow,
): Promise<void> {
  refused.refusedAt = work.now;
  await work.manager.update(HoldOrderRow, { id: refused.id }, { refusedAt: work.now, answeredAt: work.now });
  work.audit('raise.refused', { orderId: refused.id, holdId: hold.id, requestId: refused.raiseRequestId });
  if (!HOLDING_STATES.includes(hold.state)) return;
  const others = orders.filter((order) => order.id !== refused.id);
  const reservedSatang = minSatang(maxSatang(hold.heldSatang, raisedTo(others)), hold.reservedSatang);
  await changeHold(work, hold, { state: hold.state, stateReason: hold.stateReason, reservedSatang });
}

/**
 * Takes a receipt that refuses to hold more: the hold stays as it was. When the order also extended the
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

/** Takes an order that the institution rejected outright: a raise gives its reservation back. */
export async function noteRejected(work: CaseWork, hold: HoldRow, orderId: string): Promise<void> {
  const orders = await work.manager.find(HoldOrderRow, { where: { holdId: hold.id }, order: { sequence: 'ASC' } });
  const rejected = orders.find(({ id }) => id === orderId);
  if (rejected !== undefined && isRaising(rejected)) await refuseRaise(work, hold, orders, rejected);
}

/**
 * Takes that an order had more held: the holder must be told of it (P-TELL), and a part that was
 * let go by mistake counts as let go no more.
 */
export async function noteRaised(work: CaseWork, hold: HoldRow, order: HoldOrderRow, satang: Satang): Promise<void> {
  const raise = raiseOf(order, work.rulebook);
  if (raise === null) return;
  if (!order.changesAmount) {
    order.changesAmount = true;
    await work.manager.update(HoldOrderRow, { id: order.id }, { changesAmount: true });
  }
  if (raise !== 'reinstatement') return;
  hold.letGoSatang = maxSatang(hold.letGoSatang - satang, 0n);
  await work.manager.update(HoldRow, { id: hold.id }, { letGoSatang: hold.letGoSatang });
}

function attributed(links: readonly TrailLinkRow[]): Satang {
  return sumSatang(links.map((link) => link.attributedSatang));
}
