import type { StandingHold } from '../../hold/order/held-for-victim.js';
import type { CaseFacts } from '../../judgement/facts.js';
import { mayOrderSection7 } from '../../judgement/judge.js';
import type { Satang } from '../../money.js';
import type { Account } from '../../party.js';
import type { Rulebook } from '../../rulebook/in-force.js';
import type { NotOrderedCode } from './not-ordered.js';
import { isSmallClaim } from './small-claim.js';

/** A transfer that a complaint reports, when intake decides about its first hold (hop 0). */
export interface ReportedMoney {
  transferId: string;
  /** The account that the victim paid; null while only a PromptPay id is known. */
  account: Account | null;
  /** It went to an institution that takes no part. */
  isOffRail: boolean;
  /** What stands on it by an earlier report of the same transfer. */
  standing: StandingHold;
  /** Section 7 gives no order for it any more, by the complaint that started its time. */
  timeIsOver: boolean;
}

/**
 * The decision about a first hold: the account to order it at, or the code of why nothing is
 * ordered. One of the two always stands.
 */
export type FirstHold = { orderAt: Account; refusal: null } | { orderAt: null; refusal: NotOrderedCode };

/**
 * Decides whether intake orders the first hold (hop 0) of a reported transfer. The notice of the
 * victim who holds the account suspends the money at once, without a decision (section 7).
 * Refusals: `SECTION7.RECEIVER_OUTSIDE`, which no order can reach; those of `mayOrderSection7`;
 * `SECTION7.TOO_SMALL` where the victim claims too little of the account (P-SMALL);
 * `SECTION7.HELD_ALREADY` where a hold stands for this victim; `SECTION7.BEING_RELEASED` until an
 * institution has let go of an earlier one; `SECTION7.LET_GO` where a person let the money go with a
 * reason; `SECTION7.TIME_OVER`.
 */
export function decideFirstHold(money: ReportedMoney, facts: CaseFacts, rulebook: Rulebook, now: Date): FirstHold {
  if (money.isOffRail) return { orderAt: null, refusal: 'SECTION7.RECEIVER_OUTSIDE' };
  const allowed = mayOrderSection7(facts, money.transferId, rulebook, now);
  if (!allowed.ok) return { orderAt: null, refusal: allowed.code };
  if (money.account === null) return { orderAt: null, refusal: 'SECTION7.ACCOUNT_UNKNOWN' };
  if (isSmallClaim(facts, money.transferId, rulebook, now)) return { orderAt: null, refusal: 'SECTION7.TOO_SMALL' };
  if (money.standing === 'held') return { orderAt: null, refusal: 'SECTION7.HELD_ALREADY' };
  if (money.standing === 'let_go') return { orderAt: null, refusal: 'SECTION7.LET_GO' };
  if (money.standing === 'being_released') return { orderAt: null, refusal: 'SECTION7.BEING_RELEASED' };
  if (money.timeIsOver) return { orderAt: null, refusal: 'SECTION7.TIME_OVER' };
  return { orderAt: money.account, refusal: null };
}

/** What stops an order at the first account alone, and not where the money went from there. */
const AT_FIRST_ACCOUNT: readonly NotOrderedCode[] = [
  'SECTION7.HELD_ALREADY',
  'SECTION7.BEING_RELEASED',
  'SECTION7.LET_GO',
  'SECTION7.NOTHING_FREE',
];

/** Returns whether section 7 may order at later accounts of the trail after a refusal at the first. */
export function mayOrderFurther(refusal: NotOrderedCode | null): boolean {
  return refusal === null || AT_FIRST_ACCOUNT.includes(refusal);
}

/**
 * Returns why nothing is ordered at an account where section 7 allows it: orders and suspensions
 * elsewhere have all of the stolen sum. Null when something is free.
 */
export function nothingFree(freeSatang: Satang): 'SECTION7.NOTHING_FREE' | null {
  return freeSatang > 0n ? null : 'SECTION7.NOTHING_FREE';
}
