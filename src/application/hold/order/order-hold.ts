import type { HoldKind } from '../../../domain/hold/hold.js';
import { debitsSince, type ReleasedHold } from '../../../domain/hold/order/debits-since.js';
import { type ExpiryInput, orderExpiry, type OrderExpiry } from '../../../domain/hold/order/expiry.js';
import { noticesOnward } from '../../../domain/hold/end/section6-end.js';
import { watchesCredits } from '../../../domain/hold/end/residual.js';
import type { Satang } from '../../../domain/money.js';
import { type Account, accountKey } from '../../../domain/party.js';
import type { HopPlan } from '../../../domain/trail/next-hops.js';
import { HoldRow } from '../../../persistence/entities/money/hold.entities.js';
import { TrailLinkRow, type TransferRow } from '../../../persistence/entities/money/trail.entities.js';
import { newId, randomTail } from '../../../persistence/ids.js';
import type { CaseWork } from '../../case/work/case-work.js';
import { reserve } from '../../ledger/reserve.js';
import { takeOverSuspended } from '../../ledger/suspended-money.js';
import { newSecondSecret, secretSha256 } from '../../case/privacy/second-secret.js';
import { expiryInput } from './expiry-input.js';
import { changeHold } from '../change/change-hold.js';
import { issueOrders } from './issue-orders.js';
import { restOn, type NoticeBehindHold, type StandingNotice } from '../change/rest-on-notice.js';

/** The most orders that an order names as earlier ones of its money (the limit of the protocol). */
const MOST_NAMED = 50;

/** A hold to order: the money it suspends, and the power it rests on. */
export interface NewHold {
  /** The part of the trail that the hold suspends. */
  link: Pick<TrailLinkRow, 'id' | 'stolenSumId' | 'hop'>;
  /** The credit that brought the part to the account. */
  transfer: TransferRow;
  account: Account;
  amountSatang: Satang;
  kind: HoldKind;
  debitConfirmed: boolean;
  freezeRequestId: string | null;
  until: Date | null;
  seizureWarrantNo: string | null;
  /** The notice that a hold of section 6 rests on. */
  notice?: NoticeBehindHold;
  /**
   * Holds whose place it takes, because their institutions have not answered the releases in time: on the same credit, or
   * anywhere on the trail of a rival claim about the same debit.
   */
  replaces?: readonly HoldRow[];
  /**
   * The hold whose place it takes, after a release by mistake (P-BACK) or an end by time for the
   * same complaint: its time runs on, under section 7 and from the notice of section 6.
   */
  inPlaceOf?: {
    section7From: Date;
    notifiedAt: Date | null;
    after: 'mistake' | 'end_of_time';
    /** From when the urgent time is counted, where it began anew. */
    urgentFrom?: Date | null;
  };
}

/** Orders one hold, as `orderHolds` does. */
export async function orderHold(work: CaseWork, wanted: NewHold): Promise<HoldRow> {
  const [hold] = await orderHolds(work, [wanted]);
  if (hold === undefined) throw new Error('a hold that is wanted is ordered');
  return hold;
}

/**
 * Writes holds and their first orders, reserves the amounts from the stolen sums, and notes audit,
 * exchanges and the starts of their workflows. It takes as many statements for one hold as for two
 * hundred. Money that the institution suspended there by itself is the same money: the hold takes
 * it over. The database refuses a second live hold of the same part of the trail.
 */
