import { In } from 'typeorm';
import { planOrder } from '../../domain/freeze-request/proposed-order.js';
import { type HoldKind, LIVE_HOLD_STATES } from '../../domain/hold/hold.js';
import type { Account } from '../../domain/party.js';
import { FreezeRequestRow } from '../../persistence/entities/freeze-request.entities.js';
import { StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { confirmationOf, type LoadedCase } from '../case/load-case.js';
import { debitVerdict } from '../debit/debit-verdict.js';
import { extendHold } from '../hold/extend-hold.js';
import { orderHold } from '../hold/order-hold.js';
import { orderRelease } from '../hold/order-release.js';
import { raiseHold } from '../hold/raise-hold.js';
import { takeOverSuspended } from '../ledger/suspended-money.js';
import { trailPartsOf } from '../ledger/trail-parts.js';

/**
 * Turns what officers approved into orders, once. The record is read again here: a message that
 * says "approved" proves nothing. A break-glass request is carried out when it is made, on its own
 * short expiry, and once more, as an ordinary suspension, when a second person confirms.
 */
export async function carryOutRequests(work: CaseWork, loaded: LoadedCase): Promise<void> {
  for (const request of loaded.requests) {
    if (request.kind === 'break_glass' && (request.state === 'refused' || request.state === 'expired')) {
      await reverseBrokenGlass(work, loaded, request);
    }
    const approved =
      request.state === 'approved' || (request.kind === 'break_glass' && request.state === 'half_approved');
    if (!approved || isCarriedOut(request)) continue;
    const orders = await ordersOf(work, loaded, request);
    request.carriedOutAt = work.now;
    await work.manager.update(FreezeRequestRow, { id: request.id }, { carriedOutAt: work.now });
    work.audit('freeze_request.carried_out', { requestId: request.id, kind: request.kind, orders });
  }
}

function ordersOf(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<number> {
  if (request.kind === 'residual') return catchCredit(work, loaded, request);
  return request.holdId === null ? holdAccount(work, loaded, request) : continueHold(work, loaded, request);
}

/** A later credit raises the hold that it was told for, by what is still missing (P-RESID). */
async function catchCredit(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<number> {
  const hold = loaded.holds.find((row) => row.id === request.holdId);
  const sum = loaded.sums.find((row) => row.id === hold?.stolenSumId);
  if (hold === undefined || sum === undefined) throw new Error(`request ${request.id} is about a hold of its case`);
  const caughtSatang = await raiseHold(work, hold, request);
  sum.reservedSatang += caughtSatang;
  return caughtSatang > 0n ? 1 : 0;
}

/** A broken glass is carried out twice: when it is made, and once more when it is confirmed. */
function isCarriedOut({ carriedOutAt, settledAt }: FreezeRequestRow): boolean {
  return carriedOutAt !== null && (settledAt === null || carriedOutAt >= settledAt);
}

/** What one person held in haste and no second confirmed is let go at once (P-GLASS). */
async function reverseBrokenGlass(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<void> {
  for (const hold of loaded.holds) {
    if (hold.freezeRequestId === request.id && hold.kind === 'break_glass')
      await orderRelease(work, hold, 'REQUEST_NOT_CONFIRMED');
  }
}

function kindOfOrder(request: FreezeRequestRow): HoldKind {
  if (request.kind === 'residual') throw new Error('a catch keeps the power of its hold');
  return request.kind === 'break_glass' && request.state === 'approved' ? 'aoc_suspension' : request.kind;
}

async function continueHold(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<number> {
  const hold = loaded.holds.find((row) => row.id === request.holdId);
  if (hold === undefined || !LIVE_HOLD_STATES.includes(hold.state) || hold.expiresAt <= work.now) return 0;
  const issued = await extendHold(work, hold, {
    kind: kindOfOrder(request),
    debitConfirmed: true,
    until: request.untilAt,
    freezeRequestId: request.id,
    seizureWarrantNo: request.seizureWarrantNo,
  });
  return issued ? 1 : 0;
}

/**
 * An order for an account covers every part of the stolen money that the trail shows there, as its
 * blast radius told; a part already held goes on under the new power. Only the half hour of a
 * broken glass is shorter than what any other power gives: what is held already stays as it is.
 */
async function holdAccount(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<number> {
  const account = { institution: request.institution, accountNo: request.accountNo };
  await takeOver(work, loaded, account);
  const { parts, free } = trailPartsOf(loaded);
  const kind = kindOfOrder(request);
  const power = {
    kind,
    until: request.untilAt,
    freezeRequestId: request.id,
    seizureWarrantNo: request.seizureWarrantNo,
  };
  let orders = 0;
  for (const { part, does, amountSatang } of planOrder({ account }, parts, free)) {
    if (does === 'extends') {
      const live = loaded.holds.find((hold) => hold.id === part.hold?.holdId);
      if (live === undefined || live.expiresAt <= work.now || kind === 'break_glass') continue;
      orders += (await extendHold(work, live, { ...power, debitConfirmed: true })) ? 1 : 0;
      continue;
    }
    const link = loaded.links.find((row) => row.id === part.partId);
    const sum = loaded.sums.find((row) => row.id === part.stolenSumId);
    const transfer = link && loaded.transfers.get(link.transferId);
    if (link === undefined || sum === undefined || transfer === undefined) throw new Error('the plan is of this case');
    const debitConfirmed = debitVerdict(confirmationOf(loaded, sum)) === 'confirmed';
    const hold = await orderHold(work, { link, transfer, account, amountSatang, ...power, debitConfirmed });
    sum.reservedSatang += amountSatang;
    loaded.holds.push(hold);
    orders += 1;
  }
  return orders;
}

/**
 * What the institution suspended there by itself is part of what is ordered now: its parts of the
 * stolen sums are free for the orders.
 */
async function takeOver(work: CaseWork, loaded: LoadedCase, account: Account): Promise<void> {
  const there = loaded.links.filter((link) => {
    const to = loaded.transfers.get(link.transferId);
    return to?.toInstitution === account.institution && to?.toAccountNo === account.accountNo;
  });
  const orders = there.map(({ id: trailLinkId }) => ({ trailLinkId, account }));
  await takeOverSuspended(work.manager, orders);
  const fresh = await work.manager.findBy(StolenSumRow, { id: In(loaded.sums.map(({ id }) => id)) });
  for (const sum of loaded.sums) {
    sum.suspendedSatang = fresh.find(({ id }) => id === sum.id)?.suspendedSatang ?? sum.suspendedSatang;
  }
}
