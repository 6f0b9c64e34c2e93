/** How often what is over is forgotten, in ms: it reads the whole table. */
const SWEEP_MS = 60_000;

/**
 * The nonces of the centre's requests, each kept until its signature is over. They may be in memory
 * only: an order that is replayed after a restart changes nothing, because its id is known.
 */
export class NonceGuard {
  private readonly overAt = new Map<string, number>();
  private nextSweepMs = 0;

  /** Remembers a nonce. Returns false when it was seen before and may still be valid. */
  admit(nonce: string, expiresAt: Date, now: Date): boolean {
    this.sweep(now.getTime());
    if (this.overAt.has(nonce)) return false;
    this.overAt.set(nonce, expiresAt.getTime());
    return true;
  }

  private sweep(nowMs: number): void {
    if (nowMs < this.nextSweepMs) return;
    this.nextSweepMs = nowMs + SWEEP_MS;
    for (const [nonce, overMs] of this.overAt) if (overMs < nowMs) this.overAt.delete(nonce);
  }
}
