import type { Payment } from './books.js';
import type { Theft } from './gangs.js';

/**
 * Stolen money that reached an account, or left the accounts of the country (`payment.to` is null).
 * A payment has a part for each earlier part that it carried on.
 */
export interface StolenPart {
  theft: Theft;
  payment: Payment;
  amountSatang: number;
  /** 0: the victim's own payment. */
  hop: number;
  parent: StolenPart | null;
  /** The later parts that carried its money on, in order of time. */
  children: StolenPart[];
}

/**
 * Follows every stolen baht through all payments of the world, in order of time: a debit carries
 * on stolen credits before it, the earliest first, up to its amount. This is the rule that the
 * institutions apply (`attributeInTimeOrder` of the domain), over all thefts at once.
 * Returns the first parts of each theft; the others hang below them.
 */
export function followStolenMoney(
  payments: readonly Payment[],
  thefts: readonly Theft[],
): ReadonlyMap<Theft, readonly StolenPart[]> {
  const theftOf = new Map<Payment, Theft>();
  for (const theft of thefts) for (const payment of theft.payments) theftOf.set(payment, theft);
  const waiting = new Map<number, { part: StolenPart; leftSatang: number }[]>();
  const roots = new Map<Theft, StolenPart[]>(thefts.map((theft) => [theft, []]));
  const arrive = (part: StolenPart): void => {
    if (part.payment.to === null) return;
    const { index } = part.payment.to;
    const queue = waiting.get(index) ?? [];
    queue.push({ part, leftSatang: part.amountSatang });
    waiting.set(index, queue);
  };
  for (const payment of payments) {
    const theft = theftOf.get(payment);
    // A victim's account may hold other stolen money; what the victim reports is the victim's own.
    if (theft !== undefined) {
      const part = { theft, payment, amountSatang: payment.amountSatang, hop: 0, parent: null, children: [] };
      roots.get(theft)?.push(part);
      arrive(part);
      continue;
    }
    for (const part of carryOn(waiting.get(payment.from.index), payment)) arrive(part);
  }
  return roots;
}

function carryOn(queue: { part: StolenPart; leftSatang: number }[] | undefined, payment: Payment): StolenPart[] {
  if (queue === undefined) return [];
  const carried: StolenPart[] = [];
  let capacity = payment.amountSatang;
  while (capacity > 0 && queue[0] !== undefined) {
    const first = queue[0];
    const amountSatang = Math.min(first.leftSatang, capacity);
    const { part } = first;
    const child = { theft: part.theft, payment, amountSatang, hop: part.hop + 1, parent: part, children: [] };
    part.children.push(child);
    carried.push(child);
    first.leftSatang -= amountSatang;
    capacity -= amountSatang;
    if (first.leftSatang === 0) queue.shift();
  }
  return carried;
}

/** Returns a part and all below it. */
export function withAllBelow(part: StolenPart): StolenPart[] {
  const found = [part];
  for (const one of found) found.push(...one.children);
  return found;
}
