import type { Satang } from '../money.js';
import { type Account, accountKey } from '../party.js';

/** A transfer as someone reports it: the victim at the hotline, the police, or an institution. */
export interface TransferReport {
  from: Account;
  /** The reference that the sending institution gave. */
  reference: string;
  /** Null while only a PromptPay id is known. */
  to: Account | { offRail: string } | null;
  amountSatang: Satang;
  at: Date;
}

export type Sameness = 'same' | 'contradicts' | 'looks_alike' | 'other';

/**
 * Whether two reports speak of one transfer. The sending institution and its reference decide: `same`, or `contradicts` when the other facts do not fit, because
 * then one of the two references is wrong. Another reference is another transfer, yet one of equal amount between the same accounts at nearly the same time
 * `looks_alike`: a mistyped reference, or a victim who paid twice. Only the sending institution's confirmation can tell these apart, so nothing is joined.
 * A receiver that one report does not know fits any; times under one reference may differ, for people misremember.
 */
export function compareReports(one: TransferReport, other: TransferReport, toleranceMs: number): Sameness {
  if (one.from.institution !== other.from.institution) return 'other';
  const receivers = [one.to, other.to].map(receiverKey);
  const factsFit =
    accountKey(one.from) === accountKey(other.from) &&
    one.amountSatang === other.amountSatang &&
    (receivers.includes(null) || receivers[0] === receivers[1]);
  if (one.reference === other.reference) return factsFit ? 'same' : 'contradicts';
  const near = Math.abs(one.at.getTime() - other.at.getTime()) <= toleranceMs;
  return factsFit && near ? 'looks_alike' : 'other';
}

function receiverKey(to: TransferReport['to']): string | null {
  if (to === null) return null;
  return 'offRail' in to ? `off the rails:${to.offRail}` : accountKey(to);
}
