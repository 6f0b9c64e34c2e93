// Functions to run one program after another, with the time of each.
import { spawn } from 'node:child_process';
import { readFileSync } from 'node:fs';
import path from 'node:path';

export const projectDir = path.resolve(import.meta.dirname, '..');

/**
 * Runs `node <argv>` in the project's folder with the same output; resolves to its exit code (1
 * when a signal ended it). One that is not `alone` gets no terminal, which it would share.
 */
export function runNode(argv, env = {}, { alone = true } = {}) {
  const output = alone ? 'inherit' : 'pipe';
  const child = spawn(process.execPath, argv, {
    cwd: projectDir,
    env: { ...process.env, ...env },
    stdio: ['ignore', output, output],
  });
  child.stdout?.pipe(process.stdout, { end: false });
  child.stderr?.pipe(process.stderr, { end: false });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

/** Runs `node <argv>` beside others; resolves to its exit code and all that it said, both outputs in their order. */
export function runNodeAside(argv) {
  const child = spawn(process.execPath, argv, { cwd: projectDir, stdio: ['ignore', 'pipe', 'pipe'] });
  const said = [];
  for (const output of [child.stdout, child.stderr]) output.setEncoding('utf8').on('data', (text) => said.push(text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code: code ?? 1, said: said.join('') }));
  });
}

/** Runs `work` and resolves to its result and how long it took, in seconds. */
export async function timed(work) {
  const startedAt = Date.now();
  const result = await work();
  return { result, seconds: (Date.now() - startedAt) / 1000 };
}

/** The clock in which Linux counts the time of processes, a second (USER_HZ). */
const TICKS_A_SECOND = 100;

/**
 * Returns how many seconds of a core the programs that this process ran and waited for have used, with
 * all that they waited for themselves; undefined where the system does not say (proc(5), `cutime` and
 * `cstime`). A clock tells how busy the machine is; this tells what the work costs.
 */
export function cpuSecondsOfChildren() {
  try {
    // The name of the program, in brackets, may hold blanks.
    const fields = readFileSync('/proc/self/stat', 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ');
    return (Number(fields[13]) + Number(fields[14])) / TICKS_A_SECOND;
  } catch {
    return undefined;
  }
}

/** Returns a line with a name, its seconds and a remark, in columns. */
export function timeLine(name, seconds, remark) {
  return `${name.padEnd(22)} ${seconds.toFixed(1).padStart(7)} s  ${remark}`;
}
