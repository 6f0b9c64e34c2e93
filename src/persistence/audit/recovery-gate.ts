import { setTimeout as sleep } from 'node:timers/promises';
import type { DataSource } from 'typeorm';
import type { KeptCheckpoints } from './kept-checkpoint.js';
import { awaitsRecovery } from './recovery.js';

/** How soon a process that does not serve looks again. */
const LOOK_AGAIN_MS = 1_000;
/** How soon a process without a folder learns what a keeper noted. */
const WATCH_EVERY_MS = 5_000;
/** How often it says so. */
const SAY_AGAIN_MS = 60_000;

/** What a process says while it serves nothing. */
export const NOT_RECOVERED =
  'the database may be older than it was seen (a backup was restored, or what was kept outside is lost), so nothing ' +
  'is served. Run: npm run recover -- --at INSTANT --by PERSON (docs/RUNBOOK.md, "The site, or the database, is lost")';

/**
 * Whether a process may serve on its database. It looks when it begins, and again after a connection was lost, because
 * another database may have come in its place; while it may not, once a second.
 */
export class RecoveryGate {
  private isKnownOpen = false;
  private looking: Promise<boolean> | undefined;
  private closedUntilMs = -Infinity;
  private saidAtMs = -Infinity;

  constructor(
    private readonly db: DataSource,
    /** Absent: this process keeps nothing, and asks the database what others noted. */
    private readonly kept: KeptCheckpoints | undefined,
    private readonly say: (words: string) => void,
  ) {}

  /** Whether the last look found that it may serve. */
  get wasOpen(): boolean {
    return this.isKnownOpen;
  }

  /** Returns whether it may serve now. Rejects while the database cannot be asked. */
  async isOpen(): Promise<boolean> {
    if (this.isKnownOpen) return true;
    if (performance.now() < this.closedUntilMs) return false;
    this.looking ??= this.look().finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** Resolves when it may serve, or at the stop. */
  async opened(stop: AbortSignal): Promise<void> {
    while (!stop.aborted && !(await this.isOpen()))
      await sleep(LOOK_AGAIN_MS, undefined, { signal: stop }).catch(() => undefined);
  }

  /**
   * Where the process keeps nothing itself, looks every five seconds whether a keeper has noted something since, and
   * calls `closed` then. Resolves at the stop.
   */
  async watch(stop: AbortSignal, closed: () => void): Promise<void> {
    if (this.kept !== undefined) return;
    while (!stop.aborted) {
      await sleep(WATCH_EVERY_MS, undefined, { signal: stop, ref: false }).catch(() => undefined);
      // While the database is away nothing is served anyway.
      if (this.isKnownOpen && !stop.aborted && !(await this.look().catch(() => true))) closed();
    }
  }

  /** Looks again before anything more is served: a connection was lost. */
  doubt(): void {
    this.isKnownOpen = false;
  }

  /** Looks again after a connection was lost, until it knows; calls `closed` where it may not serve any more. */
  async doubtUntilKnown(closed: () => void): Promise<void> {
    if (!this.isKnownOpen) return;
    this.doubt();
    for (;;) {
      try {
        if (!(await this.isOpen())) closed();
        return;
      } catch {
        await sleep(LOOK_AGAIN_MS, undefined, { ref: false }); // the database is not back yet
      }
    }
  }

  private async look(): Promise<boolean> {
    this.isKnownOpen = !(await awaitsRecovery(this.db, this.kept));
    if (this.isKnownOpen) return true;
    const nowMs = performance.now();
    this.closedUntilMs = nowMs + LOOK_AGAIN_MS;
    if (nowMs - this.saidAtMs >= SAY_AGAIN_MS) {
      this.saidAtMs = nowMs;
      this.say(NOT_RECOVERED);
    }
    return false;
  }
}
