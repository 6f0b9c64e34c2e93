import { minSatang, type Satang } from '../../money.js';
import { type Authority, ENDED_HOLD_STATES, type HoldFacts, letGoByOrder, type ReleaseReason } from '../hold.js';
import { isRaising, type OrderOfHold, type ReceiptOutcome, applied, notApplied } from '../receipt-effect.js';

/** An order of a hold that is let go: what it asked for, how it was answered, when it ends. */
export type OrderLetGo = OrderOfHold & { expiresAt: Date };

/** What an institution says that it let go. */
interface LetGo {
  /** The message names the hold of its order. */
  isOfHold: boolean;
  releasedSatang: Satang;
  /** All orders of the hold, oldest first. */
  orders: readonly OrderLetGo[];
}

/** An institution's receipt for a release order. */
export interface ReleaseFacts extends LetGo {
  result: 'RELEASED' | 'NOTHING_HELD';
  /** The time of the receipt, at most by the clock tolerance later than its arrival. */
  at: Date;
}

/**
 * Decides the effect of a release receipt on a hold: only then is the hold over. A receipt that
 * names another hold, or lets go another amount than was held, is not believed.
 */
export function effectOfRelease(hold: HoldFacts, receipt: ReleaseFacts): ReceiptOutcome {
  if (!receipt.isOfHold) return notApplied('OTHER_HOLD', { opensBreak: true });
  if (hold.state === 'release_ordered') {
    if (!mayBeReleased(hold, receipt)) return notApplied('NOT_WHAT_WAS_HELD', { opensBreak: true });
    return applied(hold, 'released', 0n, null);
  }
  if (hold.state === 'released') return notApplied('DUPLICATE');
  if (ENDED_HOLD_STATES.includes(hold.state)) return notApplied('HOLD_ENDED');
  // No release was ordered.
  return notApplied('INCONSISTENT', { opensBreak: true });
}

/**
 * Returns whether a release receipt can be true. Nothing may be held where nothing was confirmed,
 * or when the confirmed order was over by its own time; otherwise what was held is released.
 */
function mayBeReleased(hold: HoldFacts, { result, releasedSatang, orders, at }: ReleaseFacts): boolean {
  if (result === 'RELEASED') return releasedSatang > 0n && mayHaveHeld(hold, orders, releasedSatang);
  const confirmed = lastConfirmed(orders);
  return releasedSatang === 0n && (confirmed === undefined || at >= confirmed.expiresAt);
}

/**
 * Returns whether an institution may have held an amount when it let go: what it confirmed, or
 * what it would hold by a later order that it has not answered; where it confirmed nothing, any
 * amount up to the order's.
 */
function mayHaveHeld(hold: HoldFacts, orders: readonly OrderLetGo[], satang: Satang): boolean {
  const confirmed = lastConfirmed(orders);
  if (confirmed === undefined) return satang <= hold.requestedSatang;
  const unanswered = orders.filter((order) => order.sequence > confirmed.sequence && order.refusedAt === null);
  return (
    satang === hold.heldSatang ||
    unanswered.some((order) =>
      isRaising(order)
        ? satang > hold.heldSatang && satang <= order.requestedSatang
        : satang === minSatang(hold.heldSatang, order.requestedSatang),
    )
  );
}

function lastConfirmed(orders: readonly OrderLetGo[]): OrderLetGo | undefined {
  return orders.findLast(({ receiptSeq }) => receiptSeq > 0);
}

/**
 * Returns how much of what is held the standing order lets go (satang), also where its institution ends
 * the hold before it answers that order. What is decided about money counts from the decision.
 */
export function letGoByStandingOrder(heldSatang: Satang, orders: readonly OrderOfHold[]): Satang {
  const standing = orders.findLast(({ refusedAt }) => refusedAt === null);
  return standing === undefined ? 0n : letGoByOrder(heldSatang, standing.requestedSatang);
}

/** An institution's report that a hold lapsed by itself. */
export interface LapseFacts extends LetGo {
  isCurrentOrder: boolean;
  /** The authority that keeps it no more, where what ended is not the hold of the centre. */
  authority?: Authority | undefined;
  /** Why the hold ends when its time is over, by the row that set it (`reasonOfExpiry`). */
  endsAs: ReleaseReason;
  /** The time of the lapse, not later than the report. */
  at: Date;
  /** How far the institution's clock may differ, in milliseconds. */
  toleranceMs: number;
}

/**
 * Decides the effect of a report that a hold lapsed by itself. A lapse of an order that a newer
 * one replaced changes nothing: the newer order carries the hold on. A lapse of another amount
 * than was held is not believed. A lapse before the hold's expiry takes effect, because nothing is
 * held any more, and opens a break. A lapse in time ends the hold for the same reason as our release
 * would have. A lapse of money under another authority says that the authority ended it. While a release is under way, a lapse acknowledges it, and the reason of the release
 * stays (null).
 */
export function effectOfLapse(hold: HoldFacts, report: LapseFacts): ReceiptOutcome {
  const { isOfHold, isCurrentOrder, authority, endsAs, releasedSatang, orders, at, toleranceMs } = report;
  if (!isOfHold) return notApplied('OTHER_HOLD', { opensBreak: true });
  if (authority !== undefined && hold.state !== 'seized') return endBeside(hold, authority, releasedSatang);
  if (hold.state === 'released') return notApplied('DUPLICATE');
  if (hold.state === 'seized') return endOfAuthority(hold, releasedSatang);
  if (ENDED_HOLD_STATES.includes(hold.state)) return notApplied('HOLD_ENDED');
  if (!isCurrentOrder) return notApplied('SUPERSEDED');
  if (!mayHaveHeld(hold, orders, releasedSatang)) return notApplied('NOT_WHAT_WAS_HELD', { opensBreak: true });
  if (hold.state === 'release_ordered') return applied(hold, 'released', 0n, null);
  const isEarly = at.getTime() < hold.expiresAt.getTime() - toleranceMs;
  if (isEarly) return applied(hold, 'released', 0n, 'LAPSED_EARLY', 'LAPSED_EARLY');
  return applied(hold, 'released', 0n, endsAs);
}

/**
 * Decides about money that another authority held and holds no more: it is free, whatever orders of
 * the centre stood, and a person decides whether it is held again.
 */
function endOfAuthority(hold: HoldFacts, releasedSatang: Satang): ReceiptOutcome {
  if (releasedSatang !== hold.heldSatang) return notApplied('NOT_WHAT_WAS_HELD', { opensBreak: true });
  return applied(hold, 'released', 0n, 'AUTHORITY_ENDED', 'AUTHORITY_ENDED');
}

/**
 * Decides about money that another authority kept beside what the centre's hold held, and keeps no
 * more: it is free, and a person decides whether it is held again. The hold stays as it is.
 */
function endBeside(hold: HoldFacts, authority: Authority, releasedSatang: Satang): ReceiptOutcome {
  const { state, heldSatang, reservedSatang, seizedSatang = 0n, seizedBy = null } = hold;
  if (seizedSatang === 0n || authority !== seizedBy || releasedSatang !== seizedSatang)
    return notApplied('NOT_WHAT_WAS_HELD', { opensBreak: true });
  return {
    apply: true,
    state,
    stateReason: null,
    heldSatang,
    reservedSatang,
    seized: { satang: 0n, by: null },
    opensBreak: 'AUTHORITY_ENDED',
  };
}
