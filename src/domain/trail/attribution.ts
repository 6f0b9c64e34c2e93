import { type Satang, minSatang } from '../money.js';

/** Stolen money that reached an account, as far as it is neither held there nor explained yet. */
export interface StolenCredit {
  creditId: string;
  at: Date;
  unexplainedSatang: Satang;
}

/** Money that left the account, for whatever purpose. */
export interface LaterDebit {
  debitId: string;
  at: Date;
  amountSatang: Satang;
}

/** How much of a credit's stolen money a debit carried on. */
export interface AttributedPart {
  creditId: string;
  debitId: string;
  attributedSatang: Satang;
}

/**
 * Attributes stolen money to later debits by the rule LATER_DEBITS_IN_TIME_ORDER, which an order
 * names and the institution applies. It takes debits in order of time. Each carries on what is
 * unexplained of the credits at or before it, the earliest credit first, up to its own amount. The
 * rule needs no balance, because the centre may not ask for one (section 8/5(4)), and money that
 * was in the account before does not count. At equal times the id decides, so that everyone gets
 * the same result. The parts come by debit, then by credit.
 */
export function attributeInTimeOrder(
  credits: readonly StolenCredit[],
  debits: readonly LaterDebit[],
): readonly AttributedPart[] {
  const waiting = [...credits]
    .sort((a, b) => inTime(a.at, b.at) || inText(a.creditId, b.creditId))
    .map((credit) => ({ credit, unexplainedSatang: credit.unexplainedSatang }));
  const parts: AttributedPart[] = [];
  for (const debit of [...debits].sort((a, b) => inTime(a.at, b.at) || inText(a.debitId, b.debitId))) {
    let capacity = debit.amountSatang;
    for (const entry of waiting) {
      const attributedSatang = entry.credit.at <= debit.at ? minSatang(entry.unexplainedSatang, capacity) : 0n;
      if (attributedSatang <= 0n) continue;
      parts.push({ creditId: entry.credit.creditId, debitId: debit.debitId, attributedSatang });
      entry.unexplainedSatang -= attributedSatang;
      capacity -= attributedSatang;
    }
  }
  return parts;
}

/** Compares two instants, for sorting. */
export function inTime(a: Date, b: Date): number {
  return a.getTime() - b.getTime();
}

/** Compares two ids, for sorting; the same on every machine, whatever its language. */
export function inText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
