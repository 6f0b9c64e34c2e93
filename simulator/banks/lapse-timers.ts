/**
 * Node runs a timer with a longer delay at once; a distant expiry therefore takes several timers.
 */
const LONGEST_DELAY_MS = 2_147_483_647;

/**
 * A timer for each active hold; a new one, for an order that extends the hold, replaces the old
 * one.
 */
export class LapseTimers {
  private readonly timers = new Map<string, NodeJS.Timeout>();

  constructor(private readonly lapse: (holdId: string) => void) {}

  /** Calls `lapse` at the expiry (epoch ms), or at once when it has passed. */
  set(holdId: string, expiresAt: number): void {
    clearTimeout(this.timers.get(holdId));
    const leftMs = Math.max(0, expiresAt - Date.now());
    const timer = setTimeout(() => this.fire(holdId, expiresAt), Math.min(leftMs, LONGEST_DELAY_MS));
    this.timers.set(holdId, timer);
  }

  stop(): void {
    for (const timer of this.timers.values()) clearTimeout(timer);
    this.timers.clear();
  }

  private fire(holdId: string, expiresAt: number): void {
    this.timers.delete(holdId);
    // A timer may fire a millisecond early.
    if (Date.now() < expiresAt) this.set(holdId, expiresAt);
    else this.lapse(holdId);
  }
}
