/**
 * Nonces seen from the centre, each kept until its signature expires. In memory only: after a
 * restart a replayed order meets the idempotent handling of its own id and changes nothing.
 */
export class ReplayGuard {
  private readonly expiryByNonce = new Map<string, number>();
  private nextSweepMs = 0;

  /** Remembers a nonce. False when it was seen before and could still be valid. */
  admit(nonce: string, expiresAt: Date, now: Date): boolean {
    this.sweep(now.getTime());
    if (this.expiryByNonce.has(nonce)) return false;
    this.expiryByNonce.set(nonce, expiresAt.getTime());
    return true;
  }

  /** At most once a minute, since it reads the whole table. */
  private sweep(nowMs: number): void {
    if (nowMs < this.nextSweepMs) return;
    this.nextSweepMs = nowMs + 60_000;
    for (const [nonce, expiryMs] of this.expiryByNonce) if (expiryMs < nowMs) this.expiryByNonce.delete(nonce);
  }
}
