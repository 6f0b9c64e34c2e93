import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { homeLayout, type Home } from '../../embedded/begin/home.js';
import { builtPrograms } from '../../embedded/begin/programs.js';
import type { RunningSystem } from '../../embedded/begin/running-system.js';
import { StartRefusal } from '../../embedded/refusal.js';
import { readSettings } from '../../embedded/begin/settings.js';
import type { SupervisorTiming } from '../../embedded/process/supervise.js';
import { EmbeddedSystem, type SystemOptions } from '../../embedded/begin/system.js';
import { copyName } from '../../embedded/begin/copies.js';
import { Targets } from './act/targets.js';

/** The shape of a system: how many of each process, and which Temporal. */
export type Shape = Pick<SystemOptions, 'copies' | 'temporal'>;

const START_TRIES = 3;
const TIMING: Partial<SupervisorTiming> = { restartAfterMaxMs: 1_000, stopWithinMs: 30_000 };

/** A system on a temporary home and free ports, whose processes can be killed. */
export class ProofSystem {
  readonly home: Home;
  readonly targets: Targets;
  private system: EmbeddedSystem;

  constructor(
    private readonly shape: Shape,
    private readonly print: (line: string) => void,
  ) {
    const homeDir = mkdtempSync(path.join(tmpdir(), 'rangap-proof-'));
    chmodSync(homeDir, 0o755); // under root, the database runs as another user
    this.home = homeLayout(homeDir);
    this.targets = new Targets(this.home);
    this.system = this.newSystem();
  }

  /** Starts it. If another system takes a port just before, it tries the next free ports. */
  async start(): Promise<RunningSystem> {
    for (let attempt = 1; ; attempt += 1) {
      try {
        return await this.system.start();
      } catch (error) {
        if (attempt >= START_TRIES || !(error instanceof StartRefusal)) throw error;
        this.print(`${error.message} Starting again.`);
        await this.system.stop();
        this.system = this.newSystem();
      }
    }
  }

  /** Stops everything, and removes the home unless it is to be kept. */
  async end(keep: boolean): Promise<void> {
    await this.system.stop();
    if (keep) this.print(`data and logs are kept in ${this.home.dir}`);
    else rmSync(this.home.dir, { recursive: true, force: true });
  }

  private newSystem(): EmbeddedSystem {
    const { RANGAP_TOOLS, TEMPORAL_CLI } = process.env;
    return new EmbeddedSystem({
      ...this.shape,
      settings: readSettings({ RANGAP_HOME: this.home.dir, RANGAP_PORT_BASE: 'auto', RANGAP_TOOLS, TEMPORAL_CLI }),
      // The programs beside this file, so that a build during the run does not change what is
      // proven.
      programs: builtPrograms(path.resolve(__dirname, '../../../..')),
      say: (line) => {
        this.targets.hear(line);
        this.print(`  ${line}`);
      },
      timing: TIMING,
    });
  }
}

/** Returns the APIs of a running system, by the names that kills use. */
export function apisOf(running: RunningSystem): ReadonlyMap<string, string> {
  return new Map(running.apiUrls.map((url, index) => [copyName('api', index), url]));
}
