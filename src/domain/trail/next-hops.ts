import { type Satang, maxSatang, minSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';
import { listParameter, numberParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { inText, inTime } from './attribution.js';

/** The kind of ordinary payment that is not followed by itself: goods from a shop, or a wage. */
export const SHIELDS = ['merchant', 'payroll'] as const;
export type Shield = (typeof SHIELDS)[number];

/** A later debit that carried stolen money on, as the institution answers. */
export interface OnwardDebit {
  transferId: string;
  /**
   * The receiving account; `awaited` while only a PromptPay id is known; null when the money left
   * the rails (cash, card, crypto, abroad).
   */
  account: Account | 'awaited' | null;
  amountSatang: Satang;
  /** The part of the debit that is stolen money. */
  attributedSatang: Satang;
  at: Date;
  /** The kind of ordinary payment, when the institution says that it was one. */
  paidTo: Shield | null;
}

/** Where the trail stands when an answer arrives. */
export interface TrailContext {
  /** The hop of the hold that answered; 0 is the account that the victim paid. */
  hop: number;
  /** The account that the stolen money was taken from. */
  victimAccount: Account;
  /** When the stolen money reached the account of that hold. */
  creditedAt: Date;
  /** How much of the stolen sum no live hold reserves. */
  freeSatang: Satang;
  /**
   * The power of that hold also reaches the next institution, or only these accounts there, by their
   * keys; else a person must order there.
   */
  powerReaches: boolean | ReadonlySet<string>;
  /** The accounts that this sum's trail was followed into. */
  accountsSoFar: AccountsSoFar;
  /** The institutions that take part, of those that the debits at hand went to. */
  enrolled: ReadonlySet<string>;
  /** The transfers that this sum's trail followed, or stopped at, from this credit. */
  alreadyFollowed: ReadonlySet<string>;
}

/**
 * How many accounts a trail was followed into, and the keys of those that the debits at hand went
 * to. An account that is known does not count again.
 */
export interface AccountsSoFar {
  count: number;
  known: ReadonlySet<string>;
}

/** Why the trail is not followed into an account. */
export const STOP_REASONS = [
  'below_minimum',
  'too_old',
  'too_deep',
  'too_many_accounts',
  'off_rails',
  'fully_reserved',
  'already_followed',
  'merchant_shield',
  'payroll_shield',
  'returned_to_victim',
  'no_power',
  'not_enrolled',
] as const;
export type StopReason = (typeof STOP_REASONS)[number];

/** The break of a trail that stops at an institution that takes no part (`not_enrolled`). */
export const RECEIVER_NOT_ENROLLED = 'RECEIVER_NOT_ENROLLED';

/** The reasons to stop at an ordinary payment, to a shop or as a wage. */
export const SHIELD_STOPS: readonly StopReason[] = ['merchant_shield', 'payroll_shield'];

/**
 * The plan for one debit: a hold order, a reason to stop, or neither while it awaits a receiver.
 */
export interface HopPlan {
  transferId: string;
  hop: number;
  attributedSatang: Satang;
  /**
   * `nthAccount` numbers the accounts of the trail from 1; null when the trail was followed into
   * this account before.
   */
  follow: { account: Account; requestedSatang: Satang; nthAccount: number | null } | null;
  stopReason: StopReason | null;
}

/**
 * Decides for each later debit, in order of time, whether the money is followed. Together the
 * orders ask for no more than what is free. A debit carries no more stolen money than its own
 * amount. `traceRule` is the row of P-TRACE in force.
 */
export function planNextHops(onward: readonly OnwardDebit[], context: TrailContext, traceRule: RuleRow): HopPlan[] {
  const hop = context.hop + 1;
  const followed = new Set(context.alreadyFollowed);
  const known = new Set(context.accountsSoFar.known);
  let { count } = context.accountsSoFar;
  let freeSatang = context.freeSatang;
  return inTimeOrder(onward).map((debit) => {
    const attributedSatang = minSatang(debit.attributedSatang, debit.amountSatang);
    const requestedSatang = minSatang(attributedSatang, freeSatang);
    const stopReason = whyStop(
      debit,
      { ...context, accountsSoFar: { count, known }, alreadyFollowed: followed, freeSatang },
      traceRule,
    );
    followed.add(debit.transferId);
    if (stopReason !== null || debit.account === null || debit.account === 'awaited') {
      return { transferId: debit.transferId, hop, attributedSatang, follow: null, stopReason };
    }
    freeSatang -= requestedSatang;
    const { account, transferId } = debit;
    const isFurther = !known.has(accountKey(account));
    if (isFurther) count += 1;
    known.add(accountKey(account));
    const follow = { account, requestedSatang, nthAccount: isFurther ? count : null };
    return { transferId, hop, attributedSatang, follow, stopReason: null };
  });
}

/** Sorts by time, then by id, so that every process plans the same. */
function inTimeOrder(onward: readonly OnwardDebit[]): OnwardDebit[] {
  return [...onward].sort((a, b) => inTime(a.at, b.at) || inText(a.transferId, b.transferId));
}

/** Returns why a debit is not followed, or null; the order of the reasons matters. */
function whyStop(debit: OnwardDebit, context: TrailContext, traceRule: RuleRow): StopReason | null {
  if (context.alreadyFollowed.has(debit.transferId)) return 'already_followed';
  if (debit.account === null) return 'off_rails';
  // A scammer may pay a first "profit" back; the victim's account is never held for the victim's
  // own money.
  const { account } = debit;
  if (account !== 'awaited' && accountKey(account) === accountKey(context.victimAccount)) return 'returned_to_victim';
  if (debit.paidTo !== null && shieldsOf(traceRule).includes(debit.paidTo)) return `${debit.paidTo}_shield`;
  if (context.hop + 1 > numberParameter(traceRule, 'maxHops')) return 'too_deep';
  const ageMs = debit.at.getTime() - context.creditedAt.getTime();
  if (ageMs > numberParameter(traceRule, 'maxDebitAgeMs')) return 'too_old';
  const minimum = minimumOf(traceRule);
  if (isBelowMinimum(minSatang(debit.attributedSatang, debit.amountSatang), traceRule)) return 'below_minimum';
  // The limits below are checked when the receiver is named.
  if (account === 'awaited') return null;
  // Nobody there could be sent an order.
  if (!context.enrolled.has(account.institution)) return 'not_enrolled';
  const isFurther = !context.accountsSoFar.known.has(accountKey(account));
  if (isFurther && context.accountsSoFar.count >= numberParameter(traceRule, 'maxAccounts')) return 'too_many_accounts';
  if (!reaches(context.powerReaches, account)) return 'no_power';
  return context.freeSatang < maxSatang(minimum, 1n) ? 'fully_reserved' : null;
}

/** Returns whether a part is too small to be followed by itself (P-TRACE). */
export function isBelowMinimum(attributedSatang: Satang, traceRule: RuleRow): boolean {
  return attributedSatang < minimumOf(traceRule);
}

function minimumOf(traceRule: RuleRow): Satang {
  return BigInt(numberParameter(traceRule, 'minSatang'));
}

function reaches(power: TrailContext['powerReaches'], account: Account): boolean {
  return typeof power === 'boolean' ? power : power.has(accountKey(account));
}

/** Returns the shields of a row; an old row names none. */
function shieldsOf(traceRule: RuleRow): readonly string[] {
  const shields = traceRule.parameters['shields'];
  return shields === undefined ? [] : listParameter(traceRule, 'shields');
}
