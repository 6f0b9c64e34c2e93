import type { HoldKind } from '../hold/hold.js';

/** The facts of an order that show whether persons decided anew on its hold. */
export interface OrderOfHold {
  sequence: number;
  kind: HoldKind;
  issuedAt: Date;
  expiresAt: Date;
  /** When the institution refused the order, so that the order before it still stands. */
  refusedAt: Date | null;
}

/**
 * Powers that only a person's decision uses. The hours of section 7 and the days of section 6 run
 * by themselves, without a new decision.
 */
const DECIDED_BY_PERSONS: readonly HoldKind[] = ['aoc_suspension', 'continue_order', 'whole_account'];

/**
 * Returns whether persons decided after an answer that the hold goes on: an order since then gives
 * it another power, or more time under the same one. No tier has heard that decision, so a new
 * round begins. An order for another amount keeps power and time, and begins none.
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
