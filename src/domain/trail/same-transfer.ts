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

/** A transfer in the database, as far as a new report of its reference can contradict it. */
export interface StoredTransfer {
  fromAccountNo: string;
  /** Null while only a PromptPay id is known. */
  toInstitution: string | null;
  toAccountNo: string | null;
  /** How the money left the rails; null when it did not. */
  offRail: string | null;
  amountSatang: Satang;
}

/** A report of a transfer from an account of the same institution with the same reference. */
export interface RepeatedReport {
  fromAccountNo: string;
  amountSatang: Satang;
  /** The receiving account; null when the report names only a PromptPay id, or money outside. */
  to: Account | null;
  /** The report names a receiver that takes no part. */
  isOffRail: boolean;
}

/**
 * Decides whether a report of a reference that is in the database already means that transfer. It
 * does not when an account or the amount differs, or when the money left the rails in one of the
 * two only. A receiver that only one side knows fits.
 */
export function isSameTransfer(stored: StoredTransfer, report: RepeatedReport): boolean {
  const isSameReceiver =
    report.to === null ||
    stored.toAccountNo === null ||
    (stored.toInstitution === report.to.institution && stored.toAccountNo === report.to.accountNo);
  return (
    (stored.offRail !== null) === report.isOffRail &&
    stored.fromAccountNo === report.fromAccountNo &&
    stored.amountSatang === report.amountSatang &&
    isSameReceiver
  );
}
