import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { homeLayout, openHome, type Home } from '../../embedded/home.js';
import { builtPrograms } from '../../embedded/programs.js';
import { readRunningSystem, type RunningSystem } from '../../embedded/running-system.js';
import { readSettings } from '../../embedded/settings.js';
import { EmbeddedSystem } from '../../embedded/system.js';

/** The system that is measured, and where its processes and logs are found. */
export interface UnderTest {
  readonly system: RunningSystem;
  readonly home: Home;
  /**
   * The bench started it, with a database of its own, and throws both away at the end: cases may be
   * copied there.
   */
  readonly isThrownAway: boolean;
}

/**
 * Measures the system that runs on this home; when none does, starts one on a home of its own for
 * as long as it takes, and removes it. The measured one keeps the complaints: they are made up, and
 * nobody decides on them.
 */
export async function withSystem<T>(say: (line: string) => void, work: (it: UnderTest) => Promise<T>): Promise<T> {
  const settings = readSettings();
  const home = openHome(settings.homeDir);
  const running = readRunningSystem(home);
  if (running !== undefined) return work({ system: running, home, isThrownAway: false });
  const homeDir = mkdtempSync(path.join(tmpdir(), 'rangap-bench-'));
  const own = { ...settings, homeDir, portBase: 'auto' as const, apiPort: undefined };
  const system = new EmbeddedSystem({ settings: own, programs: builtPrograms(settings.projectDir), say });
  try {
    const isThrownAway = settings.databaseUrl === undefined;
    const measured = async (): Promise<T> =>
      work({ system: await system.start(), home: homeLayout(homeDir), isThrownAway });
    return await Promise.race([measured(), toldToStop()]);
  } finally {
    await system.stop();
    rmSync(homeDir, { recursive: true, force: true });
  }
}

/** Rejects when the process is told to stop, so that what was started is ended first. */
function toldToStop(): Promise<never> {
  return new Promise((_, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => reject(new Error(`stopped by ${signal}`)));
  });
}
