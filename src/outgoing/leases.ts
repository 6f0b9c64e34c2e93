import { LEASE_MS } from '../contract/retry-times.js';

/**
 * The messages that this process sends now. While there are any, their leases are renewed together,
 * so that no other process sends them.
 */
export class Leases {
  private readonly ids = new Set<string>();
  private renewing: NodeJS.Timeout | undefined;

  /** `renew` goes on with the leases of messages. */
  constructor(private readonly renew: (ids: readonly string[]) => Promise<void>) {}

  /** Renews the lease of a message until `work` has ended. */
  async during<T>(id: string, work: () => Promise<T>): Promise<T> {
    this.ids.add(id);
    // A renewal that fails costs only the leases: another process may then send the same messages.
    this.renewing ??= setInterval(() => void this.renew([...this.ids]).catch(() => undefined), LEASE_MS / 2);
    try {
      return await work();
    } finally {
      this.ids.delete(id);
      if (this.ids.size === 0) {
        clearInterval(this.renewing);
        this.renewing = undefined;
      }
    }
  }
}
