import type { RunningSystem } from '../../embedded/begin/running-system.js';
import type { Report } from '../../verify/verify-record.js';
import { BankSide } from './act/bank-side.js';
import type { Found } from './judge/checks.js';
import type { Figures } from './judge/figures.js';
import { judge } from './judge/judge.js';
import { Killer, type Struck } from './strike/killer.js';
import { takeIn, takeInSteadily, type IntakeOptions, type TakenIn } from './act/intake.js';
import type { Options } from './options.js';
import { People } from './act/people.js';
import { makePlan, type Plan, type Strikes } from './strike/plan.js';
import { apisOf, ProofSystem, type Shape } from './proof-system.js';
import { RecordReader } from './judge/record-reader.js';
import { settle } from './strike/settle.js';
import { standStill, type Standstill } from './strike/standstill.js';
import { Watch } from './strike/watch.js';

/** Everything that a run found. */
export interface CrashReport {
  readonly ok: boolean;
  readonly seed: number;
  readonly complaints: number;
  /** How long Temporal stood still, in s. */
  readonly outage: number;
  readonly kills: readonly Struck[];
  readonly figures: Figures;
  readonly found: readonly Found[];
  readonly verified: Report;
  readonly seconds: { readonly intake: number; readonly all: number };
  /** The data folder, if it was kept. */
  readonly home: string | null;
}

/** The share of an outage in which the complaints come; in the rest of it what they began falls due. */
const INTAKE_SHARE = 0.6;

/** A run on a system of its own. */
export class CrashRun {
  private readonly system: ProofSystem;
  private startedAt = Date.now();

  /** `strikes` replaces the usual kills, for a system of another shape. */
  constructor(
    private readonly options: Options,
    private readonly print: (line: string) => void,
    shape: Shape = {},
    private readonly strikes?: Strikes,
  ) {
    this.system = new ProofSystem(shape, print);
  }

  /** Starts, kills, waits and judges. Throws only when the run could not be carried out. */
  async run(): Promise<CrashReport> {
    const { seed, kills, outage, complaints } = this.options;
    const plan = makePlan(seed, kills, complaints, this.strikes);
    const what = outage > 0 ? `${outage} s without Temporal` : `${kills} kills`;
    this.print(`seed ${seed}: ${what} over ${complaints} complaints, home ${this.system.home.dir}`);
    const running = await this.system.start();
    const record = new RecordReader(running.databaseUrl);
    try {
      return await this.proveOn(running, record, plan);
    } finally {
      await record.close();
    }
  }

  /** Stops everything, and removes the home unless it is to be kept. */
  async end(keep: boolean): Promise<void> {
    await this.system.end(keep);
  }

  private async proveOn(running: RunningSystem, record: RecordReader, plan: Plan): Promise<CrashReport> {
    this.startedAt = Date.now();
    const { targets } = this.system;
    const bankSide = new BankSide(running.simulatorAdminUrl);
    const killer = new Killer(plan.kills, targets, () => this.elapsedMs(), this.print);
    const people = new People({
      apis: apisOf(running),
      signInUrl: running.signInUrl,
      killer,
      isOnRecord: (kind, token) => record.isOnRecord(kind, token),
    });
    const watch = new Watch(bankSide);
    watch.start();
    const { seed } = this.options;
    const [{ faults, courses }, standstill] = await this.load(plan, { seed, bankSide, people, killer, record });
    const intakeMs = this.elapsedMs();
    this.print(`all ${plan.complaints.length} complaints taken in after ${(intakeMs / 1_000).toFixed(1)} s`);
    await Promise.all([killer.intakeIsOver(), courses]);
    await targets.allUp();
    const settled = await settle(record, bankSide, standstill?.untilMs);
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
      standstill,
    });
    return {
      ...judged,
      seed,
      outage: this.options.outage,
      complaints: plan.complaints.length,
      kills: killer.struck,
      seconds: { intake: intakeMs / 1_000, all: this.elapsedMs() / 1_000 },
      home: judged.ok && !this.options.keep ? null : this.system.home.dir,
    };
  }

  /** Takes the complaints in, while the kills strike or Temporal stands still. */
  private async load(
    { complaints }: Plan,
    intake: IntakeOptions & { readonly record: RecordReader },
  ): Promise<[TakenIn, Standstill | undefined]> {
    const forMs = this.options.outage * 1_000;
    if (forMs === 0) return [await takeIn(complaints, intake), undefined];
    // No workflow starts meanwhile, so none is waited for.
    const record = { isDriven: (caseId: string) => intake.record.isOrdered(caseId) };
    const pace = { everyMs: (forMs * INTAKE_SHARE) / complaints.length, isOver: () => false };
    return Promise.all([
      takeInSteadily(complaints, { ...intake, record }, pace),
      standStill(this.system.targets, forMs),
    ]);
  }

  private elapsedMs(): number {
    return Date.now() - this.startedAt;
  }
}
