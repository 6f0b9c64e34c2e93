/** The orders and answers of a hold, as the API lists them: oldest first. */
interface HeldByOrders {
  readonly orders: readonly {
    readonly id: string;
    readonly raiseRequestId: string | null;
    readonly refusedAt: string | null;
  }[];
  readonly receipts: readonly {
    readonly kind: string;
    readonly orderId: string;
    readonly amountSatang: string;
    readonly applied: boolean;
  }[];
}

/** What became of the order that was to catch a later credit. */
export type Caught =
  | { readonly is: 'not_ordered' | 'asked' | 'refused' }
  /** `satang`: by how much more is held since. */
  | { readonly is: 'answered'; readonly satang: string };

/** Returns how much more a hold holds by the order that a request led to. */
export function caughtBy({ orders, receipts }: HeldByOrders, requestId: string): Caught {
  const order = orders.find(({ raiseRequestId }) => raiseRequestId === requestId);
  if (order === undefined) return { is: 'not_ordered' };
  if (order.refusedAt !== null) return { is: 'refused' };
  const held = receipts.filter(({ kind, applied }) => kind === 'hold' && applied);
  const answered = held.findIndex(({ orderId }) => orderId === order.id);
  if (answered < 0) return { is: 'asked' };
  const after = BigInt(held[answered]?.amountSatang ?? '0');
  const before = BigInt(held[answered - 1]?.amountSatang ?? '0');
  return { is: 'answered', satang: String(after > before ? after - before : 0n) };
}
