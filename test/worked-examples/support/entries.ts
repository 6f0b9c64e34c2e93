import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { type Account, accountKey } from '../../../src/domain/party.js';
import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import type { Payment } from './banks.js';

/** A victim's payment and its claimants; its index is the number of its sum in the ledger. */
export interface Stolen {
  payment: Payment;
  claims: Set<string>;
}

/** A part of the trail with the number of its hold in the ledger. */
export interface Entry {
  sum: number;
  /** The power that holds this part, and the parts that continue it. */
  kind: Extract<HoldKind, 'section6' | 'section7'>;
  part: Omit<TracedPart, 'hold'>;
  /** The part that this one continues; null for the victim's payment. */
  parent: Entry | null;
  hold: number | null;
  account: Account | null;
}

/** Returns the account that received a payment; null when the money left the rails. */
export function accountOf(payment: Payment): Account | null {
  return 'institution' in payment.to ? payment.to : null;
}

/** Returns the id of the stolen sum of a victim's payment. */
export function sumId(payment: Payment): string {
  return `sum of ${payment.reference}`;
}

/** Returns whether two accounts are the same. */
export function isSame(one: Account, other: Account): boolean {
  return accountKey(one) === accountKey(other);
}
