import type { HoldReceiptMessage, OnwardMessage } from './messages.js';
import { maxSatang, minSatang, type Satang } from '../money.js';
import { unreachable } from '../result.js';
import {
  type Authority,
  ENDED_HOLD_STATES,
  type HoldFacts,
  HOLDING_STATES,
  type HoldState,
  LIVE_HOLD_STATES,
  type ReceiptResult,
} from './hold.js';
import { mayChangeHold } from './hold-state.js';
import { isRaise, type MayRaise } from './order/raise.js';

/** An institution's receipt for one order. */
export interface ReceiptFacts {
  /** 1 for a hold's first order, then one more for each order that replaced it. */
  orderSequence: number;
  /** The number that the institution gives its receipts for an order; the highest counts. */
  receiptSeq: number;
  result: ReceiptResult;
  /**
   * The order's amount; absent: that of the hold's first order. A later order may ask for less.
   */
  orderedSatang?: Satang;
  /** The order asks for more than is held: by a later credit, a part that was let go, or the rest. */
  raises?: boolean;
  heldSatang: Satang;
  /** The sum of the later debits that the institution attributes to the stolen money. */
  attributedOnwardSatang: Satang;
  /**
   * By its institution's own clock it is later than the report that the hold was let go; absent:
   * no.
   */
  afterLetGo?: boolean;
  /**
   * An order takes over holds that this receipt names and the centre does not know: its answer says
   * what is held; absent: none.
   */
  isTakenOver?: boolean;
  /**
   * What another authority holds of the ordered money, by the institution's word; absent: nothing.
   */
  heldUnder?: HeldUnder | undefined;
  /** It refuses and does not say whether another authority holds the money; absent: it says so. */
  isUnexplained?: boolean;
  /** A receipt of this order and number came before and said something else; absent: none. */
  contradictsNumber?: boolean;
  /**
   * A later word of its institution came before, that nothing is held: for this order by a higher number, or for a newer
   * one. It had no effect, because the answer to a still newer order was to decide; absent: none.
   */
  isOutdated?: boolean;
  /**
   * It names later debits, and money of this part is still followed: no later hold is on it, and the
   * debit of the victim is not denied; absent: no.
   */
  namesMore?: boolean;
}

/** What another authority holds of the money that an order asks for. */
interface HeldUnder {
  authority: Authority;
  satang: Satang;
}

/** Why a hold is seized, and the break that asks a person to ask that authority. */
export type HeldUnderReason = `HELD_UNDER_${Uppercase<Authority>}`;

/** The reason of each authority. */
export const HELD_UNDER: Readonly<Record<Authority, HeldUnderReason>> = {
  court: 'HELD_UNDER_COURT',
  amlo: 'HELD_UNDER_AMLO',
  police: 'HELD_UNDER_POLICE',
  other: 'HELD_UNDER_OTHER',
};

/** Why each seized hold is seized: one reason for each authority. */
export const HELD_UNDER_REASONS: readonly HeldUnderReason[] = Object.values(HELD_UNDER);

/** The part of a receipt that two receipts of one order and number have alike. */
export type ReceiptWords = Pick<
  HoldReceiptMessage,
  'result' | 'heldAmountSatang' | 'onward' | 'heldBefore' | 'refusalKind' | 'heldUnder'
>;

/**
 * Returns whether a receipt says something else than the first one of its order and number, if
 * there is one: only a later number may correct an answer. `PENDING` is no answer yet, and the
 * order of the later debits and the instant of the receipt say nothing.
 */
export function contradictsNumber(first: ReceiptWords | undefined, receipt: ReceiptWords): boolean {
  if (first === undefined || first.result === 'PENDING' || receipt.result === 'PENDING') return false;
  return wordsOf(first) !== wordsOf(receipt);
}

function wordsOf(words: ReceiptWords): string {
  const { result, heldAmountSatang, onward, heldBefore = [], refusalKind, heldUnder } = words;
  const debits = onward.map(({ transferRef, to, amountSatang, attributedSatang, at }) =>
    JSON.stringify([transferRef, receiverWords(to), amountSatang, attributedSatang, Date.parse(at)]),
  );
  const under = [refusalKind, heldUnder?.authority, heldUnder?.amountSatang];
  return JSON.stringify([result, heldAmountSatang, under, [...heldBefore].sort(), ...debits.sort()]);
}

