import path from 'node:path';
import type { Home } from '../begin/home.js';
import { pidFile } from '../begin/leftovers.js';
import { StartRefusal } from '../refusal.js';
import { failureReason, spawnChild } from './spawn-child.js';

/** A script that does its work and ends. */
export interface Task {
  readonly name: string;
  readonly script: string;
  readonly args: readonly string[];
  readonly env: NodeJS.ProcessEnv;
}

/**
 * Runs the script with its output in `log/<name>.log`. Rejects with StartRefusal unless it exits
 * with 0; `signal` ends it early.
 */
export async function runOnce(home: Home, task: Task, signal: AbortSignal): Promise<void> {
  signal.throwIfAborted();
  const child = await spawnChild({
    name: task.name,
    command: process.execPath,
    args: ['--enable-source-maps', task.script, ...task.args],
    env: task.env,
    cwd: home.dir,
    logFile: path.join(home.logDir, `${task.name}.log`),
    pidFile: pidFile(home.runDir, task.name),
  });
  const stop = (): void => void child.stop(2_000);
  signal.addEventListener('abort', stop, { once: true });
  const ending = await child.exited;
  signal.removeEventListener('abort', stop);
  signal.throwIfAborted();
  if (ending === 'exit code 0') return;
  throw new StartRefusal(`${task.name} failed (${ending}): ${failureReason(child)}`);
}
