import { setTimeout as sleep } from 'node:timers/promises';
import type { Outage } from '../judge/checks.js';
import type { Kill, Moment } from './plan.js';
import type { Targets } from '../act/targets.js';

/** A kill that was carried out. */
export interface Struck {
  readonly number: number;
  readonly target: Kill['target'];
  readonly moment: Kill['moment'];
  readonly pid: number;
  /** Milliseconds since the run began. */
  readonly atMs: number;
  /** The same instant, epoch ms. */
  readonly struckAtMs: number;
  /** How long it took to be ready again, in ms; null until then. */
  recoveryMs: number | null;
}

/** A kill that waits longer than this for the client's next act strikes without one. */
const ACT_WITHIN_MS = 10_000;
/**
 * Intake waits while more kills than this are due and none of them waits for the client, so that
 * the kills strike where the plan puts them.
 */
const BACKLOG_MAX = 1;
/** The shortest time between two kills, so that the system does something in between. */
const APART_MS = 700;

/** Carries out the plan's kills, one after the other, each at its moment. */
export class Killer {
  readonly struck: Struck[] = [];
  private readonly pending: Kill[];
  private readonly armed: { kill: Kill; strike: () => void }[] = [];
  private queue: Promise<void> = Promise.resolve();
  private backlog = 0;
  private readonly recoveries: Promise<void>[] = [];

  constructor(
    kills: readonly Kill[],
    private readonly targets: Targets,
    private readonly sinceStartMs: () => number,
    private readonly say: (line: string) => void,
  ) {
    this.pending = [...kills];
  }

  /**
   * Makes the kills of a complaint due when the client begins it; waits while too many are due.
   */
  async complaintBegins(number: number): Promise<void> {
    this.makeDue((kill) => 'complaint' in kill.due && kill.due.complaint <= number);
    while (this.backlog > BACKLOG_MAX && this.armed.length === 0) await sleep(50);
  }

  /**
   * Makes the remaining kills due by the clock, when all complaints are taken in. Resolves when
   * all of them have struck and what they killed is back.
   */
  async intakeIsOver(): Promise<void> {
    this.makeDue((kill) => 'complaint' in kill.due);
    const since = Date.now();
    for (const kill of [...this.pending]) {
      if (!('afterIntakeMs' in kill.due)) continue;
      await sleep(Math.max(0, since + kill.due.afterIntakeMs - Date.now()));
      this.makeDue((other) => other === kill);
    }
    await this.queue;
    await Promise.all(this.recoveries);
  }

  /** Returns when each process was down. */
  outages(): Outage[] {
    return this.struck.map(({ target, struckAtMs, recoveryMs }) => ({
      target,
      fromMs: struckAtMs,
      untilMs: struckAtMs + (recoveryMs ?? Infinity),
    }));
  }

  /** Returns a kill that waits for this moment of the client, if any; `strike` carries it out. */
  takeFor(moment: Moment): { readonly kill: Kill; strike(): Promise<void> } | undefined {
    const index = this.armed.findIndex(({ kill }) => kill.moment === moment);
    const [taken] = index < 0 ? [] : this.armed.splice(index, 1);
    if (taken === undefined) return undefined;
    return {
      kill: taken.kill,
      strike: async () => {
        await this.strike(taken.kill);
        taken.strike();
      },
    };
  }

  private makeDue(isDue: (kill: Kill) => boolean): void {
    for (const kill of this.pending.filter(isDue)) {
      this.pending.splice(this.pending.indexOf(kill), 1);
      this.backlog += 1;
      this.queue = this.queue.then(() => this.carryOut(kill)).finally(() => (this.backlog -= 1));
    }
  }

  private async carryOut(kill: Kill): Promise<void> {
    if (kill.moment === 'at_once') {
      await sleep(kill.delayMs);
      await this.strike(kill);
    } else {
      await this.targets.isUp(kill.target);
      await this.atItsMoment(kill);
    }
    await sleep(APART_MS);
  }

  /** Waits until the client reaches the moment and strikes, or strikes itself when it is late. */
  private async atItsMoment(kill: Kill): Promise<void> {
    const came = new Promise<'struck'>((resolve) => this.armed.push({ kill, strike: () => resolve('struck') }));
    const giveUp = new AbortController();
    const late = sleep(ACT_WITHIN_MS, 'late' as const, { signal: giveUp.signal }).catch(() => 'struck' as const);
    if ((await Promise.race([came, late])) === 'late') {
      const unused = this.takeFor(kill.moment);
      await (unused === undefined ? came : unused.strike());
    }
    giveUp.abort();
  }

  private async strike(kill: Kill): Promise<void> {
    const { pid, back } = await this.targets.kill(kill.target);
    const { number, target, moment } = kill;
    const struck: Struck = {
      number,
      target,
      moment,
      pid,
      atMs: this.sinceStartMs(),
      struckAtMs: Date.now(),
      recoveryMs: null,
    };
    this.struck.push(struck);
    this.recoveries.push(
      back.then(() => {
        struck.recoveryMs = this.sinceStartMs() - struck.atMs;
        this.say(killLine(struck));
      }),
    );
  }
}

/** Describes a kill for people. */
export function killLine({ number, target, moment, pid, atMs, recoveryMs }: Struck): string {
  const recovered = recoveryMs === null ? 'never back' : `back after ${(recoveryMs / 1_000).toFixed(1)} s`;
  return `kill ${number + 1} at ${(atMs / 1_000).toFixed(1)} s: ${target} (pid ${pid}), ${moment.replaceAll('_', ' ')}; ${recovered}`;
}
