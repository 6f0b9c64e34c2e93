import type { CaseFacts } from '../judgement/facts.js';
import { mayOrderSection7 } from '../judgement/judge.js';
import type { Account } from '../party.js';
import type { Rulebook } from '../rulebook/in-force.js';

/** A transfer that a complaint reports, when intake decides about its first hold (hop 0). */
export interface ReportedMoney {
  transferId: string;
  /** The account that the victim paid; null while only a PromptPay id is known. */
  account: Account | null;
  /** Its money was held on an earlier report of the same transfer. */
  alreadyHeld: boolean;
}

/**
 * The decision about a first hold: the account to order it at, or null. `refusal` is the code by
 * which section 7 refuses it; null when no rule refuses it.
 */
export interface FirstHold {
  orderAt: Account | null;
  refusal: string | null;
}

/**
 * Decides whether intake orders the first hold (hop 0) of a reported transfer. The notice of the
 * victim who holds the account suspends the money at once, without a decision (section 7).
 * Refusals are those of `mayOrderSection7`.
 */
export function decideFirstHold(money: ReportedMoney, facts: CaseFacts, rulebook: Rulebook, now: Date): FirstHold {
  const allowed = mayOrderSection7(facts, money.transferId, rulebook, now);
  if (!allowed.ok) return { orderAt: null, refusal: allowed.code };
  return { orderAt: money.alreadyHeld ? null : money.account, refusal: null };
}
