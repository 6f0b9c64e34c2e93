import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { homeLayout } from '../../embedded/home.js';
import { builtPrograms } from '../../embedded/programs.js';
import type { RunningSystem } from '../../embedded/running-system.js';
import { StartRefusal } from '../../embedded/refusal.js';
import { readSettings } from '../../embedded/settings.js';
import { EmbeddedSystem } from '../../embedded/system.js';
import type { Report } from '../../verify/verify-record.js';
import { BankSide } from './bank-side.js';
import type { Found } from './checks.js';
import type { Figures } from './figures.js';
import { judge } from './judge.js';
import { Killer, type Struck } from './killer.js';
import { takeIn } from './intake.js';
import type { Options } from './options.js';
import { People } from './people.js';
import { makePlan, type Plan } from './plan.js';
import { RecordReader } from './record-reader.js';
import { settle } from './settle.js';
import { Targets } from './targets.js';
import { Watch } from './watch.js';

/** All that a run found. */
export interface CrashReport {
  readonly ok: boolean;
  readonly seed: number;
  readonly complaints: number;
  readonly kills: readonly Struck[];
  readonly figures: Figures;
  readonly found: readonly Found[];
  readonly verified: Report;
  readonly seconds: { readonly intake: number; readonly all: number };
  /** The data folder, where it was kept. */
  readonly home: string | null;
}

const START_TRIES = 3;

/** A system of its own, on a temporary home and free ports, for one run. */
export class CrashRun {
  private readonly homeDir: string;
  private system: EmbeddedSystem;
  private readonly targets: Targets;
  private startedAt = Date.now();

  constructor(
    private readonly options: Options,
    private readonly print: (line: string) => void,
  ) {
    this.homeDir = mkdtempSync(path.join(tmpdir(), 'rangap-crash-'));
    chmodSync(this.homeDir, 0o755); // the database of a root user runs as another
    this.targets = new Targets(homeLayout(this.homeDir));
    this.system = this.newSystem();
  }

  /** Starts, kills, waits, judges. Throws only when the run itself could not be carried out. */
  async run(): Promise<CrashReport> {
    const { seed, kills, complaints } = this.options;
    const plan = makePlan(seed, kills, complaints);
    this.print(`seed ${seed}: ${kills} kills over ${complaints} complaints, home ${this.homeDir}`);
    const running = await this.start();
    const record = new RecordReader(running.databaseUrl);
    try {
      return await this.proveOn(running, record, plan);
    } finally {
      await record.close();
    }
  }

  /** Stops everything, and removes the home unless it is to be looked at. */
  async end(keep: boolean): Promise<void> {
    await this.system.stop();
    if (keep) this.print(`data and logs are kept in ${this.homeDir}`);
    else rmSync(this.homeDir, { recursive: true, force: true });
  }

  private newSystem(): EmbeddedSystem {
    const { RANGAP_TOOLS, TEMPORAL_CLI } = process.env;
    return new EmbeddedSystem({
      settings: readSettings({ RANGAP_HOME: this.homeDir, RANGAP_PORT_BASE: 'auto', RANGAP_TOOLS, TEMPORAL_CLI }),
      // Beside this very file, so that a build during the run does not change what is proven.
      programs: builtPrograms(path.resolve(__dirname, '../../../..')),
      say: (line) => this.hear(line),
      timing: { restartAfterMaxMs: 1_000 },
    });
  }

  /** Another system that starts at this moment may take a port between our look and our start: then the next free ones are tried. */
  private async start(): Promise<RunningSystem> {
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

  private async proveOn(running: RunningSystem, record: RecordReader, plan: Plan): Promise<CrashReport> {
    this.startedAt = Date.now();
    const bankSide = new BankSide(running.simulatorAdminUrl);
    const killer = new Killer(plan.kills, this.targets, () => this.elapsedMs(), this.print);
    const people = new People({
      apiUrl: running.apiUrl,
      signInUrl: running.signInUrl,
      killer,
      isOnRecord: (kind, token) => record.isOnRecord(kind, token),
    });
    const watch = new Watch(bankSide);
    watch.start();
    const { faults, courses } = await takeIn(plan.complaints, {
      seed: this.options.seed,
      bankSide,
      people,
      killer,
      record,
    });
    const intakeMs = this.elapsedMs();
    this.print(`all ${plan.complaints.length} complaints taken in after ${(intakeMs / 1_000).toFixed(1)} s`);
    await Promise.all([killer.intakeIsOver(), courses]);
    await this.targets.allUp();
    const settled = await settle(record, bankSide);
    await watch.stop();
    const judged = await judge({
      running,
      record,
      bankSide,
      people,
      watch,
      settled,
      faults,
      kills: plan.kills.length,
      killer,
    });
    return {
      ...judged,
      seed: this.options.seed,
      complaints: plan.complaints.length,
      kills: killer.struck,
      seconds: { intake: intakeMs / 1_000, all: this.elapsedMs() / 1_000 },
      home: judged.ok && !this.options.keep ? null : this.homeDir,
    };
  }

  private hear(line: string): void {
    this.targets.hear(line);
    this.print(`  ${line}`);
  }

  private elapsedMs(): number {
    return Date.now() - this.startedAt;
  }
}