function receiverWords(to: OnwardMessage['to']): readonly string[] {
  if ('account' in to) return [to.account.institution, to.account.accountNo];
  return 'promptPay' in to ? [to.promptPay.kind, to.promptPay.value] : [to.offRail];
}

/** The newest order of a hold, its last applied receipt (0 and 0: none), and orders under way. */
export interface OrderProgress {
  currentSequence: number;
  appliedSequence: number;
  appliedReceiptSeq: number;
  /**
   * The most that unanswered orders, issued after the answered one, raise the hold to; absent: 0.
   */
  raisedToSatang?: Satang;
}

/** An order of a hold, as far as the answers to it are concerned. */
export interface OrderOfHold extends MayRaise {
  /** 1 for a hold's first order, then one more for each order that replaced it. */
  sequence: number;
  requestedSatang: Satang;
  /** The number of its last applied receipt; 0 without one. */
  receiptSeq: number;
  refusedAt: Date | null;
}

/** Returns how far the orders of a hold have come when one of them is answered. Oldest first. */
export function orderProgress(orders: readonly OrderOfHold[], answered: OrderOfHold): OrderProgress {
  const lastApplied = orders.findLast((order) => order.receiptSeq > 0);
  return {
    currentSequence: orders.length,
    appliedSequence: lastApplied?.sequence ?? 0,
    appliedReceiptSeq: lastApplied?.receiptSeq ?? 0,
    raisedToSatang: raisedTo(orders.filter((order) => order.sequence > answered.sequence)),
  };
}

/** Returns the most that unanswered orders which raise a hold ask for; 0 without such an order. */
export function raisedTo(orders: readonly OrderOfHold[]): Satang {
  return orders.filter(isRaising).reduce((most, order) => maxSatang(most, order.requestedSatang), 0n);
}

/** Returns whether an order asks for more than is held, and no answer to it was applied yet. */
export function isRaising(order: OrderOfHold): boolean {
  return isRaise(order) && order.receiptSeq === 0 && order.refusedAt === null;
}

export type NotAppliedReason =
  | 'PENDING'
  | 'DUPLICATE'
  | 'SUPERSEDED'
  | 'HOLD_ENDED'
  | 'RELEASE_ORDERED'
  | 'MORE_THAN_REQUESTED'
  | 'INCONSISTENT'
  | 'RAISE_REFUSED'
  | 'REFUSED_UNEXPLAINED'
  | 'TAKES_OVER'
  | 'SAME_NUMBER'
  | 'OTHER_HOLD'
  | 'NOT_WHAT_WAS_HELD';

/**
 * The break that an applied message opens: held money is gone, or was let go before its time,
 * without an order; another authority holds it, or does so no more; or its institution has said since that
 * nothing is held.
 */
export type AppliedBreak = 'HELD_MONEY_GONE' | 'LAPSED_EARLY' | 'INCONSISTENT' | HeldUnderReason | 'AUTHORITY_ENDED';

/** The effect of a message on a hold: its new state and amounts, or why there is none. */
export type ReceiptOutcome =
  | {
      apply: true;
      state: HoldState;
      stateReason: string | null;
      heldSatang: Satang;
      reservedSatang: Satang;
      /** What another authority keeps beside what is held, and which; absent: as before. */
      seized?: { satang: Satang; by: Authority | null };
      /** The break to open, because the message is true but not what was ordered; or null. */
      opensBreak: AppliedBreak | null;
    }
  | {
      apply: false;
      reason: NotAppliedReason;
      /** The message and the record differ, and a person must settle it. */
      opensBreak: boolean;
      /** The institution may still hold money that was released: send the release again. */
      resendRelease: boolean;
    };

type Answer = Exclude<ReceiptResult, 'PENDING'>;

/** Returns the outcome of a message that has no effect. */
export function notApplied(
  reason: NotAppliedReason,
  more: { opensBreak?: boolean; resendRelease?: boolean } = {},
): ReceiptOutcome {
  return { apply: false, reason, opensBreak: more.opensBreak ?? false, resendRelease: more.resendRelease ?? false };
}

