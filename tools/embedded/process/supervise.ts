import { setTimeout as sleep } from 'node:timers/promises';
import { errorText } from '../refusal.js';

/** A started service. */
export interface RunningService {
  readonly pid: number;
  /** Resolves with how it ended; never rejects. */
  readonly exited: Promise<string>;
  stop(graceMs: number): Promise<void>;
}

/**
 * A service that the supervisor keeps running: `start` resolves when it is ready, and gives up
 * when `signal` aborts.
 */
export interface Service {
  readonly name: string;
  /**
   * Its own time to end before SIGKILL, in ms, which counts against nobody else's: of a service whose
   * data would need a recovery. Without it the service shares `stopWithinMs`.
   */
  readonly endsWithinMs?: number;
  start(signal: AbortSignal): Promise<RunningService>;
}

/** Timing of a supervisor, in milliseconds. */
export interface SupervisorTiming {
  /**
   * Wait before the first restart; doubled after each failure, and reset after a minute of health.
   */
  readonly restartAfterMs: number;
  readonly restartAfterMaxMs: number;
  /** All services without a time of their own must together end within this time. */
  readonly stopWithinMs: number;
  /** The time of one service before SIGKILL. */
  readonly graceMs: number;
}

const DEFAULT_TIMING: SupervisorTiming = {
  restartAfterMs: 250,
  restartAfterMaxMs: 10_000,
  stopWithinMs: 13_000,
  graceMs: 5_000,
};
const HEALTHY_AFTER_MS = 60_000;

interface Kept {
  readonly service: Service;
  running: RunningService | undefined;
  /** Aborted by `restart`; replaced when the service is being started again. */
  renewal: AbortController;
  /** Resolves when the service is no longer kept running. */
  watch: Promise<void>;
}

/**
 * Keeps services running: starts them in the order of the calls, restarts those that die, and
 * stops them in reverse order.
 */
export class Supervisor {
  private readonly kept: Kept[] = [];
  private readonly stopping = new AbortController();
  private readonly timing: SupervisorTiming;

  constructor(
    private readonly say: (line: string) => void,
    timing: Partial<SupervisorTiming> = {},
  ) {
    this.timing = { ...DEFAULT_TIMING, ...timing };
  }

  /** Starts a service and keeps it running once it is ready. Rejects if this first start fails. */
  async start(service: Service): Promise<RunningService> {
    this.stopping.signal.throwIfAborted();
    const running = await service.start(this.stopping.signal);
    const kept: Kept = { service, running, renewal: new AbortController(), watch: Promise.resolve() };
    this.kept.push(kept);
    if (this.stopping.signal.aborted) await running.stop(service.endsWithinMs ?? this.timing.graceMs);
    kept.watch = this.keep(kept, running);
    return running;
  }

  /**
   * Stops the services named and lets each start again at once, also one that is dead or still
   * starting. Resolves when the old processes are gone; `say` reports the new ones.
   */
  async restart(names: readonly string[]): Promise<void> {
    const chosen = this.kept.filter(({ service }) => names.includes(service.name));
    for (const kept of chosen) kept.renewal.abort();
    await Promise.all(chosen.map(async (kept) => kept.running?.stop(kept.service.endsWithinMs ?? this.timing.graceMs)));
  }

  /**
   * Stops all services, last started first; sends SIGKILL at the end of each one's time. A later
   * call waits for the first.
   */
  async stopAll(): Promise<void> {
    this.stopping.abort();
    const endBy = Date.now() + this.timing.stopWithinMs;
    for (let index = this.kept.length - 1; index >= 0; index -= 1) {
      const kept = this.kept[index];
      if (!kept) continue;
      const reservedMs = index * 1_000;
      const shareMs = Math.min(this.timing.graceMs, Math.max(500, endBy - Date.now() - reservedMs));
      const graceMs = kept.service.endsWithinMs ?? shareMs;
      await kept.running?.stop(graceMs);
      await kept.watch;
    }
  }

  private async keep(kept: Kept, first: RunningService): Promise<void> {
    let delayMs = this.timing.restartAfterMs;
    for (let running: RunningService | undefined = first; running;) {
      const since = Date.now();
      const ending = await running.exited;
      kept.running = undefined;
      if (this.stopping.signal.aborted) return;
      const isAsked = kept.renewal.signal.aborted;
      if (isAsked || Date.now() - since > HEALTHY_AFTER_MS) delayMs = this.timing.restartAfterMs;
      if (!isAsked) this.say(`${kept.service.name} ended unexpectedly (${ending}); starting it again`);
      running = await this.startAgain(kept, () => {
        const thisDelayMs = delayMs;
        delayMs = Math.min(delayMs * 2, this.timing.restartAfterMaxMs);
        return thisDelayMs;
      });
      kept.running = running;
    }
  }

  /** Tries until the service runs; returns undefined when everything is being stopped. */
  private async startAgain(kept: Kept, nextDelayMs: () => number): Promise<RunningService | undefined> {
    const { signal } = this.stopping;
    while (!signal.aborted) {
      const delayMs = kept.renewal.signal.aborted ? 0 : nextDelayMs();
      const interrupted = AbortSignal.any([signal, kept.renewal.signal]);
      await sleep(delayMs, undefined, { signal: interrupted }).catch(() => undefined);
      if (signal.aborted) return undefined;
      if (kept.renewal.signal.aborted) kept.renewal = new AbortController();
      const running = await this.tryStart(kept, AbortSignal.any([signal, kept.renewal.signal]));
      if (running) return running;
    }
    return undefined;
  }

  /** Starts the service once; undefined when it failed or is no longer wanted as it is. */
  private async tryStart(kept: Kept, unwanted: AbortSignal): Promise<RunningService | undefined> {
    try {
      const running = await kept.service.start(unwanted);
      if (!unwanted.aborted) this.say(`${kept.service.name} is back (pid ${running.pid})`);
      else await running.stop(kept.service.endsWithinMs ?? this.timing.graceMs);
      return unwanted.aborted && !this.stopping.signal.aborted ? undefined : running;
    } catch (error) {
      if (!unwanted.aborted) this.say(`${kept.service.name} does not start: ${errorText(error)}`);
      return undefined;
    }
  }
}
