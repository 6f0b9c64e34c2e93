// Functions to run one program after another, with the time of each.
import { spawn } from 'node:child_process';
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