/**
 * Returns the outcome of a message that takes effect: what is held stays reserved, the rest is
 * free. Throws on a transition that the table does not allow.
 */
export function applied(
  hold: HoldFacts,
  state: HoldState,
  heldSatang: Satang,
  stateReason: string | null,
  opensBreak: AppliedBreak | null = null,
): ReceiptOutcome {
  if (state !== hold.state && !mayChangeHold(hold.state, state)) {
    throw new Error(`a receipt cannot take a hold from ${hold.state} to ${state}`);
  }
  return { apply: true, state, stateReason, heldSatang, reservedSatang: heldSatang, opensBreak };
}

/**
 * Decides the effect of a receipt on a hold. Idempotent and independent of the order of arrival: a
 * lower or repeated number changes nothing, an ended or releasing hold is never revived, and more
 * than was asked for is never applied. Throws on an order that the hold does not have.
 */
export function effectOfReceipt(hold: HoldFacts, progress: OrderProgress, receipt: ReceiptFacts): ReceiptOutcome {
  if (receipt.orderSequence < 1 || receipt.orderSequence > progress.currentSequence) {
    throw new Error(`hold has no order ${receipt.orderSequence}`);
  }
  if (receipt.contradictsNumber === true) {
    const letsGo = hold.state === 'release_ordered' || (hold.state === 'released' && receipt.heldSatang > 0n);
    return notApplied('SAME_NUMBER', { opensBreak: true, resendRelease: letsGo });
  }
  if (receipt.orderSequence === progress.appliedSequence && receipt.receiptSeq <= progress.appliedReceiptSeq) {
    return notApplied('DUPLICATE');
  }
  if (goesOnNaming(hold, progress, receipt)) {
    return receipt.attributedOnwardSatang > hold.requestedSatang
      ? notApplied('MORE_THAN_REQUESTED', { opensBreak: true })
      : applied(hold, hold.state, 0n, receipt.result);
  }
  if (ENDED_HOLD_STATES.includes(hold.state)) return afterEnd(hold, receipt);
  if (hold.state === 'release_ordered') {
    return notApplied('RELEASE_ORDERED', {
      opensBreak: receipt.heldSatang > hold.requestedSatang,
      resendRelease: true,
    });
  }
  if (receipt.orderSequence < progress.appliedSequence) return notApplied('SUPERSEDED');
  if (receipt.result === 'PENDING') return notApplied('PENDING');
  // All stays reserved until the order that takes over is answered.
  if (receipt.isTakenOver === true && !HOLDING_STATES.includes(hold.state)) return notApplied('TAKES_OVER');
  const seized = receipt.heldUnder?.satang ?? hold.seizedSatang ?? 0n;
  const named = receipt.heldSatang + seized + receipt.attributedOnwardSatang;
  if (named > hold.requestedSatang) {
    return notApplied('MORE_THAN_REQUESTED', { opensBreak: true });
  }
  const outcome =
    hold.state === 'held' || hold.state === 'partly_held'
      ? stillReserving(hold, laterAnswer(hold, progress, receipt, receipt.result), progress)
      : firstAnswer(hold, progress, receipt, receipt.result);
  return receipt.isOutdated === true ? contradictedSince(outcome) : outcome;
}

/**
 * Calls a person where an answer that money is held comes after the later word that nothing is: in their own order
 * the later one contradicts what is held, and the order of arrival must not hide that.
 */
function contradictedSince(outcome: ReceiptOutcome): ReceiptOutcome {
  if (!outcome.apply || !HOLDING_STATES.includes(outcome.state)) return outcome;
  return { ...outcome, opensBreak: outcome.opensBreak ?? 'INCONSISTENT' };
}

/** Answers that nothing is there any more, which name where it went. */
const GONE: readonly ReceiptResult[] = ['NO_FUNDS', 'ACCOUNT_CLOSED'];

/**
 * Returns whether a receipt goes on with the answer that nothing was there: it names more of the later
 * debits, for which the one before had no room. The hold stays over, and the money is followed.
 */
