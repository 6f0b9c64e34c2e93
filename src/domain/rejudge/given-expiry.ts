import type { ExpiryInput } from '../hold/order/expiry.js';
import type { HoldKind } from '../hold/hold.js';
import type { ComplaintClock } from '../hold/order/power-onward.js';
import type { Section6Clock } from '../hold/end/section6-end.js';
import type { RuleId } from '../rulebook/row.js';

/** The newest order of a hold as it was given. */
export interface GivenOrder {
  kind: HoldKind;
  issuedAt: Date;
  /** The rule that set its expiry. */
  expiryRule: RuleId;
  /** When the first order of the hold was issued. */
  holdOrderedAt: Date;
  /** From when P-URG is counted, where the urgent time began anew. */
  urgentFrom: Date | null;
  /** The clock of the notice that the order rests on; null without one. */
  section6: Section6Clock | null;
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
  const { kind, issuedAt, holdOrderedAt, urgentFrom, section6, expiryRule, complaint, until } = order;
  return {
    kind,
    issuedAt: kind === 'section7' ? holdOrderedAt : issuedAt,
    debitConfirmed: expiryRule !== 'P-URG',
    urgentFrom,
    complaint,
    until,
    ...(section6 === null ? {} : { section6 }),
  };
}
