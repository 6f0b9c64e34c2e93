import { In, Not } from 'typeorm';
import type { AskedKind } from '../../domain/freeze-request/freeze-request.js';
import { askedTooLate, reinstatedSatang } from '../../domain/freeze-request/reinstatement.js';
import { ENDED_HOLD_STATES } from '../../domain/hold/hold.js';
import { givingWay } from '../../domain/hold/order/take-over.js';
import { minSatang, type Satang } from '../../domain/money.js';
import type { Refusal, Result } from '../../domain/result.js';
import type { FreezeRequestRow } from '../../persistence/entities/case/freeze-request.entities.js';
import { HoldRow, PartialReleaseRow, ReleaseOrderRow } from '../../persistence/entities/money/hold.entities.js';
import { StolenSumRow } from '../../persistence/entities/money/ledger.entities.js';
import { TrailLinkRow, TransferRow } from '../../persistence/entities/money/trail.entities.js';
import type { CaseWork } from '../case/work/case-work.js';
import { freeWithinDebit, freeWithinDebits } from '../case/money/free-within-debit.js';
import { groupBy } from '../case/work/read-rows.js';
import { readPowerEnd } from '../hold/order/extend-hold.js';
import { orderHold } from '../hold/order/order-hold.js';
import { readEnds } from '../hold/release/read-earlier-holds.js';
import { standingNotices } from '../hold/change/rest-on-notice.js';
import { freeForOrders } from '../ledger/suspended-money.js';
import { groundsOf } from './ground-of-hold.js';
import type { Reading } from '../case/work/reading-of-case.js';
import type { FreezeRequestSubject } from './read-subject.js';
import { noWayBackOfParts, waysBackOfPartsClosed } from './reinstate-part.js';

/** How much of a released hold a new order may ask for, and its release. */
interface WayBack {
  may: Result<Satang>;
  release: ReleaseOrderRow | undefined;
}

/**
 * Reads how much of each released hold a new order may ask for, in satang. Refusals are those of
 * `reinstatedSatang`. Nine statements at most for any number.
 */
async function mayReinstate(work: Reading, holds: readonly HoldRow[]): Promise<(hold: HoldRow) => WayBack> {
  const { manager } = work;
  const none = holds.length === 0;
  const ids = holds.map(({ id }) => id);
  const releases = none ? [] : await manager.findBy(ReleaseOrderRow, { holdId: In(ids), again: false });
  const releaseOf = new Map(releases.map((release) => [release.holdId, release]));
  const sumIds = [...new Set(holds.map(({ stolenSumId }) => stolenSumId))];
  const freeOf = await freeWithinDebits(work, none ? [] : await manager.findBy(StolenSumRow, { id: In(sumIds) }));
  const free = await freeForOrders(
    manager,
    holds.map((hold) => ({ trailLinkId: hold.trailLinkId, account: hold })),
  );
  const freeOfPart = new Map(ids.map((id, place) => [id, free[place] ?? 0n]));
  const trailLinkId = In(holds.map((hold) => hold.trailLinkId));
  const standing = none ? [] : await manager.findBy(HoldRow, { trailLinkId, state: Not(In([...ENDED_HOLD_STATES])) });
  const standingOn = groupBy(standing, (hold) => hold.trailLinkId);
  const groundOf = none ? undefined : await groundsOf(work, holds);
  return (hold) => {
    if (groundOf === undefined) throw new Error(`hold ${hold.id} was not read`);
    const release = releaseOf.get(hold.id);
    const { debit, freeSatang } = freeOf(hold.stolenSumId);
    const facts = {
      state: hold.state,
      kind: hold.kind,
      release: release ?? null,
      expiresAt: hold.expiresAt,
      amountSatang: hold.heldSatang > 0n ? hold.heldSatang : hold.requestedSatang,
      freeSatang: minSatang(freeOfPart.get(hold.id) ?? 0n, freeSatang) + hold.reservedSatang,
      isHeldAgain: (standingOn.get(hold.trailLinkId) ?? []).some(({ id }) => id !== hold.id),
      debit,
      ...groundOf(hold),
    };
    return { may: reinstatedSatang(facts, work.now), release };
  };
}

