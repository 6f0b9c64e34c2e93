import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { homeLayout, openHome, type Home } from '../../embedded/begin/home.js';
import type { DemoParty } from '../../embedded/people/parties.js';
import { builtPrograms } from '../../embedded/begin/programs.js';
import { readRunningSystem, type RunningSystem } from '../../embedded/begin/running-system.js';
import { readSettings } from '../../embedded/begin/settings.js';
import { EmbeddedSystem } from '../../embedded/begin/system.js';
import { askedToStop } from '../asked-to-stop.js';

/** The measured system, and the home with its processes and logs. */
export interface UnderTest {
  readonly system: RunningSystem;
  readonly home: Home;
  /**
   * True when the bench started it with a database of its own and removes both at the end: only
   * then may cases be copied.
   */
  readonly isThrownAway: boolean;
}

/**
 * Calls `work` with the system that runs on this home. When none runs, it starts one on a
 * temporary home, with `moreParties` beside those of the demonstration, and removes it afterwards. A running system keeps the complaints: they are made
 * up, and nobody decides on them.
 */
export async function withSystem<T>(
  say: (line: string) => void,
  work: (underTest: UnderTest) => Promise<T>,
  moreParties: readonly DemoParty[] = [],
): Promise<T> {
  const settings = readSettings();
  const home = openHome(settings.homeDir);
  const running = readRunningSystem(home);
  if (running !== undefined) return work({ system: running, home, isThrownAway: false });
  const homeDir = mkdtempSync(path.join(tmpdir(), 'rangap-bench-'));
  const own = { ...settings, homeDir, portBase: 'auto' as const, apiPort: undefined };
  const stopped = askedToStop().then(() => {
    throw new Error('stopped by a signal');
  });
  const system = new EmbeddedSystem({ settings: own, programs: builtPrograms(settings.projectDir), say, moreParties });
  try {
    const isThrownAway = settings.database === undefined;
    const measured = async (): Promise<T> =>
      work({ system: await system.start(), home: homeLayout(homeDir), isThrownAway });
    return await Promise.race([measured(), stopped]);
  } finally {
    await system.stop();
    rmSync(homeDir, { recursive: true, force: true });
  }
}
