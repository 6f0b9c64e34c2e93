import { LEASE_MS } from '../contract/retry-times.js';

/**
 * The orders that this process sends now. While there are any, their leases are renewed together,
 * so that no other process sends them.
 */
export class Leases {
  private readonly orderIds = new Set<string>();
  private renewing: NodeJS.Timeout | undefined;

  /** `renew` goes on with the leases of orders. */
  constructor(private readonly renew: (orderIds: readonly string[]) => Promise<void>) {}

  /** Renews the lease of an order until `work` has ended. */
  async during<T>(orderId: string, work: () => Promise<T>): Promise<T> {
    this.orderIds.add(orderId);
    // A renewal that fails costs only the leases: another process may then send the same orders.
    this.renewing ??= setInterval(() => void this.renew([...this.orderIds]).catch(() => undefined), LEASE_MS / 2);
    try {
      return await work();
    } finally {
      this.orderIds.delete(orderId);
      if (this.orderIds.size === 0) {
        clearInterval(this.renewing);
        this.renewing = undefined;
      }
    }
  }
}
