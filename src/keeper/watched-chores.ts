import { setMaxListeners } from 'node:events';
import type { Logger } from 'pino';
import type { ReadyChecks } from '../observe/health-server.js';
import { repeatChore } from './repeat-chore.js';
import type { KeeperMetrics } from './keeper-metrics.js';

/**
 * A chore is late when none of its rounds has ended for three pauses and this much longer, which a
 * slow institution may take.
 */
const ROUND_MS = 30_000;

/** Listeners of the stop besides the chores: those that Node allows by itself. */
const OTHER_LISTENERS = 10;

interface Chore {
  name: string;
  pauseMs: number;
  round: () => Promise<unknown>;
  lastEndMs: number | undefined;
}

/**
 * The chores of a keeper, with a watch on each: how many rounds it had, how they ended, and
 * whether it still runs.
 */
export class WatchedChores {
  private readonly chores: Chore[] = [];

  constructor(
    private readonly metrics: KeeperMetrics,
    private readonly logger: Logger,
  ) {}

  /** Adds a chore that repeats `pauseMs` after the end of each round. */
  add(name: string, pauseMs: number, round: () => Promise<unknown>): void {
    this.chores.push({ name, pauseMs, round, lastEndMs: undefined });
  }

  /**
   * Repeats all chores until the stop, as `repeatChore` does. Resolves when the running rounds
   * have ended; rejects when one hangs.
   */
  async run(stop: AbortSignal): Promise<void> {
    // Every chore listens for the stop while it pauses, and Node takes more than ten for a leak.
    setMaxListeners(this.chores.length + OTHER_LISTENERS, stop);
    await Promise.all(
      this.chores.map((chore) => repeatChore(chore.name, chore.pauseMs, stop, () => this.round(chore), this.logger)),
    );
  }

  /**
   * Returns by name whether a round of each chore ended lately, with or without a failure: without
   * Temporal the relay fails, and the keeper is needed most.
   */
  inTime(): ReadyChecks {
    const nowMs = performance.now();
    return Object.fromEntries(
      this.chores.map(({ name, pauseMs, lastEndMs }) => [
        name,
        lastEndMs !== undefined && nowMs - lastEndMs <= 3 * pauseMs + ROUND_MS,
      ]),
    );
  }

  private async round(chore: Chore): Promise<void> {
    let outcome = 'failed';
    try {
      await chore.round();
      outcome = 'done';
      this.metrics.lastDone.set({ chore: chore.name }, Date.now() / 1000);
    } finally {
      chore.lastEndMs = performance.now();
      this.metrics.rounds.inc({ chore: chore.name, outcome });
    }
  }
}
