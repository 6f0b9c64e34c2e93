import type { PromptPay } from '../../hold/messages.js';
import type { Account } from '../../party.js';

/** Where a reported transfer went, as the trail keeps it; at most one of the three is known. */
export interface ReportedReceiver {
  account: Account | null;
  promptPay: PromptPay | null;
  /** Why the trail ends there; null where it does not. */
  offRail: 'outside' | null;
}

/**
 * Returns where a reported transfer went. An account at an institution that takes no part (a
 * foreign bank, an operator that nobody enrolled) receives no orders: the money is off the rails,
 * and only the complaint as received names the account.
 */
export function reportedReceiver(
  to: { account: Account } | { promptPay: PromptPay },
  takesPart: (institution: string) => boolean,
): ReportedReceiver {
  if ('promptPay' in to) return { account: null, promptPay: to.promptPay, offRail: null };
  return takesPart(to.account.institution)
    ? { account: to.account, promptPay: null, offRail: null }
    : { account: null, promptPay: null, offRail: 'outside' };
}
