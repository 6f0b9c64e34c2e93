import { spawn } from 'node:child_process';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { errorText } from '../refusal.js';
import type { Started } from '../begin/run-start.js';
import { changedBetween, sourcesBelow, type Sources } from './sources.js';
import { planRestart, processEntries } from './what-restarts.js';

const LOOK_EVERY_MS = 500;
/** So many names fit on a line. */
const NAMES_SHOWN = 3;

/**
 * Compiles what changes in the sources and restarts the processes that have it in them, for ever.
 * PostgreSQL and Temporal keep running. When the new code does not compile, or the database cannot
 * be migrated, the processes keep the code that they have until the next change. The sources are
 * compared with `compiledFrom`, those of the running code.
 */
export async function restartOnChange(started: Started, compiledFrom: Sources): Promise<never> {
  const { settings, say } = started;
  say('Watching src, tools, workflows, activities, simulator and web/src');
  let running = compiledFrom;
  let tried = compiledFrom;
  for (;;) {
    await sleep(LOOK_EVERY_MS);
    const present = await settledSources(settings.projectDir);
    if (changedBetween(tried, present).length === 0) continue;
    tried = present;
    const changed = changedBetween(running, present);
    if (changed.length === 0) continue;
    say(`${named(changed)} changed`);
    if (await takeIn(started, changed)) running = present;
  }
}

/** Waits until an editor, or git, has written all that it writes. */
async function settledSources(projectDir: string): Promise<Sources> {
  let before = sourcesBelow(projectDir);
  for (;;) {
    await sleep(LOOK_EVERY_MS / 5);
    const present = sourcesBelow(projectDir);
    if (changedBetween(before, present).length === 0) return present;
    before = present;
  }
}

/** Compiles and restarts; false when the processes still run the old code. */
async function takeIn({ system, settings, programs, say }: Started, changed: readonly string[]): Promise<boolean> {
  if (!(await compile(settings.projectDir))) {
    say('It does not compile (see above); everything runs on with the code before');
    return false;
  }
  const plan = planRestart(settings.projectDir, changed, processEntries(programs), path.join(__dirname, '../dev.js'));
  if (plan.onlySupervisor.length > 0) {
    say(`${named(plan.onlySupervisor)}: part of npm run dev itself; stop it and start it again to use it`);
  }
  if (plan.processes.length === 0 && !plan.migrateFirst) {
    if (plan.onlySupervisor.length === 0) say('No running process loads it');
    return true;
  }
  say(`Restarting ${[...(plan.migrateFirst ? ['migrate'] : []), ...plan.processes].join(', ')}`);
  try {
    await system.restart(plan.processes, plan);
    return true;
  } catch (error) {
    say(`Nothing was restarted: ${errorText(error)}`);
    return false;
  }
}

/** Compiles what changed, as every command does at its start; its messages go to our stderr. */
async function compile(projectDir: string): Promise<boolean> {
  const argv = [path.join(projectDir, 'tools/embedded/bootstrap.mjs'), 'build'];
  const child = spawn(process.execPath, argv, { cwd: projectDir, stdio: ['ignore', 2, 2] });
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => resolve(code === 0));
  });
}

function named(files: readonly string[]): string {
  const shown = files.slice(0, NAMES_SHOWN).join(', ');
  return files.length > NAMES_SHOWN ? `${shown} and ${files.length - NAMES_SHOWN} more` : shown;
}
