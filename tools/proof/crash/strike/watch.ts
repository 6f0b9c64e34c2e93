import { setTimeout as sleep } from 'node:timers/promises';
import { heldTwice, type BankSide } from '../act/bank-side.js';

const LOOK_EVERY_MS = 2_000;

/**
 * Watches the institutions' books during a whole run: money held twice, or more than there is,
 * would be free again at its end.
 */
export class Watch {
  readonly heldTwice = new Set<string>();
  readonly overdrawn = new Set<string>();
  looks = 0;
  private readonly stopping = new AbortController();
  private watching: Promise<void> = Promise.resolve();

  constructor(private readonly bankSide: BankSide) {}

  start(): void {
    this.watching = this.run();
    this.watching.catch(() => undefined); // `stop` throws it
  }

  /** Ends the watch. Throws when the books could not be read. */
  async stop(): Promise<void> {
    this.stopping.abort();
    await this.watching;
  }

  private async run(): Promise<void> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      for (const line of heldTwice((await this.bankSide.read()).holds)) this.heldTwice.add(line);
      for (const line of await this.bankSide.overdrawn()) this.overdrawn.add(line);
      this.looks += 1;
      await sleep(LOOK_EVERY_MS, undefined, { signal }).catch(() => undefined);
    }
  }
}
