// Installs, compiles, hands over: `node tools/embedded/bootstrap.mjs <command> [arguments]`; with
// `--help` it prints the help of the command and does none of it. All messages of the bootstrap go
// to stderr, so that `npm run -s demo -- --json` prints nothing but JSON on stdout.
import { spawn } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { constants } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { commands } from './commands.mjs';
import { compileIfChanged } from './compile.mjs';
import { asksForHelp, helpText } from './help.mjs';
import { installIfNeeded } from './install.mjs';
import { withLock } from './lock.mjs';
import { Refusal } from './refusal.mjs';

const projectDir = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '../../..');

/** Runs one command of the table and resolves to its exit code. */
export async function run([name, ...args]) {
  const command = commands[name];
  if (!command) throw new Refusal(`there is no command "${name ?? ''}". Known: ${Object.keys(commands).join(', ')}.`);
  if (asksForHelp(args)) {
    console.log(helpText(name, command.help));
    return 0;
  }

  const workDir = path.join(projectDir, '.rangap');
  try {
    mkdirSync(workDir, { recursive: true });
  } catch (error) {
    throw new Refusal(`${workDir} cannot be created (${error.code}). Give this user write access to ${projectDir}.`);
  }
  await withLock(path.join(workDir, 'bootstrap.lock'), async () => {
    await installIfNeeded(projectDir);
    await compileIfChanged(projectDir);
  });
  return command.argv ? handOver([...command.argv, ...args]) : 0;
}

/**
 * Runs `node argv...` in the project folder, passes our signals on and resolves to its exit code
 * (128+n for a signal).
 */
function handOver(argv) {
  const child = spawn(process.execPath, argv, { cwd: projectDir, stdio: 'inherit' });
  const passed = ['SIGINT', 'SIGTERM', 'SIGHUP'].map((signal) => [signal, () => child.kill(signal)]);
  for (const [signal, pass] of passed) process.on(signal, pass);
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code, signal) => {
      for (const [name, pass] of passed) process.off(name, pass);
      resolve(signal ? 128 + constants.signals[signal] : code);
    });
  });
}
