import type { ExpiryInput } from '../hold/expiry.js';
import type { HoldKind } from '../hold/hold.js';
import type { ComplaintClock } from '../hold/power-onward.js';
import type { RuleId } from '../rulebook/row.js';

/** The newest order of a hold as it was given. */
export interface GivenOrder {
  kind: HoldKind;
  issuedAt: Date;
  /** The rule that set its expiry. */
  expiryRule: RuleId;
  /** When the first order of the hold was issued. */
  holdOrderedAt: Date;
  /** When the institution was notified of the notice that the order rests on; null without one. */
  notifiedAt: Date | null;
  /** The clock of section 7 as it was when the order was issued; null without a complaint. */
  complaint: ComplaintClock | null;
  /** The date that the freeze request behind the order names, or null. */
  until: Date | null;
}

/**
 * Returns what the expiry of an order was computed from, so that another law can compute it again.
 * An expiry by P-URG means that the debit was unconfirmed.
 */
export function givenExpiry(order: GivenOrder): ExpiryInput {
  const { kind, expiryRule, complaint, until } = order;
  return {
    kind,
    issuedAt: timeCountsFrom(order),
    debitConfirmed: expiryRule !== 'P-URG',
    complaint,
    until,
  };
}

function timeCountsFrom({ kind, issuedAt, holdOrderedAt, notifiedAt }: GivenOrder): Date {
  return kind === 'section7' ? holdOrderedAt : (notifiedAt ?? issuedAt);
}
