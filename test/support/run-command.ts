import { spawn } from 'node:child_process';
import { projectDir } from '../../tools/embedded/begin/home.js';

/** Runs `npm run <name>` as a person does; its steps go to standard error. */
export function runCommand(name: string, args: readonly string[]): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, ['tools/embedded/bootstrap.mjs', name, ...args], {
    cwd: projectDir(),
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  let output = '';
  child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('close', (code) => resolve({ code, output }));
  });
}
