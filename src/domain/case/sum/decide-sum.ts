import { ask, type Asking } from '../../asking.js';
import { decideFirstHold } from '../../complaint/intake/first-hold.js';
import { isSmallClaim } from '../../complaint/intake/small-claim.js';
import {
  type Cover,
  coverOf,
  inUrgentTime,
  isAmountKnown,
  mostToReserve,
  onceGivenWay,
  type RivalClaim,
  rivalsGivingWay,
} from '../../debit/rival-claims.js';
import { afterComplaint, reasonToReleaseSum } from '../../hold/end/release-reason.js';
import { LIVE_HOLD_STATES, type ReleaseReason } from '../../hold/hold.js';
import { mayCarryOnBySection7 } from '../../hold/order/carry-on-by-section-7.js';
import { type Asker, type EarlierHold, newestOf, standingHold } from '../../hold/order/held-for-victim.js';
import { keepWithin } from '../../hold/order/keep-within.js';
import {
  type ComplaintClock,
  isGivenTooLate,
  mayEndSooner,
  section7GivesOrders,
} from '../../hold/order/power-onward.js';
import { mayOrderSection7 } from '../../judgement/judge.js';
import { minSatang, type Satang, sumSatang } from '../../money.js';
import type { Account } from '../../party.js';
import { type AgainDesk, holdAgain, placeOf, replacedBy, reservedBy, section7Until } from './again.js';
import { askAboutRests, askedAnew, type OpenRest, orderRests, restsOf } from './rests.js';
import { type NoticeDesk, orderRestsOfNotices } from './rests-of-notices.js';
import { type HoldOfSum, holdsOnPart, type Law, type PartOfSum, type SumOnRecord } from './sum-on-record.js';

/** How a hold goes on by section 7. */
interface ExtensionBySection7 {
  debitConfirmed: boolean;
  urgentFrom: Date | null;
}

/** Returns a hold with when and why it ended. */
type EndOf<Hold> = (hold: Hold) => Hold & EarlierHold;

/** What a case asks of the record about one stolen sum, and has done: each by its file. */
export interface SumDesk<Hold extends HoldOfSum, Part extends PartOfSum>
  extends AgainDesk<Hold, Part>, NoticeDesk<Hold, Part> {
  /** What the standing order of a hold asks for. */
  standingSatang(hold: Hold): Satang;
  /** When an inquiry officer first carried holds on, by their ids. */
  continuedAt(holds: readonly Hold[]): ReadonlyMap<string, Date>;
  /** Which of some holds are those of which a person ended section 7 by a finding for the holder. */
  section7LetGo(holds: readonly Hold[]): ReadonlySet<string>;
  /** How the holds ended; `freed`: those that found less, where there is more to ask for since. */
  endsOf(freed: ReadonlySet<string>): EndOf<Hold>;
  /** The account of a transfer still has to let go of a hold on a mistaken claim of the case. */
  isLetGoByCorrection(): boolean;
  /** What claims about the debit leave to a new hold at the receiver (`roomOfDebit`), also of rivals that give way. */
  freeAtReceiver(): Satang;
  /** The holds of rival claims whose place a new hold takes (`rivalsGivingWay`). */
  holdsOfRivals(): readonly Hold[];
  /** An order at an account waits for the confirmation of its debit (P-LIMIT). */
  waitsByLimit(account: Account): boolean;
  /** Orders the release of a hold, once. */
  release(hold: Hold, reason: ReleaseReason): void;
  /** Leaves a hold no more than an amount, by an order for less. */
  reduce(hold: Hold, keepSatang: Satang): void;
  /** Carries holds on by section 7, where it lets them stand longer. */
  extend(holds: readonly Hold[], extension: ExtensionBySection7): void;
  /** Carries a hold on by the notice that it rests on. */
  carryOnByNotice(hold: Hold): void;
  /** Asks for a review of what outlasts the complaint. */
  askForReview(hold: Hold, reason: ReleaseReason): void;
  /** Calls a person about a hold, once for ever. */
  openBreakOnce(hold: Hold, kind: string): void;
  /** Calls a person about the reported transfer. */
  openBreakOfTransfer(kind: string): void;
  /** Orders the parts that could not be ordered when they were named. */
  orderWaiting(endOf: EndOf<Hold>): void;
}

