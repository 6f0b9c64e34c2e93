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
}

/**
 * Measures the system that runs on this home; when none does, starts one on a home of its own for as long as it takes, and removes it.
 * The measured one keeps the complaints: they are made up, and nobody decides on them.
 */
export async function withSystem<T>(say: (line: string) => void, work: (it: UnderTest) => Promise<T>): Promise<T> {
  const settings = readSettings();
  const home = openHome(settings.homeDir);
  const running = readRunningSystem(home);
  if (running !== undefined) return work({ system: running, home });
  const homeDir = mkdtempSync(path.join(tmpdir(), 'rangap-bench-'));
  const own = { ...settings, homeDir, portBase: 'auto' as const, apiPort: undefined };
  const system = new EmbeddedSystem({ settings: own, programs: builtPrograms(settings.projectDir), say });
  try {
    return await work({ system: await system.start(), home: homeLayout(homeDir) });
  } finally {
    await system.stop();
    rmSync(homeDir, { recursive: true, force: true });
  }
}