async function orderHolds(work: CaseWork, wanted: readonly NewHold[]): Promise<HoldRow[]> {
  const { manager, now } = work;
  const planned: { newHold: NewHold; expiry: OrderExpiry; hold: HoldRow }[] = [];
  for (const newHold of wanted) {
    const input = await inputOfNewHold(work, newHold);
    const expiry = orderExpiry(input, work.rulebook, now);
    if (expiry.expiresAt <= now) throw new Error(`a hold of ${newHold.link.id} would be over when it begins`);
    planned.push({ newHold, expiry, hold: holdRow(work, newHold, expiry.expiresAt) });
  }
  const holds = planned.map(({ hold }) => hold);

  // Nobody can have suspended a part that is not written yet.
  const written = wanted.filter(({ link }) => work.unwritten(TrailLinkRow, link.id) === undefined);
  const mayBeSuspended = written.map(({ link, account }) => ({ trailLinkId: link.id, account }));
  if (mayBeSuspended.length > 0) await takeOverSuspended(manager, mayBeSuspended);
  const takesOver = await endReplaced(work, wanted);
  const released = await readReleased(work, wanted);
  for (const { hold } of planned) noteDebitsBefore(hold, released);
  for (const { id, amount } of amountsBySum(wanted)) await reserve(work, id, amount);
  work.insert(HoldRow, holds);
  for (const { id, reservedSatang } of holds)
    work.audit('hold.state', {
      holdId: id,
      from: null,
      to: 'ordered',
      heldSatang: '0',
      reservedSatang: reservedSatang.toString(),
      seizedSatang: '0',
    });

  const orders = planned.map(({ newHold, expiry, hold }) => ({
    hold,
    transfer: newHold.transfer,
    sequence: 1,
    replaces: null,
    kind: newHold.kind,
    requestedSatang: hold.requestedSatang,
    expiry,
    freezeRequestId: newHold.freezeRequestId,
    urgentFrom: newHold.inPlaceOf?.urgentFrom ?? null,
    notice: newHold.notice ?? null,
    watchesCredits: watchesCredits(newHold.kind, work.rulebook, now),
    raise: null,
    reinstates: newHold.inPlaceOf?.after === 'mistake',
    ...takesOver(newHold),
  }));
  await issueOrders(work, orders);
  const rests = planned.flatMap(({ newHold, hold }) =>
    newHold.notice === undefined
      ? []
      : [{ hold, notice: newHold.notice, until: hold.expiresAt, notifiedAt: notifiedAt(newHold, now) }],
  );
  await restOn(work, rests);
  for (const hold of holds) work.startHold(hold);
  return holds;
}

/**
 * Ends the holds whose place new ones take; what they reserve is free for these. Their releases are sent on until
 * they are answered. Returns which orders the first order of a new hold takes over.
 */
async function endReplaced(
  work: CaseWork,
  wanted: readonly NewHold[],
): Promise<(newHold: NewHold) => { takesOver?: readonly string[] }> {
  const replaced = wanted.flatMap(({ replaces = [] }) => replaces);
  if (replaced.length === 0) return () => ({});
  const newest = await work.manager.query<{ holdId: string; orderId: string }[]>(
    `SELECT DISTINCT ON (hold_id) hold_id AS "holdId", id AS "orderId" FROM hold_order
      WHERE hold_id = ANY ($1) ORDER BY hold_id, sequence DESC`,
    [replaced.map(({ id }) => id)],
  );
  for (const hold of replaced)
    if (hold.state === 'release_ordered')
      await changeHold(work, hold, { state: 'released', stateReason: hold.stateReason, withoutWord: true });
  return ({ replaces = [], account }) => {
    // An institution takes over what it has at the account; further on the next order finds it (`heldBefore`).
    const there = replaces.filter((hold) => accountKey(hold) === accountKey(account));
    const orders = newest.filter(({ holdId }) => there.some(({ id }) => id === holdId));
    return orders.length === 0 ? {} : { takesOver: orders.map(({ orderId }) => orderId) };
  };
}

/** A released hold with money of a wanted part, or of another claim about its debit by the same credit. */
interface ReleasedBefore extends ReleasedHold {
  trailLinkId: string;
  institution: string;
  accountNo: string;
  /** Its newest order. */
  orderId: string;
}

