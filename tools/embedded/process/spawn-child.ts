import { spawn } from 'node:child_process';
import { closeSync, openSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { giveWay } from '../begin/give-way.js';
import { identify, sendSignal } from './process-identity.js';
import { StartRefusal } from '../refusal.js';

/** How to start a child process. */
export interface ChildSpec {
  readonly name: string;
  readonly command: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
  readonly cwd: string;
  /**
   * Both output streams are appended to this file. It is no pipe, because a child must not die of
   * a broken pipe when its parent dies.
   */
  readonly logFile: string;
  /** File with the child's identity while it lives, by which a later start can find and end it. */
  readonly pidFile?: string;
  /** The user to run as, for root only. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Whether it gives way to the other processes when the CPU is full. */
  readonly givesWay?: boolean;
  /** The signal that asks it to end; default SIGTERM. */
  readonly stopSignal?: NodeJS.Signals;
}

/** A started process. */
export interface Child {
  readonly name: string;
  readonly pid: number;
  readonly logFile: string;
  /**
   * Resolves with a phrase such as `exit code 1` or `signal SIGKILL` when the process is gone;
   * never rejects.
   */
  readonly exited: Promise<string>;
  /** Returns what it has written since its start. */
  output(): string;
  /**
   * Asks it and its own children to end; sends SIGKILL after `graceMs`; resolves when it is gone.
   */
  stop(graceMs: number): Promise<void>;
}

/**
 * The process groups of living children. They end when this process ends, so that they do not keep
 * ports and data.
 */
const living = new Map<number, NodeJS.Signals>();
process.on('exit', () => {
  for (const [pid, signal] of living) sendSignal(-pid, signal);
});

/**
 * Starts a process in a process group of its own: Ctrl-C in the terminal reaches only the parent,
 * which then stops the children in order. Rejects when the program cannot be started.
 */
export async function spawnChild(spec: ChildSpec): Promise<Child> {
  const log = openSync(spec.logFile, 'a', 0o600);
  const logStart = statSync(spec.logFile).size;
  const child = spawn(spec.command, spec.args, {
    cwd: spec.cwd,
    env: spec.env,
    stdio: ['ignore', log, log],
    detached: true,
    ...spec.user,
  });
  closeSync(log);
  const { pid } = child;
  if (pid === undefined) {
    const failure = await new Promise<Error>((resolve) => child.once('error', resolve));
    throw new Error(`${spec.name} could not be started: ${failure.message}`);
  }
  if (spec.givesWay === true) giveWay(pid);
  if (spec.pidFile) writeFileSync(spec.pidFile, JSON.stringify(identify(pid)), { mode: 0o600 });

  const stopSignal = spec.stopSignal ?? 'SIGTERM';
  living.set(pid, stopSignal);
  const exited = new Promise<string>((resolve) => {
    child.once('exit', (code, signal) => {
      living.delete(pid);
      if (spec.pidFile) rmSync(spec.pidFile, { force: true });
      resolve(signal ? `signal ${signal}` : `exit code ${code}`);
    });
  });
  return {
    name: spec.name,
    pid,
    logFile: spec.logFile,
    exited,
    output: () => readFileSync(spec.logFile).subarray(logStart).toString('utf8'),
    stop: (graceMs) => stopGroup(pid, exited, graceMs, stopSignal),
  };
}

async function stopGroup(pid: number, exited: Promise<string>, graceMs: number, signal: NodeJS.Signals): Promise<void> {
  sendSignal(-pid, signal);
  const timer = new AbortController();
  const late = sleep(graceMs, 'late' as const, { signal: timer.signal }).catch(() => 'in time' as const);
  const outcome = await Promise.race([exited.then(() => 'in time' as const), late]);
  timer.abort();
  if (outcome === 'late') sendSignal(-pid, 'SIGKILL');
  await exited;
  sendSignal(-pid, 'SIGKILL'); // grandchildren that ignored the first signal
}

/**
 * Waits until `isReady` returns true. Rejects with StartRefusal when the child exits first (with
 * the end of its log), after `timeoutMs`, or when `signal` aborts; the caller then stops the
 * child.
 */
export async function waitUntilReady(
  child: Child,
  isReady: () => Promise<boolean> | boolean,
  options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
): Promise<void> {
  const giveUpAt = Date.now() + options.timeoutMs;
  let gone: string | undefined;
  void child.exited.then((how) => {
    gone = how;
  });
  while (!(await isReady())) {
    if (gone !== undefined)
      throw new StartRefusal(`${child.name} ended (${gone}) before it was ready: ${failureReason(child)}`);
    if (options.signal?.aborted) throw new StartRefusal(`${child.name} is no longer wanted`);
    if (Date.now() > giveUpAt) {
      throw new StartRefusal(
        `${child.name} was not ready after ${options.timeoutMs / 1000} s: ${failureReason(child)}`,
      );
    }
    await sleep(50);
  }
}

/** Returns on one line what looks like the reason why a child failed, and the name of its log. */
export function failureReason(child: Child): string {
  const lines = child
    .output()
    .split('\n')
    .filter((line) => line.trim() !== '');
  const errorLine = lines.findLast((line) => /^(\w*Error\b|.*(\bFATAL|\berror): )/.test(line));
  return `${(errorLine ?? lines.at(-1) ?? 'it wrote nothing').trim()} (${child.logFile})`;
}
