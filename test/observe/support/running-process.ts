import { type ChildProcess, spawn } from 'node:child_process';
import { setTimeout as sleep } from 'node:timers/promises';

/** The exit code or signal of a process that ended. */
interface Ending {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

/** A process of the product under test. */
export interface RunningProcess {
  readonly child: ChildProcess;
  readonly ended: Promise<Ending>;
  readonly output: () => string;
  /** Sends the process a signal to stop, as an operator does. */
  readonly stop: (signal?: NodeJS.Signals) => void;
}

/** Starts a compiled program with these environment variables only. */
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

/** Waits until a process prints `ready`; throws with its output when it ends first. */
export async function isReady({ child, output }: RunningProcess): Promise<void> {
  const isGone = (): boolean => child.exitCode !== null || child.signalCode !== null;
  await until(() => isGone() || /^ready$/m.test(output()), output);
  if (isGone()) throw new Error(output());
}

/** Waits until a condition is true; throws with `output` after two minutes. */
export async function until(condition: () => boolean | Promise<boolean>, output: () => string): Promise<void> {
  const giveUpAt = Date.now() + 120_000;
  while (!(await condition())) {
    if (Date.now() > giveUpAt) throw new Error(`waited in vain: ${output()}`);
    await sleep(50);
  }
}
