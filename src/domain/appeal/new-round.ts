import type { HoldKind } from '../hold/hold.js';

/** An order of a hold, as far as it tells whether the hold was decided on anew. */
export interface OrderOfHold {
  sequence: number;
  kind: HoldKind;
  issuedAt: Date;
  expiresAt: Date;
  /** When its institution refused it: the order before it still stands. */
  refusedAt: Date | null;
}

/**
 * Powers that only a person's decision uses. The hours of section 7 and the days of section 6 run
 * by themselves, and nobody weighed anything anew.
 */
const DECIDED_BY_PERSONS: readonly HoldKind[] = ['aoc_suspension', 'continue_order', 'whole_account'];

/**
 * Whether persons decided after an answer that the hold goes on: an order since then gives it
 * another power, or more time under the one that it had. It is a decision that no tier has heard,
 * so the appeal begins anew. An order for another amount, for less or to catch a later credit,
 * keeps power and time.
 */
export function isDecidedAnew(orders: readonly OrderOfHold[], answeredAt: Date): boolean {
  const standing = orders.filter(({ refusedAt }) => refusedAt === null).sort((a, b) => a.sequence - b.sequence);
  return standing.some((order, index) => {
    const before = standing[index - 1];
    if (before === undefined || order.issuedAt <= answeredAt) return false;
    return (
      DECIDED_BY_PERSONS.includes(order.kind) && (order.kind !== before.kind || order.expiresAt > before.expiresAt)
    );
  });
}
