import type { PromptPay } from '../hold/messages.js';
import type { Satang } from '../money.js';
import { type Account, accountKey } from '../party.js';

/** A transfer as someone reports it: the victim at the hotline, the police, or an institution. */
export interface TransferReport {
  from: Account;
  /** The reference that the sending institution gave. */
  reference: string;
  /** A PromptPay id while the account behind it is not known; null when nothing is. */
  to: Account | { promptPay: PromptPay } | { offRail: string } | null;
  amountSatang: Satang;
  at: Date;
}

export type Sameness = 'same' | 'contradicts' | 'looks_alike' | 'other';

/**
 * Whether two reports speak of one transfer. The sending institution and its reference decide:
 * `same`, or `contradicts` when the other facts do not fit, because then one of the two references
 * is wrong. Another reference is another transfer, yet one of equal amount between the same
 * accounts at nearly the same time `looks_alike`: a mistyped reference, or a victim who paid twice.
 * Only the sending institution's confirmation can tell these apart, so nothing is joined. A
 * receiver that one report does not know fits any, a PromptPay id any account but no money that
 * left the rails; times under one reference may differ, for people misremember.
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
  // Of an id and an account nobody but the sending institution knows whether they belong together.
  if ('promptPay' in one && 'institution' in other) return true;
  if ('institution' in one && 'promptPay' in other) return true;
  return receiverKey(one) === receiverKey(other);
}

function receiverKey(to: NonNullable<TransferReport['to']>): string {
  if ('offRail' in to) return `off the rails:${to.offRail}`;
  return 'promptPay' in to ? `${to.promptPay.kind}/${to.promptPay.value}` : accountKey(to);
}