function goesOnNaming(hold: HoldFacts, { appliedSequence }: OrderProgress, receipt: ReceiptFacts): boolean {
  const { result, heldSatang, heldUnder, orderSequence, namesMore = false } = receipt;
  const isOfAnswer = namesMore && hold.state === 'no_funds' && orderSequence === appliedSequence;
  return isOfAnswer && GONE.includes(result) && heldSatang === 0n && heldUnder === undefined;
}

/**
 * Decides about money reported as held although the hold is over. A released hold is released
 * again; a person hears of it when the order was applied after the release, which it never may be.
 * Any other end is for a person.
 */
function afterEnd(hold: HoldFacts, receipt: ReceiptFacts): ReceiptOutcome {
  if (hold.state === 'seized') return notApplied('HOLD_ENDED');
  // Nothing is revived, and the victim was told something else: a person asks the authority.
  if (receipt.heldUnder !== undefined) return notApplied('HOLD_ENDED', { opensBreak: true });
  if (receipt.heldSatang === 0n) return notApplied('HOLD_ENDED');
  return notApplied('HOLD_ENDED', {
    opensBreak: hold.state !== 'released' || receipt.afterLetGo === true,
    resendRelease: hold.state === 'released',
  });
}

function firstAnswer(hold: HoldFacts, progress: OrderProgress, receipt: ReceiptFacts, result: Answer): ReceiptOutcome {
  const { heldSatang } = receipt;
  const inconsistent = notApplied('INCONSISTENT', { opensBreak: true });
  if (receipt.heldUnder !== undefined && !MAY_BE_SPLIT.includes(result)) return inconsistent;
  switch (result) {
    case 'HELD_FULL':
      return heldSatang === hold.requestedSatang ? applied(hold, 'held', heldSatang, null) : inconsistent;
    case 'HELD_PARTIAL':
      if (heldSatang <= 0n || heldSatang >= hold.requestedSatang) return inconsistent;
      return beside(applied(hold, 'partly_held', heldSatang, null), receipt.heldUnder);
    case 'NO_FUNDS':
    case 'HELD_BEFORE':
    case 'ACCOUNT_CLOSED':
    case 'NOT_FOUND':
    case 'REFUSED_LEGAL':
      if (heldSatang !== 0n) return inconsistent;
      // While a newer order is under way, its answer decides the end: the order of arrival must
      // not.
      if (receipt.orderSequence < progress.currentSequence) return notApplied('SUPERSEDED');
      if (receipt.heldUnder !== undefined) return seized(hold, receipt.heldUnder);
      // Another authority may hold it: all stays reserved until the institution says more.
      if (receipt.isUnexplained === true) return notApplied('REFUSED_UNEXPLAINED', { opensBreak: true });
      return applied(hold, result === 'REFUSED_LEGAL' ? 'refused' : 'no_funds', 0n, result);
    default:
      return unreachable(result);
  }
}

/** All that another authority keeps is what the hold keeps. */
const NOTHING_BESIDE = { satang: 0n, by: null } as const;

/**
 * Keeps what another authority holds reserved, so that nobody orders it elsewhere; no time and no
 * release of ours frees it. A person asks that authority what becomes of it.
 */
function seized(hold: HoldFacts, { authority, satang }: HeldUnder): ReceiptOutcome {
  if (satang <= 0n) return notApplied('INCONSISTENT', { opensBreak: true });
  const outcome = applied(hold, 'seized', satang, HELD_UNDER[authority], HELD_UNDER[authority]);
  return outcome.apply ? { ...outcome, seized: NOTHING_BESIDE } : outcome;
}

/** Answers of which a part may be another authority's: all else names one that holds it, or none. */
const MAY_BE_SPLIT: readonly Answer[] = ['HELD_FULL', 'HELD_PARTIAL', 'REFUSED_LEGAL'];

/** Notes what another authority keeps beside what is held, where an answer says so. */
function beside(outcome: ReceiptOutcome, heldUnder: HeldUnder | undefined): ReceiptOutcome {
  if (!outcome.apply || heldUnder === undefined) return outcome;
  if (heldUnder.satang <= 0n) return notApplied('INCONSISTENT', { opensBreak: true });
  return { ...outcome, seized: { satang: heldUnder.satang, by: heldUnder.authority } };
}

