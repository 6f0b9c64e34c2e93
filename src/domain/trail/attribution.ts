import { type Satang, minSatang } from '../money.js';

/** Stolen money that reached an account and that neither is held there nor explained yet. */
export interface StolenCredit {
  creditId: string;
  at: Date;
  unexplainedSatang: Satang;
}

/** Money that left the account, whatever it was for. */
export interface LaterDebit {
  debitId: string;
  at: Date;
  amountSatang: Satang;
}

/** The part of a debit that carried a credit's stolen money on. */
export interface AttributedPart {
  creditId: string;
  debitId: string;
  attributedSatang: Satang;
}

/**
 * The rule LATER_DEBITS_IN_TIME_ORDER that an order names and the institution applies: debits are
 * taken in order of time, and each carries on what is unexplained of the credits at or before it,
 * the earliest credit first, up to its own amount. It needs no balance, because the centre may not
 * ask for one (section 8/5(4)), and money that was in the account before plays no part. Among equal
 * times the id decides, so that everyone computes alike. The parts come by debit, then by credit; a
 * credit that no debit carried on has none.
 */
export function attributeInTimeOrder(
  credits: readonly StolenCredit[],
  debits: readonly LaterDebit[],
): readonly AttributedPart[] {
  const waiting = [...credits]
    .sort((a, b) => inTime(a.at, b.at) || inText(a.creditId, b.creditId))
    .map((credit) => ({ credit, left: credit.unexplainedSatang }));
  const parts: AttributedPart[] = [];
  for (const debit of [...debits].sort((a, b) => inTime(a.at, b.at) || inText(a.debitId, b.debitId))) {
    let capacity = debit.amountSatang;
    for (const entry of waiting) {
      const attributedSatang = entry.credit.at <= debit.at ? minSatang(entry.left, capacity) : 0n;
      if (attributedSatang <= 0n) continue;
      parts.push({ creditId: entry.credit.creditId, debitId: debit.debitId, attributedSatang });
      entry.left -= attributedSatang;
      capacity -= attributedSatang;
    }
  }
  return parts;
}

/** Order of two instants, for sorting. */
export function inTime(a: Date, b: Date): number {
  return a.getTime() - b.getTime();
}

/** Order of two ids, for sorting: the same on every machine, whatever its language. */
export function inText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
