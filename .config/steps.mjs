// Functions to run one program after another, with the time of each.
import { spawn } from 'node:child_process';
import path from 'node:path';
import { createInterface } from 'node:readline';

export const projectDir = path.resolve(import.meta.dirname, '..');

/**
 * Runs `node <argv>` in the project's folder with the same output; resolves to its exit code (1
 * when a signal ended it).
 */
export function runNode(argv, env = {}) {
  const child = spawn(process.execPath, argv, {
    cwd: projectDir,
    env: { ...process.env, ...env },
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return exitCode(child);
}

/**
 * The same for a program that runs beside others: each line of its output begins with its name.
 */
export async function runNodeBeside(name, argv, env = {}) {
  const colours = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const child = spawn(process.execPath, argv, {
    cwd: projectDir,
    env: { ...process.env, ...colours, ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  for (const input of [child.stdout, child.stderr]) {
    createInterface({ input }).on('line', (line) => console.log(`${name.padEnd(10)} ${line}`));
  }
  return exitCode(child, 'close');
}

function exitCode(child, ending = 'exit') {
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once(ending, (code) => resolve(code ?? 1));
  });
}

/** Runs `work` and resolves to its result and how long it took, in seconds. */
export async function timed(work) {
  const startedAt = Date.now();
  const result = await work();
  return { result, seconds: (Date.now() - startedAt) / 1000 };
}

/** Returns a line with a name, its seconds and a remark, in columns. */
export function timeLine(name, seconds, remark) {
  return `${name.padEnd(22)} ${seconds.toFixed(1).padStart(7)} s  ${remark}`;
}
