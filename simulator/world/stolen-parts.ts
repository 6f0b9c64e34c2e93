import { attributeInTimeOrder } from '../../src/domain/trail/attribution.js';
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

/** Stolen money that lies in an account. */
interface Waiting {
  part: StolenPart;
  at: Date;
  leftSatang: number;
}

/**
 * Follows every stolen baht through all payments of the world, in order of time, by the rule that
 * the orders name and the institutions apply, over all thefts at once. Returns the first parts of
 * each theft; the others hang below them.
 */
export function followStolenMoney(
  payments: readonly Payment[],
  thefts: readonly Theft[],
): ReadonlyMap<Theft, readonly StolenPart[]> {
  const theftOf = new Map<Payment, Theft>();
  for (const theft of thefts) for (const payment of theft.payments) theftOf.set(payment, theft);
  const waiting = new Map<number, Waiting[]>();
  const roots = new Map<Theft, StolenPart[]>(thefts.map((theft) => [theft, []]));
  const arrive = (part: StolenPart): void => {
    if (part.payment.to === null) return;
    const { index } = part.payment.to;
    const queue = waiting.get(index) ?? [];
    queue.push({ part, at: new Date(part.payment.at), leftSatang: part.amountSatang });
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

/** Attributes one debit to the stolen money in its account; what is used up is dropped. */
function carryOn(queue: Waiting[] | undefined, payment: Payment): StolenPart[] {
  if (queue === undefined || queue.length === 0) return [];
  const at = new Date(payment.at);
  const byRule = attributeInTimeOrder(
    queue.map(({ leftSatang }, index) => ({
      creditId: String(index).padStart(6, '0'),
      at: queue[index]?.at ?? at,
      unexplainedSatang: BigInt(leftSatang),
    })),
    [{ debitId: String(payment.index), at, amountSatang: BigInt(payment.amountSatang) }],
  );
  const carried = byRule.flatMap(({ creditId, attributedSatang }) => {
    const credit = queue[Number(creditId)];
    if (credit === undefined) return [];
    const { part } = credit;
    const amountSatang = Number(attributedSatang);
    credit.leftSatang -= amountSatang;
    const child = { theft: part.theft, payment, amountSatang, hop: part.hop + 1, parent: part, children: [] };
    part.children.push(child);
    return [child];
  });
  while (queue[0]?.leftSatang === 0) queue.shift();
  return carried;
}

/** Returns a part and all below it. */
export function withAllBelow(part: StolenPart): StolenPart[] {
  const found = [part];
  for (const one of found) found.push(...one.children);
  return found;
}