/**
 * Refuses reinstatements that are asked for too late, or whose hold or part may not come back (P-BACK); null for
 * one that may, and for every other order. In their order, by the statements of one for any number.
 */
export async function noWayBack(
  work: Reading,
  asks: readonly { kind: AskedKind; subject: FreezeRequestSubject }[],
): Promise<(Refusal | null)[]> {
  const back = asks.map(({ kind, subject: { hold, partialRelease } }) =>
    kind === 'reinstatement' && hold !== null ? { hold, released: partialRelease } : null,
  );
  const parts = back.flatMap((one) => (one?.released ? [{ hold: one.hold, released: one.released }] : []));
  const ofParts = await noWayBackOfParts(work, parts);
  const wayOf = await mayReinstate(
    work,
    back.flatMap((one) => (one?.released === null ? [one.hold] : [])),
  );
  let place = 0;
  return back.map((one) => {
    if (one === null) return null;
    if (one.released !== null) return ofParts[place++] ?? null;
    const { may, release } = wayOf(one.hold);
    if (!may.ok) return may;
    if (release === undefined) throw new Error(`hold ${one.hold.id} has no release`);
    return askedTooLate(release.orderedAt, work.rulebook, work.now);
  });
}

/** What a reinstatement brings back, and whose releases it undoes. */
export interface BroughtBack {
  hold: HoldRow;
  /** Who released the hold, or parts of it. */
  releasedBy: string[];
  /** Why it may not come back any more, or null. */
  closed: Refusal | null;
}

/** Reads what waiting reinstatements bring back, by request; all other requests are left out. */
export async function broughtBack(
  work: Reading,
  requests: readonly FreezeRequestRow[],
): Promise<ReadonlyMap<string, BroughtBack>> {
  const asked = requests.filter(({ kind }) => kind === 'reinstatement');
  if (asked.length === 0) return new Map();
  const { manager } = work;
  const holdId = In(asked.flatMap((request) => request.holdId ?? []));
  const holds = new Map((await manager.findBy(HoldRow, { id: holdId })).map((hold) => [hold.id, hold]));
  const back = asked.map((request) => {
    const hold = holds.get(request.holdId ?? '');
    if (hold === undefined) throw new Error(`request ${request.id} names no hold`);
    return { request, hold };
  });
  const whole = groupBy(await manager.findBy(ReleaseOrderRow, { holdId, again: false }), (row) => row.holdId);
  const inPart = groupBy(await manager.findBy(PartialReleaseRow, { holdId }), (row) => row.holdId);
  const isOfPart = ({ request }: (typeof back)[number]) => request.partialReleaseId !== null;
  const ofParts = back.filter(isOfPart);
  const closedParts = await waysBackOfPartsClosed(work, ofParts);
  const wayOf = await mayReinstate(
    work,
    back.filter((one) => !isOfPart(one)).map(({ hold }) => hold),
  );
  const closedOf = (one: (typeof back)[number]): Refusal | null => {
    if (isOfPart(one)) return closedParts[ofParts.indexOf(one)] ?? null;
    const { may } = wayOf(one.hold);
    return may.ok ? null : may;
  };
  return new Map(
    back.map((one) => {
      const releasedBy = [
        ...(whole.get(one.hold.id) ?? []).map(({ orderedBy }) => orderedBy),
        ...(inPart.get(one.hold.id) ?? []).map(({ person }) => person),
      ];
      return [one.request.id, { hold: one.hold, releasedBy, closed: closedOf(one) }];
    }),
  );
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
  const { may } = (await mayReinstate(work, [released]))(released);
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
