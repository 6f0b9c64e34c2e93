import { In } from 'typeorm';
import type { HoldStart, HoldToSignal } from '../../contract/outcomes.js';
import {
  extendsHoldsThere,
  isOverBefore,
  leavesUnheld,
  mayExtend,
  mustBeCarriedOut,
  mustBeReversed,
  powerOfRequest,
} from '../../domain/freeze-request/carry-out.js';
import { givingWay } from '../../domain/hold/order/take-over.js';
import { planOrder } from '../../domain/freeze-request/proposed-order.js';
import type { Satang } from '../../domain/money.js';
import type { Account } from '../../domain/party.js';
import { FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import type { HoldRow } from '../../persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { openBreak } from '../break/open-break.js';
import type { CaseWork } from '../case/work/case-work.js';
import { readRivalsGivingWay } from '../case/money/rival-claims.js';
import { debitOf, loadCase, type LoadedCase, readContestedAgain } from '../case/work/load-case.js';
import { extendHold } from '../hold/order/extend-hold.js';
import { orderHold } from '../hold/order/order-hold.js';
import { orderRelease } from '../hold/release/order-release.js';
import { catchCredit } from '../hold/order/raise-hold.js';
import { takeOverSuspended } from '../ledger/suspended-money.js';
import { trailPartsOf } from '../ledger/trail-parts.js';
import { reinstateHold } from './reinstate-hold.js';
import { reinstatePart } from './reinstate-part.js';

/**
 * Turns approved requests into orders, each once. It goes by the database, because a message that
 * says "approved" proves nothing. A break-glass request is carried out when it is made, and once
 * more when a second person confirms it.
 */
export async function carryOutFreezeRequests(work: CaseWork, loaded: LoadedCase): Promise<void> {
  for (const request of loaded.requests) {
    if (mustBeReversed(request)) await reverseBrokenGlass(work, loaded, request);
    if (mustBeCarriedOut(request)) await carryOut(work, loaded, request);
  }
}

/** What goes out after a decision was committed. */
export interface OrdersOfDecision {
  /** Holds that got an order. */
  signalHolds: readonly HoldToSignal[];
  /** New holds. */
  startHolds: readonly HoldStart[];
}

/**
 * Turns a request about a hold into its order in the transaction that approves it. A later look may
 * come after the end of the hold, and would then find nothing to carry on. A request about an
 * account waits for the look, which opens a break when nothing is held there by then.
 */
export async function carryOutAtOnce(work: CaseWork, request: FreezeRequestRow): Promise<OrdersOfDecision> {
  if (request.holdId !== null && mustBeCarriedOut(request)) {
    const loaded = await loadCase(work);
    work.noteSums(loaded.sums);
    await carryOut(work, loaded, request);
  }
  return { signalHolds: work.holdsToSignal(), startHolds: work.holdsToStart() };
}

/**
 * Writes the orders of a request with its power, and notes that it is carried out. Where an approval
 * orders nothing and nothing is held, a break opens: a person acts by other means.
 */
async function carryOut(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<void> {
  const orders = await writeOrders(work, loaded, request);
  if (orders === undefined) return;
  request.carriedOutAt = work.now;
  await work.manager.update(FreezeRequestRow, { id: request.id }, { carriedOutAt: work.now });
  work.audit('freeze_request.carried_out', { requestId: request.id, kind: request.kind, orders });
  if (orders === 0 && request.armSatang === null && leavesUnheld(request, loaded.holds, work.now))
    await openBreak(work, { caseId: request.caseId, id: request.holdId }, null, 'NOTHING_ORDERED');
}

/** Writes the orders of a request and returns how many there are; undefined when they must wait. */
function writeOrders(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<number | undefined> {
  // It orders when money of its hold arrives somewhere (`followMoney`).
  if (request.armSatang !== null) return Promise.resolve(0);
  if (request.partialReleaseId !== null) return raise(work, loaded, request, reinstatePart);
  if (request.kind === 'reinstatement') return bringBack(work, loaded, request);
  if (request.kind === 'residual') return raise(work, loaded, request, catchCredit);
  if (isOverBefore(request, work.now)) return Promise.resolve(0);
  return request.holdId === null ? holdAccount(work, loaded, request) : continueHold(work, loaded, request);
}

/**
 * Orders the hold that takes the place of a released one, as soon as that one is let go (P-BACK).
 */
async function bringBack(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<number | undefined> {
  const released = loaded.holds.find((row) => row.id === request.holdId);
  if (released === undefined) throw new Error(`request ${request.id} is about a hold of its case`);
  const hold = await reinstateHold(work, released, request);
  if (hold == null) return hold === null ? 0 : undefined;
  loaded.holds.push(hold);
  return 1;
}

/**
 * Raises a hold, by no more than is still missing: by a later credit (P-RESID), or by a part that
 * was let go by mistake (P-BACK).
 */
async function raise(
  work: CaseWork,
  loaded: LoadedCase,
  request: FreezeRequestRow,
  by: (work: CaseWork, hold: HoldRow, request: FreezeRequestRow) => Promise<Satang | undefined>,
): Promise<number | undefined> {
  const hold = loaded.holds.find((row) => row.id === request.holdId);
  if (hold === undefined) throw new Error(`request ${request.id} is about a hold of its case`);
  const raisedSatang = await by(work, hold, request);
  if (raisedSatang === undefined) return undefined;
  return raisedSatang > 0n ? 1 : 0;
}

/**
 * Releases at once the holds of a break-glass request that no second person confirmed (P-GLASS).
 */
async function reverseBrokenGlass(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<void> {
  for (const hold of loaded.holds) {
    if (hold.freezeRequestId === request.id && hold.kind === 'break_glass')
      await orderRelease(work, hold, 'REQUEST_NOT_CONFIRMED');
  }
}

/** Extends the hold that the request names, unless the hold is over. */
async function continueHold(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<number> {
  const hold = loaded.holds.find((row) => row.id === request.holdId);
  if (hold === undefined || !mayExtend(hold, work.now)) return 0;
  const issued = await extendHold(work, hold, {
    kind: powerOfRequest(request),
    debitConfirmed: true,
    until: request.untilAt,
    freezeRequestId: request.id,
    seizureWarrantNo: request.seizureWarrantNo,
  });
  return issued ? 1 : 0;
}

/**
 * Orders every part of the stolen money that the trail shows at an account, as the blast radius
 * showed it. A part that is held already goes on under the new power.
 */
async function holdAccount(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<number> {
  const account = { institution: request.institution, accountNo: request.accountNo };
  await takeOver(work, loaded, account);
  await readContestedAgain(work, loaded);
  const { parts, free, debits } = trailPartsOf(loaded, work);
  const kind = powerOfRequest(request);
  const power = {
    kind,
    until: request.untilAt,
    freezeRequestId: request.id,
    seizureWarrantNo: request.seizureWarrantNo,
  };
  let orders = 0;
  for (const { part, does, amountSatang } of planOrder({ account }, parts, free, debits)) {
    if (does === 'extends') {
      const live = loaded.holds.find((hold) => hold.id === part.hold?.holdId);
      if (live === undefined || !mayExtend(live, work.now) || !extendsHoldsThere(kind)) continue;
      orders += (await extendHold(work, live, { ...power, debitConfirmed: true })) ? 1 : 0;
      continue;
    }
    const link = loaded.links.find((row) => row.id === part.partId);
    const sum = loaded.sums.find((row) => row.id === part.stolenSumId);
    const transfer = link && loaded.transfers.get(link.transferId);
    if (link === undefined || sum === undefined || transfer === undefined) throw new Error('the plan is of this case');
    const debitConfirmed = debitOf(loaded, sum) === 'confirmed';
    const gives = givingWay(part.over).map(({ holdId }) => holdId);
    const contested = loaded.contested.get(sum.transferId);
    const replaces = [
      ...loaded.holds.filter(({ id }) => gives.includes(id)),
      ...(contested === undefined ? [] : await readRivalsGivingWay(work, contested)),
    ];
    const hold = await orderHold(work, { link, transfer, account, amountSatang, ...power, debitConfirmed, replaces });
    loaded.holds.push(hold);
    orders += 1;
  }
  return orders;
}

/**
 * Frees, for the orders, what the institution suspended at the account by itself: that money is
 * part of what is ordered now.
 */
async function takeOver(work: CaseWork, loaded: LoadedCase, account: Account): Promise<void> {
  const linksToAccount = loaded.links.filter((link) => {
    const to = loaded.transfers.get(link.transferId);
    return to?.toInstitution === account.institution && to?.toAccountNo === account.accountNo;
  });
  const orders = linksToAccount.map(({ id: trailLinkId }) => ({ trailLinkId, account }));
  await takeOverSuspended(work.manager, orders);
  const sums = await work.manager.findBy(StolenSumRow, { id: In(loaded.sums.map(({ id }) => id)) });
  for (const sum of sums) work.sumIsNow(sum);
}
