import { type EntityManager, In, Not } from 'typeorm';
import { debitVerdict } from '../../domain/debit/debit-verdict.js';
import type { AskedKind } from '../../domain/freeze-request/freeze-request.js';
import { askedTooLate, reinstatedSatang } from '../../domain/freeze-request/reinstatement.js';
import { ENDED_HOLD_STATES } from '../../domain/hold/hold.js';
import { section7GivesOrders } from '../../domain/hold/power-onward.js';
import type { Satang } from '../../domain/money.js';
import type { Refusal, Result } from '../../domain/result.js';
import { DebitConfirmationRow } from '../../persistence/entities/debit.entities.js';
import type { FreezeRequestRow } from '../../persistence/entities/freeze-request.entities.js';
import { HoldRow, ReleaseOrderRow } from '../../persistence/entities/hold.entities.js';
import { ClaimRow, StolenSumRow } from '../../persistence/entities/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/trail.entities.js';
import type { CaseWork } from '../case/case-work.js';
import { readComplaintClock } from '../hold/complaint-clock.js';
import { orderHold } from '../hold/order-hold.js';
import { standingNotices } from '../hold/rest-on-notice.js';
import { freeForOrder } from '../ledger/suspended-money.js';

/**
 * Reads how much of a released hold a new order may ask for, in satang. Refusals are those of
 * `reinstatedSatang`.
 */
async function mayReinstate(work: CaseWork, hold: HoldRow): Promise<Result<Satang>> {
  const { manager } = work;
  const release = await manager.findOneBy(ReleaseOrderRow, { holdId: hold.id, again: false });
  const sum = await manager.findOneByOrFail(StolenSumRow, { id: hold.stolenSumId });
  const question = await manager.findOneBy(DebitConfirmationRow, { transferId: sum.transferId });
  const samePart = { trailLinkId: hold.trailLinkId, id: Not(hold.id), state: Not(In([...ENDED_HOLD_STATES])) };
  const free = await freeForOrder(manager, { id: hold.trailLinkId }, hold);
  return reinstatedSatang(
    {
      state: hold.state,
      kind: hold.kind,
      release,
      expiresAt: hold.expiresAt,
      amountSatang: hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang,
      freeSatang: free + hold.reservedSatang,
      isHeldAgain: await manager.existsBy(HoldRow, samePart),
      debit: debitVerdict(question ?? undefined),
      isUpheld:
        (await isClaimed(work, hold)) && section7GivesOrders(await readComplaintClock(work, hold.stolenSumId), work),
      restsOnNotice: (await standingNotices(work, hold.id)).length > 0,
    },
    work.now,
  );
}

/** Refuses a reinstatement that is asked for too late, or whose hold may not come back (P-BACK). */
export async function noWayBack(work: CaseWork, kind: AskedKind, hold: HoldRow | null): Promise<Refusal | null> {
  if (kind !== 'reinstatement' || hold === null) return null;
  const may = await mayReinstate(work, hold);
  if (!may.ok) return may;
  const release = await work.manager.findOneByOrFail(ReleaseOrderRow, { holdId: hold.id, again: false });
  return askedTooLate(release.orderedAt, work.rulebook, work.now);
}

/** Returns why the hold of a waiting reinstatement may not come back any more, or null. */
export async function wayBackClosed(work: CaseWork, { id, holdId }: FreezeRequestRow): Promise<Refusal | null> {
  if (holdId === null) throw new Error(`request ${id} names no hold`);
  const may = await mayReinstate(work, await work.manager.findOneByOrFail(HoldRow, { id: holdId }));
  return may.ok ? null : may;
}

/** Returns who released the hold that a reinstatement is to bring back; null for other requests. */
export async function releasedBy(manager: EntityManager, { kind, holdId }: FreezeRequestRow): Promise<string | null> {
  if (kind !== 'reinstatement' || holdId === null) return null;
  return (await manager.findOneByOrFail(ReleaseOrderRow, { holdId, again: false })).orderedBy;
}

/**
 * Returns whether a complaint claims the money; the claim of a withdrawn one ends a moment later.
 */
async function isClaimed({ manager, caseFile }: CaseWork, { stolenSumId }: HoldRow): Promise<boolean> {
  const claims = await manager.findBy(ClaimRow, { stolenSumId });
  return claims.some(
    ({ caseId, endedAt }) => endedAt === null && (caseId !== caseFile.id || caseFile.withdrawnAt === null),
  );
}

/**
 * Orders the hold that takes the place of one which was released by mistake (P-BACK): a new order
 * of a new hold, because an institution never applies an order that it let go. It has the power and
 * the end of the old one. Returns the hold, null when it may not be ordered any more, or undefined
 * while the institution has not let the old one go, so that the order must wait.
 */
export async function reinstateHold(
  work: CaseWork,
  released: HoldRow,
  request: FreezeRequestRow,
): Promise<HoldRow | null | undefined> {
  const { manager } = work;
  const may = await mayReinstate(work, released);
  if (!may.ok) {
    work.audit('reinstatement.not_ordered', { requestId: request.id, holdId: released.id, code: may.code });
    return null;
  }
  if (released.state === 'release_ordered') return undefined;
  const link = await manager.findOneByOrFail(TrailLinkRow, { id: released.trailLinkId });
  const transfer = await manager.findOneByOrFail(TransferRow, { id: released.transferId });
  const sum = await manager.findOneByOrFail(StolenSumRow, { id: released.stolenSumId });
  const question = await manager.findOneBy(DebitConfirmationRow, { transferId: sum.transferId });
  const [notice] = released.kind === 'section6' ? await standingNotices(work, released.id) : [];
  return orderHold(work, {
    link,
    transfer,
    account: { institution: released.institution, accountNo: released.accountNo },
    amountSatang: may.value,
    kind: released.kind,
    debitConfirmed: debitVerdict(question ?? undefined) === 'confirmed',
    freezeRequestId: request.id,
    until: released.expiresAt,
    seizureWarrantNo: released.seizureWarrantNo,
    inPlaceOf: { section7From: released.section7From, notifiedAt: notice?.notifiedAt ?? null },
    ...(notice === undefined ? {} : { notice }),
  });
}
