/**
 * Whether this process wants new requests. Readiness turns off before anything closes, so that a
 * proxy sends the next requests elsewhere.
 */
export class Serving {
  private stopping = false;

  /** Makes the process not ready. It still answers requests that come. */
  stop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }
}
