import { spawn } from 'node:child_process';
import { childEnvironment } from './process/child-env.js';
import { openHome } from './begin/home.js';
import { builtPrograms } from './begin/programs.js';
import { StartRefusal } from './refusal.js';
import { readRunningSystem, type RunningSystem } from './begin/running-system.js';
import { readSettings, refuseProduction } from './begin/settings.js';
import { EmbeddedSystem } from './begin/system.js';

/**
 * Plays the stories (`npm run demo`) against the system that runs on this home, or starts one for
 * that time. Passes the arguments on to the stories and returns their exit code. The steps of a
 * start go to standard error, so that `--json` prints only the result.
 */
async function runDemo(args: readonly string[]): Promise<number> {
  refuseProduction();
  const settings = readSettings();
  const programs = builtPrograms(settings.projectDir);
  const running = readRunningSystem(openHome(settings.homeDir));
  if (running !== undefined) return play(programs.stories, running, args);
  const system = new EmbeddedSystem({ settings, programs, say: (line) => console.error(line) });
  try {
    return await play(programs.stories, await system.start(), args);
  } finally {
    await system.stop();
  }
}

async function play(script: string, system: RunningSystem, args: readonly string[]): Promise<number> {
  const child = spawn(process.execPath, ['--enable-source-maps', script, 'demo', ...args], {
    env: childEnvironment('stories', system.env, process.env),
    stdio: 'inherit',
  });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code ?? 1));
  });
}

runDemo(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    process.exit(1);
  },
);
