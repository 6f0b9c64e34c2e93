import { type EntityManager, type FindOptionsWhere, In, IsNull } from 'typeorm';
import { letGoByOrder } from '../../../domain/hold/hold.js';
import { askedForMore } from '../../../domain/hold/hold-state.js';
import type { RaiseKind } from '../../../domain/hold/order/raise.js';
import { catchSatang, missingSatang } from '../../../domain/hold/end/residual.js';
import { type Satang, sumSatang } from '../../../domain/money.js';
import type { Result } from '../../../domain/result.js';
import type { FreezeRequestRow } from '../../../persistence/entities/case/freeze-request.entities.js';
import { HoldOrderRow, HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow } from '../../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { groupBy } from '../../case/work/read-rows.js';
import { freeWithinDebits, type FreeWithinDebit } from '../../case/money/free-within-debit.js';
import { reserve } from '../../ledger/reserve.js';
import { readOrdersToReplace } from './extend-hold.js';
import { orderInPlace } from './reduce-hold.js';

/** A hold that a later credit may raise, and by how much. */
export interface Catch {
  hold: HoldRow;
  creditedSatang: Satang;
}

/**
 * Reads how much of a later credit may be caught for a hold. Refusals are those of `catchSatang`.
 */
export async function mayCatch(work: RaiseReading, hold: HoldRow, creditedSatang: Satang): Promise<Result<Satang>> {
  const [may] = await mayCatchEach(work, [{ hold, creditedSatang }]);
  if (may === undefined) throw new Error('a reading gave nothing');
  return may;
}

/** What a reading of what may be raised needs of a transaction on a case. */
type RaiseReading = Pick<CaseWork, 'manager' | 'caseFile' | 'rulebook' | 'now'>;

/** Reads the same of several credits, in their order. Five statements for any number. */
export async function mayCatchEach(work: RaiseReading, catches: readonly Catch[]): Promise<Result<Satang>[]> {
  if (catches.length === 0) return [];
  const { manager, rulebook, now } = work;
  const holds = catches.map(({ hold }) => hold);
  const newestOf = await newestOrders(manager, { holdId: In(idsOf(holds)) });
  const freeOf = await freeWithinDebits(work, await sumsOf(manager, holds));
  const shareOf = await sharesOf(manager, holds);
  return catches.map(({ hold, creditedSatang }) => {
    const { state, kind, expiresAt } = hold;
    const watched = { state, kind, expiresAt, isWatched: newestOf(hold).watchesCredits, ...shareOf(hold) };
    return catchSatang(watched, creditedSatang, freeOf(hold.stolenSumId).freeSatang, rulebook, now);
  });
}

/** What a hold lacks of its part of the stolen sum, what the sum has free, and the debit behind. */
export interface Room extends FreeWithinDebit {
  missingSatang: Satang;
  /** What an order for less lets go, as long as the institution has not answered it. */
  beingLetGoSatang: Satang;
}

/**
 * Reads by how much each hold could be raised once orders for less that are under way are obeyed. Five
 * statements for any number.
 */
export async function roomsToRaise(
  work: Pick<CaseWork, 'manager' | 'caseFile'>,
  holds: readonly HoldRow[],
): Promise<(hold: HoldRow) => Room> {
  const { manager } = work;
  const freeOf = await freeWithinDebits(work, await sumsOf(manager, holds));
  const letGoOf = await beingLetGoOf(manager, holds);
  const shareOf = await sharesOf(manager, holds);
  return (hold) => {
    const { debit, freeSatang } = freeOf(hold.stolenSumId);
    const beingLetGoSatang = letGoOf(hold);
    return {
      debit,
      freeSatang: freeSatang + beingLetGoSatang,
      missingSatang: missingSatang({ ...shareOf(hold), reservedSatang: hold.reservedSatang - beingLetGoSatang }),
      beingLetGoSatang,
    };
  };
}

/** Reads what an order for less lets go of a hold, while the institution has not answered it. */
export async function beingLetGo(manager: EntityManager, hold: HoldRow): Promise<Satang> {
  return (await beingLetGoOf(manager, [hold]))(hold);
}

/** Reads the same of several holds. One statement. */
export async function beingLetGoOf(
  manager: EntityManager,
  holds: readonly HoldRow[],
): Promise<(hold: HoldRow) => Satang> {
  const newestOf = await newestOrders(manager, { holdId: In(idsOf(holds)), refusedAt: IsNull() });
  return (hold) => {
    const { answeredAt, requestedSatang } = newestOf(hold);
    return answeredAt === null ? letGoByOrder(hold.reservedSatang, requestedSatang) : 0n;
  };
}

const idsOf = (holds: readonly HoldRow[]): string[] => holds.map(({ id }) => id);

async function newestOrders(
  manager: EntityManager,
  where: FindOptionsWhere<HoldOrderRow>,
): Promise<(hold: HoldRow) => HoldOrderRow> {
  const orders = await manager.find(HoldOrderRow, { where, order: { sequence: 'ASC' } });
  const newest = new Map(orders.map((order) => [order.holdId, order]));
  return ({ id }) => {
    const order = newest.get(id);
    if (order === undefined) throw new Error(`hold ${id} has no order`);
    return order;
  };
}

function sumsOf(manager: EntityManager, holds: readonly HoldRow[]): Promise<StolenSumRow[]> {
  return manager.findBy(StolenSumRow, { id: In([...new Set(holds.map(({ stolenSumId }) => stolenSumId))]) });
}

/** Reads what is missing of each hold's part, by the hold's id: `missingSatang`. Two statements. */
export async function readMissing(manager: EntityManager, holds: readonly HoldRow[]): Promise<Map<string, Satang>> {
  const shareOf = await sharesOf(manager, holds);
  return new Map(holds.map((hold) => [hold.id, missingSatang(shareOf(hold))]));
}

/** Reads the part of a stolen sum that each hold is for, and what of it is explained or reserved. Two statements. */
async function sharesOf(manager: EntityManager, holds: readonly HoldRow[]) {
  const partIds = holds.map(({ trailLinkId }) => trailLinkId);
  const parts = await manager.findBy(TrailLinkRow, { id: In(partIds) });
  const partOf = new Map(parts.map((part) => [part.id, part]));
  const onward = groupBy(await manager.findBy(TrailLinkRow, { parentLinkId: In(partIds) }), ({ parentLinkId }) =>
    String(parentLinkId),
  );
  return (hold: HoldRow) => {
    const part = partOf.get(hold.trailLinkId);
    if (part === undefined) throw new Error(`hold ${hold.id} is for no part of a stolen sum`);
    return shareOfPart(hold, part, onward.get(part.id) ?? []);
  };
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
  const { newest, standing } = await readOrdersToReplace(work, hold);
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

/** Marks an order for more as refused: the one before it stands. */
export async function refuseOrder(work: CaseWork, hold: HoldRow, refused: HoldOrderRow): Promise<void> {
  refused.refusedAt = work.now;
  await work.manager.update(HoldOrderRow, { id: refused.id }, { refusedAt: work.now, answeredAt: work.now });
  work.acknowledge(refused.id);
  work.audit('raise.refused', { orderId: refused.id, holdId: hold.id, requestId: refused.raiseRequestId });
}

/** Marks that an order changed the amount, so that the holder must be told of it (P-TELL). */
export async function markAmountChanged(work: CaseWork, order: HoldOrderRow): Promise<void> {
  order.changesAmount = true;
  await work.manager.update(HoldOrderRow, { id: order.id }, { changesAmount: true });
}

function attributed(links: readonly TrailLinkRow[]): Satang {
  return sumSatang(links.map((link) => link.attributedSatang));
}