/**
 * Brings the holds of a stolen sum in line with what is known now. A denied debit, or the end of the
 * last claim, releases what rests on the complaint; a debit that was for less lowers it; a confirmed
 * debit, or an officer's act (OFF-7C), extends it; what time or another one's word let go is ordered
 * anew, and so is what an institution left open, where it may be there now. Returns the rests that
 * stay open.
 */
export function* decideSum<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  law: Law,
): Asking<SumDesk<Hold, Part>, OpenRest<Hold>[]> {
  const reason = reasonToReleaseSum(sum.debit, sum.claim);
  if (reason !== null) {
    yield* endByComplaint(sum, reason);
    return [];
  }
  yield* keepWithinDebit(sum, law);
  yield* carryOn(sum, law);
  const rests = yield* restsOf(sum);
  const endOf = yield* ask((desk) => desk.endsOf(askedAnew(rests)));
  yield* orderFirstHold(sum, endOf, law);
  const left = mayOrderUnasked(sum, law)
    ? yield* orderUnasked(sum, rests, endOf, law)
    : yield* orderRestsOfNotices(sum, rests, law);
  yield* ask((desk) => desk.orderWaiting(endOf));
  return left;
}

/** Ends what the complaint gave of a sum's holds; a hold of another power stands. */
function* endByComplaint<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  reason: ReleaseReason,
): Asking<SumDesk<Hold, Part>> {
  for (const hold of sum.holds) {
    const next = afterComplaint(hold, yield* ask((desk) => desk.restsOnNotice(hold)));
    if (next === 'release') yield* ask((desk) => desk.release(hold, reason));
    else if (next === 'carry_on_by_notice') yield* ask((desk) => desk.carryOnByNotice(hold));
    if (next !== 'release') yield* ask((desk) => desk.askForReview(hold, reason));
  }
}

/**
 * Lowers or releases holds of a sum that take up more than the debit can be (`mostToReserve`), as
 * far as they rest on the complaint; or on a notice, once the amount of the debit is known.
 */
function* keepWithinDebit<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  { now }: Law,
): Asking<SumDesk<Hold, Part>> {
  const most = mostOf(sum);
  if (sum.reservedSatang <= most) return;
  const holds = sum.holds;
  const toKeep = [];
  for (const hold of holds) {
    const standingSatang = yield* ask((desk) => desk.standingSatang(hold));
    toKeep.push({ ...hold, takesSatang: minSatang(hold.reservedSatang, standingSatang) });
  }
  const isKnown =
    sum.contested === undefined ? sum.debitedSatang !== null : isAmountKnown(sum.contested.own, sum.contested.rivals);
  for (const { holdId, keepSatang } of keepWithin(toKeep, most, { isAmountKnown: isKnown, now })) {
    const hold = holds.find(({ id }) => id === holdId);
    if (hold === undefined) continue;
    if (keepSatang === 0n) yield* ask((desk) => desk.release(hold, 'DEBIT_DENIED'));
    else yield* ask((desk) => desk.reduce(hold, keepSatang));
  }
}

/** Returns the most that the holds of a sum may reserve, by what is known of its debit. */
function mostOf<Hold extends HoldOfSum, Part extends PartOfSum>(sum: SumOnRecord<Hold, Part>): Satang {
  if (sum.contested !== undefined) return mostToReserve(sum.contested.own, sum.contested.rivals);
  return minSatang(sum.amountSatang, sum.debitedSatang ?? sum.amountSatang);
}

/** Extends the live holds of a sum that section 7 may carry on. */
function* carryOn<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  law: Law,
): Asking<SumDesk<Hold, Part>> {
  const debitConfirmed = sum.debit === 'confirmed';
  const { urgentFrom } = sum;
  // A reporter who does not hold the account, or withdrew the report, extends no hold.
  if (!mayOrderSection7(sum.facts, sum.transferId, law.rulebook, law.now).ok) return;
  const clock = yield* ask((desk) => desk.clock());
  yield* callForLateOrders(sum, clock, law);
  // Police received the complaint so early that the seven days are over, or what is left of the reports gave fewer: the institution lifts.
  const isOver = mayEndSooner(clock) && !section7GivesOrders(clock, law);
  const carriedOn: Hold[] = [];
  for (const hold of sum.holds) {
    if (isOver && hold.kind === 'section7') {
      yield* ask((desk) => desk.release(hold, 'EXPIRED'));
      continue;
    }
    const terms = { complaint: clock, debitConfirmed, urgentFrom };
    const until = hold.kind === 'section6' ? section7Until(hold, terms, law) : null;
    if (mayCarryOnBySection7(hold, until, law.now)) carriedOn.push(hold);
  }
  // What a person ended by a finding does not come back to the hold that goes on by a suspicion.
  const suspected = carriedOn.filter(({ kind }) => kind === 'section6');
  const letGo = suspected.length === 0 ? new Set() : yield* ask((desk) => desk.section7LetGo(suspected));
  const extended = carriedOn.filter(({ id }) => !letGo.has(id));
  yield* ask((desk) => desk.extend(extended, { debitConfirmed, urgentFrom }));
}