/** Notes on a new hold which holds let its money go before, and from when on debits explain what is gone. */
function noteDebitsBefore(hold: HoldRow, released: readonly ReleasedBefore[]): void {
  const before = released.filter(
    ({ trailLinkId, institution, accountNo }) =>
      trailLinkId === hold.trailLinkId && institution === hold.institution && accountNo === hold.accountNo,
  );
  const ofPart = before.filter(({ isOfPart }) => isOfPart).slice(-MOST_NAMED);
  hold.debitsSince = debitsSince(before, hold.requestedSatang) ?? null;
  hold.debitsNamedFor = ofPart.length === 0 ? null : ofPart.map(({ orderId }) => orderId);
}

/**
 * Reads the released holds that had money of each part, or of another claim about the same debit by the same credit, the
 * oldest first. Nothing can have been held of what nobody knew before this case.
 */
async function readReleased(work: CaseWork, wanted: readonly NewHold[]): Promise<readonly ReleasedBefore[]> {
  const known = wanted.filter(
    ({ link, transfer }) =>
      work.unwritten(TrailLinkRow, link.id) === undefined ||
      transfer.contested ||
      transfer.firstCaseId !== work.caseFile.id,
  );
  if (known.length === 0) return [];
  const found = await work.manager.query<(Omit<ReleasedBefore, 'heldSatang'> & { heldSatang: string })[]>(
    `SELECT w.id AS "trailLinkId", b.trail_link_id = w.id AS "isOfPart", b.institution, b.account_no AS "accountNo", b.held_satang::text AS "heldSatang",
            (SELECT o.id FROM hold_order o WHERE o.hold_id = b.id ORDER BY o.sequence DESC LIMIT 1) AS "orderId",
            b.ordered_at AS "orderedAt", b.expires_at AS "expiresAt", r.ordered_at AS "releaseOrderedAt",
            (SELECT min(l.at) FROM receipt l WHERE l.hold_id = b.id AND l.kind = 'lapse' AND l.applied) AS "lapsedAt"
       FROM unnest($1::text[], $2::text[], $3::text[]) AS w(id, stolen_sum_id, transfer_id)
       JOIN transfer credit ON credit.id = w.transfer_id
       JOIN stolen_sum s ON s.id = w.stolen_sum_id JOIN transfer told ON told.id = s.transfer_id
       JOIN transfer other ON (other.from_institution, other.reference) = (credit.from_institution, credit.reference)
       JOIN trail_link part ON part.transfer_id = other.id
       JOIN stolen_sum os ON os.id = part.stolen_sum_id JOIN transfer rival ON rival.id = os.transfer_id
        AND (rival.from_institution, rival.reference) = (told.from_institution, told.reference)
       JOIN hold b ON b.trail_link_id = part.id AND b.state = 'released' AND b.held_satang > 0 AND (part.id = w.id OR os.id <> s.id)
       LEFT JOIN release_order r ON r.hold_id = b.id AND NOT r.again
      ORDER BY b.ordered_at, b.id`,
    [
      known.map(({ link }) => link.id),
      known.map(({ link }) => link.stolenSumId),
      known.map(({ transfer }) => transfer.id),
    ],
  );
  return found.map(({ heldSatang, ...each }) => ({ ...each, heldSatang: BigInt(heldSatang) }));
}

/** Reads what the expiry of a new hold counts from: now, or the hold whose place it takes. */
async function inputOfNewHold(work: CaseWork, newHold: NewHold): Promise<ExpiryInput> {
  const { link, kind, debitConfirmed, until, inPlaceOf, notice } = newHold;
  const issuedAt = kind === 'section7' ? (inPlaceOf?.section7From ?? work.now) : work.now;
  const clock = notice === undefined ? {} : { notice: { ...notice, notifiedAt: notifiedAt(newHold, work.now) } };
  const urgentFrom = inPlaceOf?.urgentFrom ?? null;
  return expiryInput(work, link.stolenSumId, kind, issuedAt, { debitConfirmed, urgentFrom, until, ...clock });
}

/** Returns when the institution of a new hold is notified for it, or was before. */
function notifiedAt({ inPlaceOf }: NewHold, now: Date): Date {
  return inPlaceOf?.notifiedAt ?? now;
}

