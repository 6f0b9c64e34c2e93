import { setTimeout as sleep } from 'node:timers/promises';
import { startEncoderSetUp } from '../encoder/start-encoder-set-up.js';
import type { Programs } from './programs.js';
import { StartRefusal } from '../refusal.js';
import type { RunningSystem } from './running-system.js';
import { readSettings, refuseProduction, type Settings } from './settings.js';
import { EmbeddedSystem, POSTGRES_ENDS_WITHIN_MS } from './system.js';

/** After this time the process exits, which kills everything that did not stop in order. */
const STOP_WITHIN_MS = POSTGRES_ENDS_WITHIN_MS + 14_500;
/** After this time a person is told what is still to come. */
const SAY_AFTER_MS = 10_000;

/** What `whileRunning` works with. */
export interface Started {
  readonly system: EmbeddedSystem;
  readonly settings: Settings;
  readonly programs: Programs;
  /** Prints one line with the time since the start. */
  readonly say: (line: string) => void;
}

/**
 * Starts everything (`npm start`), prints the addresses, keeps it running until Ctrl-C or SIGTERM,
 * and stops it. Resolves to the exit code; prints a StartRefusal as one line. `whileRunning` works
 * beside the ready system; when it rejects, everything is stopped.
 */
export async function runStart(
  programsIn: (projectDir: string) => Programs,
  whileRunning: (started: Started) => Promise<never> = () => new Promise(() => undefined),
): Promise<number> {
  const startedAt = Date.now();
  const say = (line: string): void => {
    console.log(`[${((Date.now() - startedAt) / 1000).toFixed(1).padStart(5)} s] ${line}`);
  };
  const asked = askedToStop();
  let system: EmbeddedSystem | undefined;
  let starting: Promise<unknown> = Promise.resolve();
  let endEncoderSetUp = (): void => undefined;
  try {
    refuseProduction();
    const settings = readSettings();
    const programs = programsIn(settings.projectDir);
    system = new EmbeddedSystem({ settings, programs, say });
    const start = system.start();
    starting = start;
    const running = await Promise.race([start, asked]);
    if (typeof running !== 'string') {
      console.log(
        system.awaitsRecovery ? awaitsLines(running, settings.homeDir) : readyLines(running, settings.homeDir),
      );
      endEncoderSetUp = startEncoderSetUp({ program: programs.encoder, toolsDir: settings.toolsDir, say });
      await Promise.race([asked, whileRunning({ system, settings, programs, say })]);
    }
    say('Stopping ...');
    endEncoderSetUp();
    const tell = setTimeout(() => say('PostgreSQL is writing its last checkpoint ...'), SAY_AFTER_MS).unref();
    const hasStopped = await stopInTime(system, starting);
    clearTimeout(tell);
    say(
      hasStopped
        ? 'Stopped'
        : 'Not everything ended in time: what is left is killed. Start again before you copy the data',
    );
    return hasStopped ? 0 : 1;
  } catch (error) {
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    if (system) await stopInTime(system, starting);
    return 1;
  }
}

/** Returns whether everything ended in order. */
async function stopInTime(system: EmbeddedSystem, starting: Promise<unknown>): Promise<boolean> {
  const stop = async (): Promise<boolean> => {
    await system.stop();
    // its reason was printed, or the start is no longer wanted
    await starting.catch(() => undefined);
    await system.stop(); // what was still starting
    return true;
  };
  return Promise.race([stop(), sleep(STOP_WITHIN_MS, false, { ref: false })]);
}

/**
 * Resolves at the first signal; later signals change nothing, because stopping ends by itself.
 */
async function askedToStop(): Promise<string> {
  return new Promise((resolve) => {
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => resolve(signal));
  });
}

function awaitsLines(system: RunningSystem, homeDir: string): string {
  return [
    '',
    `Rangap runs, and serves nothing yet: ${system.apiUrl}`,
    '  The database may be older than it was seen: a backup was restored, or what was kept outside it is lost.',
    '  Say to which instant it is recovered; then everything serves within seconds, and every institution is asked:',
    '    npm run recover -- --at INSTANT --by YOU      for example --at 2026-11-28T02:55:00+07:00',
    `  Data and logs      ${homeDir}`,
    '  What people must do then stands in docs/RUNBOOK.md.',
    '',
  ].join('\n');
}

function readyLines(system: RunningSystem, homeDir: string): string {
  return [
    '',
    `Rangap is ready: ${system.apiUrl}`,
    `  API documentation  ${system.apiUrl}/docs`,
    ...(system.temporalUiUrl ? [`  Temporal UI        ${system.temporalUiUrl}`] : []),
    `  Demo sign-in       ${system.signInUrl}   (not for production)`,
    `  Data and logs      ${homeDir}`,
    '  Stop with Ctrl-C; data is kept.',
    '',
  ].join('\n');
}
