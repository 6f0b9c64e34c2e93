import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** How a process ended. */
export interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of the product under test. */
export interface RunningProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  readonly output: () => string;
  /** Asks it to end as an operator does. */
  readonly stop: (signal?: NodeJS.Signals) => void;
}

/** Starts a compiled program, in an environment of its own. */
export function startProcess(
  script: string,
  env: NodeJS.ProcessEnv,
  nodeArguments: readonly string[] = [],
): RunningProcess {
  const child = spawn(process.execPath, ['--enable-source-maps', ...nodeArguments, script], {
    env: { PATH: process.env['PATH'], ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  const ended = new Promise<Ending>((resolve) =>
    child.once('exit', (code, signal) => {
      resolve({ code, signal });
    }),
  );
  return { child, ended, output: () => text, stop: (signal = 'SIGTERM') => void child.kill(signal) };
}

/** Waits until a process prints `ready`. Throws with what it said when it ends first. */
export async function isReady({ child, output }: RunningProcess): Promise<void> {
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  await until(() => isGone() || /^ready$/m.test(output()), output);
  if (isGone()) throw new Error(output());
}

/** Waits for something to become true. */
export async function until(condition: () => boolean | Promise<boolean>, what: () => string): Promise<void> {
  const giveUpAt = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`waited in vain: ${what()}`);
    await sleep(50);
  }
}