/**
 * Keeps the amount of an unanswered order that raises the hold reserved, as far as no other
 * authority took it meanwhile.
 */
function stillReserving(
  hold: HoldFacts,
  outcome: ReceiptOutcome,
  { raisedToSatang = 0n }: OrderProgress,
): ReceiptOutcome {
  if (!outcome.apply || !LIVE_HOLD_STATES.includes(outcome.state)) return outcome;
  const before = hold.seizedSatang ?? 0n;
  const most = hold.reservedSatang + before - (outcome.seized?.satang ?? before);
  return { ...outcome, reservedSatang: maxSatang(outcome.heldSatang, minSatang(raisedToSatang, most)) };
}

/**
 * Returns by how much another authority keeps more than before, beside what is held; null where an
 * answer cannot be true of it: only `hold.lapsed` lets such money go, and one authority is known.
 */
function newlySeized({ seizedSatang = 0n, seizedBy }: HoldFacts, heldUnder: HeldUnder | undefined): Satang | null {
  if (heldUnder === undefined) return 0n;
  if (seizedSatang > 0n && seizedBy !== heldUnder.authority) return null;
  return heldUnder.satang < seizedSatang ? null : heldUnder.satang - seizedSatang;
}

/**
 * Decides about an answer when money is held already: to an extension, to an order that raises the
 * hold, or a correction. The first answer freed the rest, which may be reserved elsewhere by now,
 * so the amount grows only by an order that reserved more. A smaller amount than was held, or than
 * an order let the institution keep, is believed, and the institution must explain it. What another
 * authority took of it explains as much; the rest stays ours, by its own clock.
 */
function laterAnswer(hold: HoldFacts, progress: OrderProgress, receipt: ReceiptFacts, result: Answer): ReceiptOutcome {
  const { heldSatang } = receipt;
  const inconsistent = notApplied('INCONSISTENT', { opensBreak: true });
  if (receipt.heldUnder !== undefined && !MAY_BE_SPLIT.includes(result)) return inconsistent;
  const taken = newlySeized(hold, receipt.heldUnder);
  if (taken === null) return inconsistent;
  const ordered = receipt.orderedSatang ?? hold.heldSatang;
  const most = minSatang((receipt.raises === true ? hold.reservedSatang : hold.heldSatang) - taken, ordered);
  switch (result) {
    case 'HELD_FULL':
    case 'HELD_PARTIAL':
      if (heldSatang > most) return notApplied('MORE_THAN_REQUESTED', { opensBreak: true });
      if (heldSatang <= 0n) return inconsistent;
      if (result === 'HELD_FULL' && heldSatang !== most) return inconsistent;
      return beside(
        applied(
          hold,
          heldSatang === hold.requestedSatang ? 'held' : hold.state,
          heldSatang,
          null,
          heldSatang < minSatang(hold.heldSatang - taken, ordered) ? 'HELD_MONEY_GONE' : null,
        ),
        receipt.heldUnder,
      );
    case 'NO_FUNDS':
    case 'ACCOUNT_CLOSED':
    case 'NOT_FOUND':
      // Only the answer to a later order can report that the held money is gone.
      if (heldSatang !== 0n || receipt.orderSequence === 1) return inconsistent;
      // Nothing is held any more, which is a fact; the institution must explain where it went.
      return applied(hold, 'released', 0n, result, 'HELD_MONEY_GONE');
    case 'HELD_BEFORE':
      // It holds by this hold already.
      return inconsistent;
    case 'REFUSED_LEGAL':
      // The institution holds no more than before; the earlier order holds what it held.
      if (receipt.raises === true && heldSatang === 0n && receipt.orderSequence > progress.appliedSequence) {
        return notApplied('RAISE_REFUSED', { opensBreak: receipt.heldUnder !== undefined });
      }
      // All that is held stays where it is, by order of another authority.
      if (heldSatang === 0n && receipt.heldUnder !== undefined && taken === hold.heldSatang)
        return seized(hold, receipt.heldUnder);
      // A refused extension leaves the earlier order in force until its expiry: a person must act.
      return inconsistent;
    default:
      return unreachable(result);
  }
}
