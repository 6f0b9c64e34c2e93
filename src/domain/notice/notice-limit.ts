import { type Account, accountKey } from '../party.js';
import { type Refusal, refuse } from '../result.js';
import { numberParameter, type Rulebook, ruleInForce } from '../rulebook/in-force.js';
import type { RuleRow } from '../rulebook/row.js';
import { after, HOUR_MS } from '../time.js';

/** The transfers that officers' notices named since the window began. */
export interface EarlierNotices {
  byPerson: number;
  /** At the accounts of the new notice, by anybody. */
  atAccounts: readonly { account: Account; transfers: number }[];
}

/**
 * Returns the names of the locks under which the notices of an officer, and those at accounts, are
 * counted, in a fixed order: two notices at one instant must not pass a cap together.
 */
export function noticeLocks(person: string, accounts: readonly Account[]): string[] {
  const atAccounts = accounts.map((account) => `officer's notices at ${accountKey(account)}`);
  return [...new Set([`officer's notices by ${person}`, ...atAccounts])].sort();
}

/** Orders of section 6 on notices of institutions whose debit nobody has confirmed or denied. */
export interface UnconfirmedOnNotices {
  /** On notices of one institution, at others. */
  byInstitution: number;
  /** At one account, on notices of any institution. */
  atAccount: number;
}

/** What decides whether an order on a notice waits for the confirmation of the debit. */
export interface NoticedOrder {
  /** The notice is an institution's own suspicion; an officer's has its own caps. */
  isInstitutions: boolean;
  /** The account is at the institution that gave the notice: it suspends there by itself. */
  isAtGiver: boolean;
  isDebitConfirmed: boolean;
}

/** Returns whether the caps of P-NOTICE count an order on a notice. */
export function isCappedOrder({ isInstitutions, isAtGiver, isDebitConfirmed }: NoticedOrder): boolean {
  return isInstitutions && !isAtGiver && !isDebitConfirmed;
}

/**
 * Returns whether one more order on an institution's notice waits until the debit behind it is
 * confirmed (P-NOTICE): no institution may hold money at others by the hundred on credits that
 * nobody else has seen. The notice is taken and nothing of it is lost: the order follows the
 * confirmation, and a person may suspend before.
 */
export function waitsForDebit({ byInstitution, atAccount }: UnconfirmedOnNotices, rule: RuleRow): boolean {
  return byInstitution >= numberParameter(rule, 'maxUnconfirmed') || atAccount >= numberParameter(rule, 'maxPerTarget');
}

/** Returns the names of the locks under which the orders on notices of an institution are counted. */
export function orderLocks(party: string, account: Account): string[] {
  return [`orders on notices at ${accountKey(account)}`, `orders on notices of ${party}`];
}

/** Returns since when earlier notices count (P-NOTICE). */
export function noticeWindowStart(rulebook: Rulebook, now: Date): Date {
  return after(now, -numberParameter(ruleInForce(rulebook, 'P-NOTICE', now), 'limitHours') * HOUR_MS);
}

/**
 * Returns why an officer may not name these receivers in another notice, or null (P-NOTICE).
 * Refusals: `NOTICE.TARGET_LIMIT`, `NOTICE.PERSON_LIMIT`.
 */
export function noticeLimitReached(
  receivers: readonly Account[],
  { byPerson, atAccounts }: EarlierNotices,
  { rulebook, now }: { rulebook: Rulebook; now: Date },
): Refusal | null {
  const rule = ruleInForce(rulebook, 'P-NOTICE', now);
  const maxPerTarget = numberParameter(rule, 'maxPerTarget');
  const isBeyond = receivers.some((receiver) => withNotice(receiver, receivers, atAccounts) > maxPerTarget);
  if (isBeyond) {
    return refuse(
      'NOTICE.TARGET_LIMIT',
      'officers named as many transfers at an account as the policy allows: two persons of the centre suspend there',
    );
  }
  return byPerson + receivers.length > numberParameter(rule, 'maxPerPerson')
    ? refuse(
        'NOTICE.PERSON_LIMIT',
        'you named as many transfers in notices as the policy allows: another officer must give this one',
      )
    : null;
}

/** The transfers that customers told their banks of since the window began. */
export interface EarlierOfCustomers {
  /** Of which the bank of the new notice gave notice. */
  ofBank: number;
  /** At the accounts of the new notice, by any bank. */
  atAccounts: EarlierNotices['atAccounts'];
  /** From the account that was debited: what one customer told. */
  ofDebited: number;
}

/** Returns the name of the lock under which what the customers of a bank told it is counted. */
export function customerLock(party: string): string {
  return `what customers told ${party}`;
}

/**
 * Returns why a bank may not give notice of these receivers by the word of its customer, or null
 * (P-NOTICE): that word confirms the debit by itself, so a stolen key of one bank must not hold money at
 * others without end, nor one customer make a bank do so for him. Nothing is lost for the customer, who reports to 1441. A row from before the cap
 * has none. Refusal: `NOTICE.CUSTOMER_LIMIT`.
 */
export function customerLimitReached(
  receivers: readonly Account[],
  { ofBank, atAccounts, ofDebited }: EarlierOfCustomers,
  rule: RuleRow,
): Refusal | null {
  const { maxOfCustomers: most, maxPerDebited = null } = rule.parameters;
  if (typeof most !== 'number') return null;
  if (typeof maxPerDebited === 'number' && ofDebited + receivers.length > maxPerDebited) {
    return refuse(
      'NOTICE.CUSTOMER_LIMIT',
      'the debited account has as many transfers as the policy allows for a day: let the customer report to 1441',
    );
  }
  const maxPerTarget = numberParameter(rule, 'maxPerTarget');
  const isBeyond = receivers.some((receiver) => withNotice(receiver, receivers, atAccounts) > maxPerTarget);
  return isBeyond || ofBank + receivers.length > most
    ? refuse(
        'NOTICE.CUSTOMER_LIMIT',
        'the bank or the account has as many transfers of customers as the policy allows for a day: let the customer report to 1441',
      )
    : null;
}

/** Returns how many transfers at a receiver there are with the new notice. */
function withNotice(
  receiver: Account,
  receivers: readonly Account[],
  atAccounts: EarlierNotices['atAccounts'],
): number {
  const key = accountKey(receiver);
  const before = atAccounts.find(({ account }) => accountKey(account) === key)?.transfers ?? 0;
  return before + receivers.filter((other) => accountKey(other) === key).length;
}
