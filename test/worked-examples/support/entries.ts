import type { HoldKind } from '../../../src/domain/hold/hold.js';
import { type Account, accountKey } from '../../../src/domain/party.js';
import type { TracedPart } from '../../../src/domain/trail/traced-part.js';
import type { Payment } from './banks.js';

/** A victim's payment and who claims it; its number is that of its sum in the ledger. */
export interface Stolen {
  payment: Payment;
  claims: Set<string>;
}

/** A part of the trail, and the number of its hold in the ledger. */
export interface Entry {
  sum: number;
  /** The power by which it is held, and what goes on from it. */
  kind: Extract<HoldKind, 'section6' | 'section7'>;
  part: Omit<TracedPart, 'hold'>;
  /** The part that this one continues; null for a victim's own. */
  parent: Entry | null;
  hold: number | null;
  account: Account | null;
}

/** Where a payment arrived; null where it left the rails. */
export function accountOf(payment: Payment): Account | null {
  return 'institution' in payment.to ? payment.to : null;
}

/** The stolen sum that a victim's payment is. */
export function sumId(payment: Payment): string {
  return `sum of ${payment.reference}`;
}

/** Whether two accounts are one. */
export function isSame(one: Account, other: Account): boolean {
  return accountKey(one) === accountKey(other);
}
