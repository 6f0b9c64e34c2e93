/**
 * The nonces of the centre's requests, each kept until its signature expires. They are in memory
 * only: a replayed order after a restart changes nothing, because its id is known.
 */
export class ReplayGuard {
  private readonly expiryByNonce = new Map<string, number>();
  private nextSweepMs = 0;

  /** Remembers a nonce. Returns false when it was seen before and may still be valid. */
  admit(nonce: string, expiresAt: Date, now: Date): boolean {
    this.sweep(now.getTime());
    if (this.expiryByNonce.has(nonce)) return false;
    this.expiryByNonce.set(nonce, expiresAt.getTime());
    return true;
  }

  /** Forgets expired nonces, at most once a minute because it reads the whole table. */
  private sweep(nowMs: number): void {
    if (nowMs < this.nextSweepMs) return;
    this.nextSweepMs = nowMs + 60_000;
    for (const [nonce, expiryMs] of this.expiryByNonce) if (expiryMs < nowMs) this.expiryByNonce.delete(nonce);
  }
}
