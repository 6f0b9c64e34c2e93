import type { Payment } from '../simulator/world/books.js';

/** The payments of one account, in order of time. */
interface AccountPayments {
  incoming: readonly Payment[];
  outgoing: readonly Payment[];
}

/** The payments of every account of a world. */
export class AccountLog {
  private readonly byAccount: { incoming: Payment[]; outgoing: Payment[] }[] = [];

  constructor(payments: readonly Payment[]) {
    for (const payment of payments) {
      this.entry(payment.from.index).outgoing.push(payment);
      if (payment.to !== null) this.entry(payment.to.index).incoming.push(payment);
    }
  }

  /** Returns the payments of an account by its place in the world. */
  of(account: number): AccountPayments {
    return this.byAccount[account] ?? { incoming: [], outgoing: [] };
  }

  private entry(account: number): { incoming: Payment[]; outgoing: Payment[] } {
    return (this.byAccount[account] ??= { incoming: [], outgoing: [] });
  }
}

/** Returns the payments of an instant and before, and after another: `after < at <= until`. */
export function within(payments: readonly Payment[], after: number, until: number): readonly Payment[] {
  return payments.slice(firstLater(payments, after), firstLater(payments, until));
}

/** Returns the place of the first payment later than an instant. */
function firstLater(payments: readonly Payment[], instant: number): number {
  let low = 0;
  let high = payments.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((payments[middle]?.at ?? Infinity) <= instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