/** The powers that carry an order to the next institution. */
export interface PowersOnward {
  power: 'section6' | 'section7' | 'aoc_suspension';
  /** The notices of section 6: the longest carries the order (`noticesOnward`), the others stand beside it. */
  notices: readonly StandingNotice[];
  debitConfirmed: boolean;
  /**
   * The armed hold that a person approved, where neither section reaches on. It reaches the accounts
   * with evidence of their own, by their keys.
   */
  armed?: { requestId: string; leftSatang: Satang; untilAt: Date; accounts: ReadonlySet<string> };
}

/** Returns where powers reach: everywhere, certain accounts, or nowhere. */
export function reachOf(powers: PowersOnward | undefined): boolean | ReadonlySet<string> {
  return powers === undefined ? false : (powers.armed?.accounts ?? true);
}

/** A part of the trail to follow, its transfer, and the account and amount of the order for it. */
export interface NextHop {
  link: TrailLinkRow;
  transfer: TransferRow;
  follow: NonNullable<HopPlan['follow']>;
}

/** Orders the holds of planned next hops, on the powers of the hold before them. */
export async function orderNextHops(
  work: CaseWork,
  { power, notices, debitConfirmed, armed }: PowersOnward,
  hops: readonly NextHop[],
): Promise<HoldRow[]> {
  if (hops.length === 0) return [];
  const [longest, ...others] = noticesOnward(notices, work);
  const wanted = hops.map(({ link, transfer, follow }): NewHold => ({
    link,
    transfer,
    account: follow.account,
    amountSatang: follow.requestedSatang,
    kind: power,
    debitConfirmed,
    freezeRequestId: armed?.requestId ?? null,
    until: longest?.until ?? armed?.untilAt ?? null,
    seizureWarrantNo: null,
    ...(longest === undefined ? {} : { notice: longest.notice }),
  }));
  const holds = await orderHolds(work, wanted);
  const rests = holds.flatMap((hold) =>
    others.map(({ notice, until }) => ({ hold, notice, until, notifiedAt: work.now })),
  );
  await restOn(work, rests);
  return holds;
}

/** Returns the amount wanted of each stolen sum, in order of id. */
function amountsBySum(wanted: readonly NewHold[]): { id: string; amount: Satang }[] {
  const amounts = new Map<string, Satang>();
  for (const { link, amountSatang } of wanted)
    amounts.set(link.stolenSumId, (amounts.get(link.stolenSumId) ?? 0n) + amountSatang);
  return [...amounts].map(([id, amount]) => ({ id, amount })).sort((a, b) => (a.id < b.id ? -1 : 1));
}

function holdRow(work: CaseWork, wanted: NewHold, expiresAt: Date): HoldRow {
  const id = newId();
  const appealSecret = newSecondSecret();
  return work.manager.create(HoldRow, {
    id,
    caseId: work.caseFile.id,
    stolenSumId: wanted.link.stolenSumId,
    transferId: wanted.transfer.id,
    trailLinkId: wanted.link.id,
    hop: wanted.link.hop,
    kind: wanted.kind,
    institution: wanted.account.institution,
    accountNo: wanted.account.accountNo,
    state: 'ordered',
    stateReason: null,
    requestedSatang: wanted.amountSatang,
    heldSatang: 0n,
    reservedSatang: wanted.amountSatang,
    seizedSatang: 0n,
    seizedBy: null,
    letGoSatang: 0n,
    expiresAt,
    powerEndsAt: null,
    orderedAt: work.now,
    section7From: wanted.inPlaceOf?.section7From ?? work.now,
    debitsSince: null,
    debitsNamedFor: null,
    freezeRequestId: wanted.freezeRequestId,
    seizureWarrantNo: wanted.seizureWarrantNo,
    noticeReference: `${work.caseFile.caseNo}/${randomTail()}`,
    appealSecret,
    appealSecretSha256: secretSha256(id, appealSecret),
    holderNotifiedAt: null,
    releaseNotifiedAt: null,
    endedAt: null,
    lapseBasis: null,
  });
}