/**
 * Calls a person, once for each hold, where an inquiry officer's order came after his seven days, as a
 * corrected date of the complaint shows (`isGivenTooLate`). The hold stands until his authority ends it.
 */
function* callForLateOrders<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  clock: ComplaintClock | null,
  law: Law,
): Asking<SumDesk<Hold, Part>> {
  const continued = sum.holds.filter(
    ({ kind, state }) => kind === 'continue_order' && LIVE_HOLD_STATES.includes(state),
  );
  // While section 7 gives orders now, none can have come too late.
  if (continued.length === 0 || section7GivesOrders(clock, law)) return;
  const issued = yield* ask((desk) => desk.continuedAt(continued));
  for (const hold of continued) {
    const issuedAt = issued.get(hold.id);
    if (issuedAt === undefined || !isGivenTooLate({ issuedAt }, clock, law.rulebook)) continue;
    yield* ask((desk) => desk.openBreakOnce(hold, 'CONTINUE_ORDER_LATE'));
  }
}

/** Returns the claims about a debit as a new hold finds them, and the holds of rivals whose place it takes. */
function besideGivingWay(
  { own, rivals }: { own: RivalClaim; rivals: readonly RivalClaim[] },
  { isUrgent = false, debitConfirmed }: Asker,
  law: Law,
) {
  // Once the debit is confirmed, the case orders again on the claim of the rival itself (`orderUnasked`).
  const isAskedStill = isUrgent && !debitConfirmed;
  const givenWay = rivals.map((rival) => onceGivenWay(rival, law));
  return {
    own,
    rivals: isAskedStill ? givenWay.map(inUrgentTime) : givenWay,
    hasTimeBefore: isAskedStill && rivals.some(({ settledByPowerSatang }) => settledByPowerSatang > 0n),
    givingWay: rivalsGivingWay(own, rivals, law),
  };
}

/** Orders the first hold (hop 0) of a sum that intake could not order, as far as money is free. */
function* orderFirstHold<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  endOf: EndOf<Hold>,
  law: Law,
): Asking<SumDesk<Hold, Part>> {
  const { receiver, asker, contested, transferId } = sum;
  const root = sum.parts.find(({ parentLinkId }) => parentLinkId === null);
  if (root === undefined) throw new Error(`the sum of transfer ${transferId} has no trail`);
  if (receiver === null || !sum.isOwn) return;
  if (yield* ask((desk) => desk.isLetGoByCorrection())) return;
  const claims = contested === undefined ? undefined : besideGivingWay(contested, asker, law);
  const cover = claims === undefined ? undefined : coverOf(claims.own, claims.rivals);
  const beyondCover = claimedOf(sum) - (cover?.satang ?? 0n);
  // Until a rival's hold is let go, an order would find the money taken.
  if (beyondCover <= 0n || (cover !== undefined && cover.beingReleased.length > 0)) return;
  const holds = holdsOnPart(sum.holds, root).map(endOf);
  const standing = standingHold(holds, { ...asker, isUndeniedFree: isUndeniedFree(sum, root, beyondCover) });
  const timeIsOver = standing === 'none' && !section7GivesOrders(yield* ask((desk) => desk.clock()), law);
  const money = { transferId, account: receiver, isOffRail: false, standing, timeIsOver };
  const { orderAt, refusal } = decideFirstHold(money, sum.facts, law.rulebook, law.now);
  const letGoAt = newestOf(holds)?.releaseOrderedAt;
  if (refusal === 'SECTION7.LET_GO' && letGoAt != null && letGoAt < asker.complainedAt)
    yield* ask((desk) => desk.openBreakOfTransfer('LET_GO_REPORTED_AGAIN'));
  if (orderAt === null) return;
  const hasTimeBefore = asker.hasTimeBefore === true || claims?.hasTimeBefore === true;
  const place = yield* placeOf<Hold, Part>(newestOf(holds), { ...asker, hasTimeBefore }, law);
  if (place === 'time_is_over') return;
  const { debitConfirmed } = asker;
  const replaced = replacedBy(newestOf(holds));
  const givesBack = reservedBy(replaced);
  if (debitConfirmed && lacksFurther(cover)) yield* ask((desk) => desk.openBreakOfTransfer('DEBIT_REST_NOT_HELD'));
  if (!debitConfirmed && (yield* ask((desk) => desk.waitsByLimit(orderAt)))) return;
  const freeOfDebit =
    contested === undefined ? mostOf(sum) - sum.reservedSatang : yield* ask((desk) => desk.freeAtReceiver());
  const free = yield* ask((desk) => desk.freeOfPart(root, orderAt, givesBack));
  const amountSatang = minSatang(free, minSatang(beyondCover, freeOfDebit + givesBack));
  if (amountSatang <= 0n) return;
  const ofRivals =
    claims === undefined || claims.givingWay.length === 0 ? [] : yield* ask((desk) => desk.holdsOfRivals());
  const replaces = [...replaced, ...ofRivals];
  const order = { part: root, account: orderAt, amountSatang, debitConfirmed, replaces, ...place };
  yield* ask((desk) => desk.orderHold(order));
}

