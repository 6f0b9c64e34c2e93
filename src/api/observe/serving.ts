/**
 * Whether this process wants requests. Readiness says no before anything is closed, so that a proxy
 * sends the next ones elsewhere.
 */
export class Serving {
  private stopping = false;

  /** From now on the process is not ready. It still answers whoever comes. */
  stop(): void {
    this.stopping = true;
  }

  get isStopping(): boolean {
    return this.stopping;
  }
}
