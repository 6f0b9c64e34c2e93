import { type EntityManager, In, Not } from 'typeorm';
import type { AskedKind } from '../../domain/freeze-request/freeze-request.js';
import { askedTooLate, reinstatedSatang } from '../../domain/freeze-request/reinstatement.js';
import { ENDED_HOLD_STATES, type HoldKind } from '../../domain/hold/hold.js';
import { givingWay } from '../../domain/hold/order/take-over.js';
import { minSatang, type Satang } from '../../domain/money.js';
import type { Refusal, Result } from '../../domain/result.js';
import type { FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import { HoldRow, PartialReleaseRow, ReleaseOrderRow } from '../../persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { freeWithinDebit } from '../case/money/free-within-debit.js';
import { readPowerEnd } from '../hold/order/extend-hold.js';
import { orderHold } from '../hold/order/order-hold.js';
import { readEnds } from '../hold/release/read-earlier-holds.js';
import { standingNotices } from '../hold/change/rest-on-notice.js';
import { freeForOrder } from '../ledger/suspended-money.js';
import { groundOf } from './ground-of-hold.js';
import type { Reading } from '../case/work/reading-of-case.js';
import type { FreezeRequestSubject } from './read-subject.js';
import { noWayBackOfPart, wayBackOfPartClosed } from './reinstate-part.js';

/**
 * Reads how much of a released hold a new order may ask for, in satang. Refusals are those of
 * `reinstatedSatang`.
 */
async function mayReinstate(work: Reading, hold: HoldRow): Promise<Result<Satang>> {
  const { manager } = work;
  const release = await manager.findOneBy(ReleaseOrderRow, { holdId: hold.id, again: false });
  const sum = await manager.findOneByOrFail(StolenSumRow, { id: hold.stolenSumId });
  const { debit, freeSatang } = await freeWithinDebit(work, sum);
  const samePart = { trailLinkId: hold.trailLinkId, id: Not(hold.id), state: Not(In([...ENDED_HOLD_STATES])) };
  const free = minSatang(await freeForOrder(manager, { id: hold.trailLinkId }, hold), freeSatang);
  return reinstatedSatang(
    {
      state: hold.state,
      kind: hold.kind,
      release,
      expiresAt: hold.expiresAt,
      amountSatang: hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang,
      freeSatang: free + hold.reservedSatang,
      isHeldAgain: await manager.existsBy(HoldRow, samePart),
      debit,
      ...(await groundOf(work, hold)),
    },
    work.now,
  );
}

/**
 * Refuses a reinstatement that is asked for too late, or whose hold or part may not come back
 * (P-BACK).
 */
export async function noWayBack(
  work: Reading,
  kind: AskedKind,
  { hold, partialRelease }: FreezeRequestSubject,
): Promise<Refusal | null> {
  if (kind !== 'reinstatement' || hold === null) return null;
  if (partialRelease !== null) return noWayBackOfPart(work, hold, partialRelease);
  const may = await mayReinstate(work, hold);
  if (!may.ok) return may;
  const release = await work.manager.findOneByOrFail(ReleaseOrderRow, { holdId: hold.id, again: false });
  return askedTooLate(release.orderedAt, work.rulebook, work.now);
}

/** Returns why what a waiting reinstatement is about may not come back any more, or null. */
export async function wayBackClosed(work: Reading, request: FreezeRequestRow): Promise<Refusal | null> {
  const { id, holdId, partialReleaseId } = request;
  if (partialReleaseId !== null) return wayBackOfPartClosed(work, request);
  if (holdId === null) throw new Error(`request ${id} names no hold`);
  const may = await mayReinstate(work, await work.manager.findOneByOrFail(HoldRow, { id: holdId }));
  return may.ok ? null : may;
}

/** Returns the power of the hold that a reinstatement brings back; null for other requests. */
export async function bringsBack(manager: EntityManager, { kind, holdId }: FreezeRequestRow): Promise<HoldKind | null> {
  if (kind !== 'reinstatement' || holdId === null) return null;
  return (await manager.findOneByOrFail(HoldRow, { id: holdId })).kind;
}

/** Returns who released the hold of a reinstatement, or parts of it; nobody for other requests. */
export async function releasedBy(manager: EntityManager, { kind, holdId }: FreezeRequestRow): Promise<string[]> {
  if (kind !== 'reinstatement' || holdId === null) return [];
  const whole = await manager.findBy(ReleaseOrderRow, { holdId, again: false });
  const parts = await manager.findBy(PartialReleaseRow, { holdId });
  return [...whole.map(({ orderedBy }) => orderedBy), ...parts.map(({ person }) => person)];
}

/**
 * Orders the hold that takes the place of one which was released by mistake (P-BACK): a new order
 * of a new hold, because an institution never applies an order that it let go. It has the power and
 * the end of the old one. Returns the hold, null when it may not be ordered any more, or undefined
 * while the institution has not let the old one go and may still be silent, so that the order must wait.
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
  const replaces = released.state === 'release_ordered' ? await givingWayNow(work, released) : [];
  if (released.state === 'release_ordered' && replaces.length === 0) return undefined;
  const link = await manager.findOneByOrFail(TrailLinkRow, { id: released.trailLinkId });
  const transfer = await manager.findOneByOrFail(TransferRow, { id: released.transferId });
  const sum = await manager.findOneByOrFail(StolenSumRow, { id: released.stolenSumId });
  const { debit } = await freeWithinDebit(work, sum);
  const [notice] = released.kind === 'section6' ? await standingNotices(work, released.id) : [];
  return orderHold(work, {
    link,
    transfer,
    account: { institution: released.institution, accountNo: released.accountNo },
    amountSatang: may.value,
    kind: released.kind,
    debitConfirmed: debit === 'confirmed',
    freezeRequestId: request.id,
    until: (await readPowerEnd(work, released)) ?? released.expiresAt,
    seizureWarrantNo: released.seizureWarrantNo,
    inPlaceOf: { section7From: released.section7From, notifiedAt: notice?.notifiedAt ?? null, after: 'mistake' },
    replaces,
    ...(notice === undefined ? {} : { notice }),
  });
}

/** Returns a hold that is being released, where its institution has not answered in time (`givingWay`). */
async function givingWayNow(work: CaseWork, hold: HoldRow): Promise<HoldRow[]> {
  const endOf = await readEnds(work, [hold]);
  return givingWay([endOf(hold)]).length === 0 ? [] : [hold];
}
