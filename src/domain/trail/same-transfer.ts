import type { PromptPay } from '../hold/messages.js';
import type { Satang } from '../money.js';
import { type Account, accountKey } from '../party.js';

/** A transfer as somebody reports it: the victim at the hotline, the police, or an institution. */
export interface TransferReport {
  from: Account;
  /** The reference that the sending institution gave. */
  reference: string;
  /** A PromptPay id while the account behind it is not known; null when nothing is. */
  to: Account | { promptPay: PromptPay } | { offRail: string } | null;
  amountSatang: Satang;
  at: Date;
}

/** How two reports of transfers relate to each other. */
export type Sameness = 'same' | 'contradicts' | 'looks_alike' | 'other';

/**
 * Decides whether two reports are about one transfer. The sending institution and its reference
 * decide: `same`, or `contradicts` when the other facts do not fit, because then one of the two
 * references is wrong. Another reference is another transfer. One of equal amount between the same
 * accounts at nearly the same time `looks_alike`: a mistyped reference, or a victim who paid
 * twice. Only the sending institution can tell these apart, so nothing is joined.
 *
 * A receiver that one report does not know fits any. A PromptPay id fits any account, but not
 * money that left the rails. Times under one reference may differ, because people misremember.
 */
export function compareReports(one: TransferReport, other: TransferReport, toleranceMs: number): Sameness {
  if (one.from.institution !== other.from.institution) return 'other';
  const factsFit =
    accountKey(one.from) === accountKey(other.from) &&
    one.amountSatang === other.amountSatang &&
    receiversFit(one.to, other.to);
  if (one.reference === other.reference) return factsFit ? 'same' : 'contradicts';
  const near = Math.abs(one.at.getTime() - other.at.getTime()) <= toleranceMs;
  return factsFit && near ? 'looks_alike' : 'other';
}

/**
 * Returns whether an institution names who got money of its own debit that it said before had left the rails (cash, a
 * card, abroad). One of its two words is wrong. Only the later one can be followed, so it counts at once, and a
 * person asks which is true.
 */
export function isOnRailsAfterAll(before: TransferReport, now: TransferReport): boolean {
  const wasOff = before.to !== null && 'offRail' in before.to;
  const isNamed = now.to !== null && !('offRail' in now.to);
  return wasOff && isNamed && compareReports({ ...before, to: null }, now, 0) === 'same';
}

function receiversFit(one: TransferReport['to'], other: TransferReport['to']): boolean {
  if (one === null || other === null) return true;
  // Only the sending institution knows whether a PromptPay id stands for an account.
  if ('promptPay' in one && 'institution' in other) return true;
  if ('institution' in one && 'promptPay' in other) return true;
  return receiverKey(one) === receiverKey(other);
}

function receiverKey(to: NonNullable<TransferReport['to']>): string {
  if ('offRail' in to) return `off the rails:${to.offRail}`;
  return 'promptPay' in to ? `${to.promptPay.kind}/${to.promptPay.value}` : accountKey(to);
}

/** A claim about a transfer: what somebody says of a reference of the sending institution. */
export interface TransferClaim {
  fromAccountNo: string;
  /** Null where the claim names a PromptPay id, or money outside, and no account. */
  to: Account | null;
  /** The PromptPay id that the claim names, also after the account behind it was named. */
  promptPay: PromptPay | null;
  /** How the money left the rails; null when it did not. */
  offRail: string | null;
  amountSatang: Satang;
  transferredAt: Date;
}

/** A claim in the database. */
export interface StoredClaim extends TransferClaim {
  /** The sending institution has confirmed it, or named the transfer itself. */
  isVouchedFor: boolean;
}

/**
 * Whether the time of a report makes it another claim. It does where a victim reports. A notice of
 * suspicion speaks of the money and not of the minute.
 */
export type TimeOfReport = 'decides' | 'may_differ';

/**
 * Decides whether a report of a reference is the same claim as a stored one. All facts decide,
 * because a report that differs may be the true one: it stands beside the other. Once the sending
 * institution has vouched for a claim, the time decides no more, because people misremember it,
 * and a report may name the account that the institution named behind a PromptPay id.
 */
export function isSameClaim(stored: StoredClaim, report: TransferClaim, time: TimeOfReport): boolean {
  return (
    stored.fromAccountNo === report.fromAccountNo &&
    stored.amountSatang === report.amountSatang &&
    stored.offRail === report.offRail &&
    namesSameReceiver(stored, report) &&
    (stored.isVouchedFor || time === 'may_differ' || stored.transferredAt.getTime() === report.transferredAt.getTime())
  );
}

function namesSameReceiver(stored: StoredClaim, { to, promptPay }: TransferClaim): boolean {
  if (promptPay !== null)
    return stored.promptPay?.kind === promptPay.kind && stored.promptPay.value === promptPay.value;
  if (to === null) return stored.to === null && stored.promptPay === null;
  if (stored.promptPay !== null && !stored.isVouchedFor) return false;
  return stored.to !== null && accountKey(stored.to) === accountKey(to);
}
