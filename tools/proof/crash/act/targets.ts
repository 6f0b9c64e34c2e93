import { readFileSync } from 'node:fs';
import path from 'node:path';
import type { Home } from '../../../embedded/begin/home.js';
import { readIdentity } from '../../../embedded/begin/lock.js';
import { identify, isRunning, sendSignal, type ProcessIdentity } from '../../../embedded/process/process-identity.js';
import { errorCode } from '../../../embedded/refusal.js';
import { TARGETS, type Target } from '../strike/plan.js';

/** Kills processes of one system, and learns from its supervisor when they are back. */
export class Targets {
  private readonly down = new Set<string>();
  private waiting: { name: string; resolve: () => void }[] = [];
  /** How each process ended last, in the supervisor's words. */
  private readonly endings = new Map<string, string>();

  constructor(private readonly home: Home) {}

  /** Reads a line of the supervisor; call it with every line. */
  hear(line: string): void {
    const [, ended, how] = /^(\S+) ended unexpectedly \((.+)\)/.exec(line) ?? [];
    if (ended !== undefined && how !== undefined) this.endings.set(ended, how);
    const back = /^(\S+) is back \(pid \d+\)$/.exec(line)?.[1];
    if (back === undefined) return;
    this.down.delete(back);
    for (const waiter of this.waiting.filter(({ name }) => name === back)) waiter.resolve();
    this.waiting = this.waiting.filter(({ name }) => name !== back);
  }

  /**
   * Sends a signal to a running process: SIGKILL, or SIGTERM, which asks it to end. Returns its
   * pid at once, and `back`, which resolves when it runs again. Throws when it does not run.
   */
  async kill(
    target: Target,
    signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL',
  ): Promise<{ readonly pid: number; readonly back: Promise<void> }> {
    await this.isUp(target);
    const identity = this.identityOf(target);
    if (identity === undefined || !isRunning(identity)) throw new Error(`${target} does not run, yet nobody killed it`);
    this.down.add(target);
    const back = this.untilBack(target);
    sendSignal(identity.pid, signal);
    return { pid: identity.pid, back };
  }

  /** Stops a running process where it stands, without an end; the result lets it go on. */
  freeze(target: Target): () => void {
    const identity = this.identityOf(target);
    if (identity === undefined || !isRunning(identity)) throw new Error(`${target} does not run`);
    sendSignal(identity.pid, 'SIGSTOP');
    return () => sendSignal(identity.pid, 'SIGCONT');
  }

  /** Returns how a killed process had ended, such as `exit code 0`. */
  endingOf(target: Target): string {
    return this.endings.get(target) ?? 'nobody knows how';
  }

  /** Resolves when everything that was killed runs again. */
  async allUp(): Promise<void> {
    for (const target of TARGETS) await this.isUp(target);
  }

  /** Resolves when a process runs; at once unless it was killed. */
  async isUp(target: Target): Promise<void> {
    if (this.down.has(target)) await this.untilBack(target);
  }

  private untilBack(name: Target): Promise<void> {
    return new Promise((resolve) => this.waiting.push({ name, resolve }));
  }

  private identityOf(target: Target): ProcessIdentity | undefined {
    try {
      if (target === 'postgres') return postmasterOf(this.home.pgDir);
      if (target === 'temporal-postgres') return postmasterOf(this.home.temporalPgDir);
      return readIdentity(JSON.parse(readFileSync(path.join(this.home.runDir, 'pids', `${target}.json`), 'utf8')));
    } catch (error) {
      if (errorCode(error) === 'ENOENT') return undefined;
      throw error;
    }
  }
}

/** Returns the postmaster of a data folder. Throws ENOENT when it does not run. */
function postmasterOf(dataDir: string): ProcessIdentity {
  const [pid] = readFileSync(path.join(dataDir, 'postmaster.pid'), 'utf8').split('\n');
  return identify(Number(pid));
}
