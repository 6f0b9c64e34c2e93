import { type Satang, maxSatang, minSatang } from '../money.js';
import { type Account, accountKey } from '../party.js';
import { listParameter, numberParameter } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { inText, inTime } from './attribution.js';

/**
 * Why a payment is not followed into an account by itself: a shop was paid for goods, or a wage was
 * paid.
 */
export type Shield = 'merchant' | 'payroll';

/** A later debit that, by the institution's answer, carried stolen money on. */
export interface OnwardDebit {
  transferId: string;
  /**
   * Where it went; `awaited` while only a PromptPay id is known; null when it left the rails (cash,
   * card, crypto, abroad).
   */
  account: Account | 'awaited' | null;
  amountSatang: Satang;
  /** The part of the debit that is stolen money. */
  attributedSatang: Satang;
  at: Date;
  /**
   * Who received it, when the institution says that this was an ordinary payment to a shop or a
   * wage.
   */
  paidTo: Shield | null;
}

/** Where the trail stands when an answer arrives. */
export interface TrailContext {
  /** Hop of the hold that answered; 0 is the account that the victim paid. */
  hop: number;
  /** The account that the stolen money was taken from. */
  victimAccount: Account;
  /** When the stolen money reached the account that answered. */
  creditedAt: Date;
  /** Of the stolen sum, what no live hold reserves. */
  freeSatang: Satang;
  /**
   * The power of the hold that answered reaches the next institution by itself; where it does not,
   * a person must order there.
   */
  powerReaches: boolean;
  /** The accounts into which this sum's trail was followed. */
  accountsSoFar: AccountsSoFar;
  /**
   * Transfers that this sum's trail has followed, or stopped at, from this credit: at a merge each
   * credit carries its own part on.
   */
  alreadyFollowed: ReadonlySet<string>;
}

/**
 * How many accounts a trail was followed into, and the keys of those among them that the debits at
 * hand went to: one that is known already is no further one.
 */
export interface AccountsSoFar {
  count: number;
  known: ReadonlySet<string>;
}

export type StopReason =
  | 'below_minimum'
  | 'too_old'
  | 'too_deep'
  | 'too_many_accounts'
  | 'off_rails'
  | 'fully_reserved'
  | 'already_followed'
  | 'merchant_shield'
  | 'payroll_shield'
  | 'returned_to_victim'
  | 'no_power';

/** Why a trail stops at an ordinary payment: the institution says that a shop or a wage was paid. */
export const SHIELD_STOPS: readonly StopReason[] = ['merchant_shield', 'payroll_shield'];

/**
 * One edge of the trail: followed by a hold order, stopped for a reason, or neither while its
 * receiver is awaited.
 */
export interface HopPlan {
  transferId: string;
  hop: number;
  attributedSatang: Satang;
  /**
   * `nthAccount`: the how many-th of the trail's accounts it is; null when the trail was followed
   * there before.
   */
  follow: { account: Account; requestedSatang: Satang; nthAccount: number | null } | null;
  stopReason: StopReason | null;
}

/**
 * Decides for each onward debit whether the money is followed, in order of time. The amounts asked
 * for never exceed together what is free. A debit carries no more stolen money than its own amount.
 * `traceRule` is the P-TRACE row in force.
 */
export function planNextHops(onward: readonly OnwardDebit[], context: TrailContext, traceRule: RuleRow): HopPlan[] {
  const hop = context.hop + 1;
  const seen = new Set(context.alreadyFollowed);
  const known = new Set(context.accountsSoFar.known);
  let { count } = context.accountsSoFar;
  let freeSatang = context.freeSatang;
  return inTimeOrder(onward).map((debit) => {
    const attributedSatang = minSatang(debit.attributedSatang, debit.amountSatang);
    const requestedSatang = minSatang(attributedSatang, freeSatang);
    const stopReason = whyStop(
      debit,
      { ...context, accountsSoFar: { count, known }, alreadyFollowed: seen, freeSatang },
      traceRule,
    );
    seen.add(debit.transferId);
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

/** By time, then by id, so that every process plans alike. */
function inTimeOrder(onward: readonly OnwardDebit[]): OnwardDebit[] {
  return [...onward].sort((a, b) => inTime(a.at, b.at) || inText(a.transferId, b.transferId));
}

function whyStop(debit: OnwardDebit, context: TrailContext, traceRule: RuleRow): StopReason | null {
  if (context.alreadyFollowed.has(debit.transferId)) return 'already_followed';
  if (debit.account === null) return 'off_rails';
  // A scammer who pays a first "profit" back: the victim's own account is never held for the
  // victim's own money.
  const { account } = debit;
  if (account !== 'awaited' && accountKey(account) === accountKey(context.victimAccount)) return 'returned_to_victim';
  if (debit.paidTo !== null && shieldsOf(traceRule).includes(debit.paidTo)) return `${debit.paidTo}_shield`;
  if (context.hop + 1 > numberParameter(traceRule, 'maxHops')) return 'too_deep';
  const ageMs = debit.at.getTime() - context.creditedAt.getTime();
  if (ageMs > numberParameter(traceRule, 'maxDebitAgeMs')) return 'too_old';
  const minimum = BigInt(numberParameter(traceRule, 'minSatang'));
  const attributedSatang = minSatang(debit.attributedSatang, debit.amountSatang);
  if (attributedSatang < minimum) return 'below_minimum';
  // Whether it is a further account, and what is free for it then, shows when it is named.
  if (account === 'awaited') return null;
  const isFurther = !context.accountsSoFar.known.has(accountKey(account));
  if (isFurther && context.accountsSoFar.count >= numberParameter(traceRule, 'maxAccounts')) return 'too_many_accounts';
  if (!context.powerReaches) return 'no_power';
  return context.freeSatang < maxSatang(minimum, 1n) ? 'fully_reserved' : null;
}

/** A row from before there were shields names none. */
function shieldsOf(traceRule: RuleRow): readonly string[] {
  const shields = traceRule.parameters['shields'];
  return shields === undefined ? [] : listParameter(traceRule, 'shields');
}
