import { LIVE_HOLD_STATES, type HoldKind } from '../../domain/hold/hold.js';
import { minSatang } from '../../domain/money.js';
import { FreezeRequestRow } from '../entities/approval.entities.js';
import type { TrailLinkRow } from '../entities/trail.entities.js';
import type { CaseWork } from './case-work.js';
import { debitVerdict } from './debit-verdict.js';
import { confirmationOf, type LoadedCase } from './load-case.js';
import { extendHold, orderHold } from './order-hold.js';
import { orderRelease } from './order-release.js';

/**
 * Turns what officers approved into orders, once. The record is read again here: a message that says "approved" proves nothing.
 * A break-glass request is carried out when it is made, on its own short expiry, and once more, as an ordinary suspension, when a second person confirms.
 */
export async function carryOutRequests(work: CaseWork, loaded: LoadedCase): Promise<void> {
  for (const request of loaded.requests) {
    if (request.kind === 'break_glass' && (request.state === 'refused' || request.state === 'expired')) {
      await reverseBrokenGlass(work, loaded, request);
    }
    const approved =
      request.state === 'approved' || (request.kind === 'break_glass' && request.state === 'half_approved');
    const confirmsLater =
      request.kind === 'break_glass' && request.state === 'approved' && isOnlyBrokenGlass(loaded, request);
    if (!approved || (request.carriedOutAt !== null && !confirmsLater)) continue;
    const orders =
      request.holdId === null ? await holdAccount(work, loaded, request) : await continueHold(work, loaded, request);
    request.carriedOutAt = work.now;
    await work.manager.update(FreezeRequestRow, { id: request.id }, { carriedOutAt: work.now });
    work.audit('freeze_request.carried_out', { requestId: request.id, kind: request.kind, orders });
  }
}

/** What one person held in haste and no second confirmed is let go at once (P-GLASS). */
async function reverseBrokenGlass(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<void> {
  for (const hold of loaded.holds) {
    if (hold.freezeRequestId === request.id && hold.kind === 'break_glass')
      await orderRelease(work, hold, 'REQUEST_NOT_CONFIRMED');
  }
}

function isOnlyBrokenGlass(loaded: LoadedCase, request: FreezeRequestRow): boolean {
  return loaded.holds.some(
    (hold) =>
      hold.freezeRequestId === request.id && hold.kind === 'break_glass' && LIVE_HOLD_STATES.includes(hold.state),
  );
}

function kindOfOrder(request: FreezeRequestRow): HoldKind {
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

/** An order for an account covers every part of the stolen money that the trail shows there; a part already held goes on under the new power. */
async function holdAccount(work: CaseWork, loaded: LoadedCase, request: FreezeRequestRow): Promise<number> {
  let orders = 0;
  for (const link of linksTo(loaded, request)) {
    const sum = loaded.sums.find((row) => row.id === link.stolenSumId);
    const transfer = loaded.transfers.get(link.transferId);
    if (sum === undefined || transfer === undefined) continue;
    const live = loaded.holds.find((hold) => hold.trailLinkId === link.id && LIVE_HOLD_STATES.includes(hold.state));
    if (live !== undefined) {
      if (live.expiresAt <= work.now) continue;
      const extension = {
        kind: kindOfOrder(request),
        debitConfirmed: true,
        until: request.untilAt,
        freezeRequestId: request.id,
        seizureWarrantNo: request.seizureWarrantNo,
      };
      orders += (await extendHold(work, live, extension)) ? 1 : 0;
      continue;
    }
    const amountSatang = minSatang(link.attributedSatang, sum.amountSatang - sum.reservedSatang);
    if (amountSatang <= 0n) continue;
    const hold = await orderHold(work, {
      link,
      transfer,
      account: { institution: request.institution, accountNo: request.accountNo },
      amountSatang,
      kind: kindOfOrder(request),
      debitConfirmed: debitVerdict(confirmationOf(loaded, sum)) === 'confirmed',
      freezeRequestId: request.id,
      until: request.untilAt,
      seizureWarrantNo: request.seizureWarrantNo,
    });
    sum.reservedSatang += amountSatang;
    loaded.holds.push(hold);
    orders += 1;
  }
  return orders;
}

function linksTo(loaded: LoadedCase, request: FreezeRequestRow): TrailLinkRow[] {
  return loaded.links.filter((link) => {
    const transfer = loaded.transfers.get(link.transferId);
    return transfer?.toInstitution === request.institution && transfer.toAccountNo === request.accountNo;
  });
}