/** Returns what a sum claims of its debit: no more than its institution named, until a debit is confirmed. */
function claimedOf<Hold extends HoldOfSum, Part extends PartOfSum>(sum: SumOnRecord<Hold, Part>): Satang {
  const { amountSatang, debitedSatang, debit } = sum;
  return debit === 'confirmed' ? amountSatang : minSatang(amountSatang, debitedSatang ?? amountSatang);
}

/** Returns whether something of a claim that its institution did not deny is at no hold and did not go on. */
function isUndeniedFree<Hold extends HoldOfSum, Part extends PartOfSum>(
  { contested, parts }: SumOnRecord<Hold, Part>,
  root: Part,
  beyondCoverSatang: Satang,
): boolean {
  const wentOn = parts.filter(({ parentLinkId }) => parentLinkId === root.id);
  const wentOnSatang = sumSatang(wentOn.map(({ attributedSatang }) => attributedSatang));
  return contested?.own.debit !== 'denied' && beyondCoverSatang > wentOnSatang;
}

function lacksFurther(cover: Cover | undefined): boolean {
  return cover !== undefined && cover.lacksFurtherSatang > 0n;
}

/**
 * Returns whether a case orders more of a sum by section 7 without a person: of what it only rests on,
 * not before the debit is confirmed.
 */
function mayOrderUnasked<Hold extends HoldOfSum, Part extends PartOfSum>(
  { facts, transferId, isOwn, asker }: SumOnRecord<Hold, Part>,
  { rulebook, now }: Law,
): boolean {
  if (!mayOrderSection7(facts, transferId, rulebook, now).ok) return false;
  if (isSmallClaim(facts, transferId, rulebook, now)) return false;
  return asker.debitConfirmed || isOwn;
}

/**
 * Orders anew what earlier holds let go, and the rests of parts that are held in part. The first part of
 * the case's own claim is `orderFirstHold`'s. Of a rival claim whose holds cover its money, only what was
 * confirmed is ordered: what is not, the case orders on its own claim.
 */
function* orderUnasked<Hold extends HoldOfSum, Part extends PartOfSum>(
  sum: SumOnRecord<Hold, Part>,
  rests: readonly OpenRest<Hold>[],
  endOf: EndOf<Hold>,
  law: Law,
): Asking<SumDesk<Hold, Part>, OpenRest<Hold>[]> {
  const { asker, isOwn } = sum;
  const parts = sum.parts.filter(({ hop }) => !isOwn || hop > 0);
  yield* holdAgain<Hold, Part>({ parts, holds: sum.holds.map(endOf) }, asker, law);
  const left = yield* orderRests(sum, rests, law);
  if (asker.debitConfirmed) yield* askAboutRests(left, law);
  return left;
}
