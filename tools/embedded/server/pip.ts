import { execFile } from 'node:child_process';
import { rmSync } from 'node:fs';
import { promisify } from 'node:util';
import { errorCode, errorText } from '../refusal.js';

const run = promisify(execFile);

/**
 * Runs a command of pip, which writes into the folder `draft`. Tries each pip in turn, each with
 * an empty folder; the user's settings of pip (index, proxy, certificates) hold. Debian's pip needs
 * an option to install, which says that this folder does not break its system. Throws with the
 * problem of the first pip when none succeeds.
 */
export async function runPip(
  command: 'install' | 'download',
  options: readonly string[],
  draft: string,
): Promise<void> {
  const pips: readonly (readonly string[])[] = [['python3', '-m', 'pip'], ['pip3'], ['python', '-m', 'pip'], ['pip']];
  const args = [command, '--quiet', '--disable-pip-version-check', ...options];
  const attempts = command === 'install' ? [[], ['--break-system-packages']] : [[]];
  const problems: string[] = [];
  for (const [program = '', ...before] of pips) {
    for (const extra of attempts) {
      rmSync(draft, { recursive: true, force: true });
      try {
        await run(program, [...before, ...args, ...extra], { env: { ...process.env, PIP_USER: '0' } });
        return;
      } catch (error) {
        const problem = pipProblem(error);
        problems.push(`${program}: ${problem}`);
        if (!problem.includes('externally-managed')) break;
      }
    }
  }
  throw new Error(problems[0]);
}

function pipProblem(error: unknown): string {
  if (errorCode(error) === 'ENOENT') return 'not installed';
  const stderr = typeof error === 'object' && error !== null && 'stderr' in error ? String(error.stderr) : '';
  const lines = stderr.split('\n').filter((line) => line.trim() !== '' && !line.startsWith('WARNING'));
  return (lines.find((line) => /error/i.test(line)) ?? lines.at(-1) ?? errorText(error)).trim();
}
