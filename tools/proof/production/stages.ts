import path from 'node:path';
import { builtPrograms } from '../../embedded/begin/programs.js';
import type { RunningSystem } from '../../embedded/begin/running-system.js';
import { withBench } from '../bench/bench.js';
import { reportLines, reportOf } from '../bench/report.js';
import { measure } from '../bench/run.js';
import { ProofSystem, type Shape } from '../crash/proof-system.js';
import { crashLines, judgedLines } from '../crash/judge/report-lines.js';
import { CrashRun } from '../crash/run.js';
import { playDemo } from './demo-stage.js';
import type { Options, Stage } from './options.js';
import { CLUSTER_STRIKES } from './roll-plan.js';
import { restartLine, rollUnderLoad } from './rolling.js';

/** Carries out stages, each on a system of its own. */
export class Stages {
  /** Stops the system of the stage that runs now. */
  private endCurrent: (keep: boolean) => Promise<void> = () => Promise.resolve();

  constructor(
    private readonly options: Options,
    private readonly shape: Shape,
    private readonly print: (line: string) => void,
  ) {}

  /**
   * Runs a stage and returns true if it succeeded; after a failure the home is kept. Throws when
   * the stage could not be carried out.
   */
  async run(stage: Stage): Promise<boolean> {
    let ok = false;
    try {
      ok = await this.carryOut(stage);
      return ok;
    } finally {
      await this.end(this.options.crash.keep || !ok);
    }
  }

  /** Stops whatever runs. */
  async end(keep: boolean): Promise<void> {
    const { endCurrent } = this;
    this.endCurrent = () => Promise.resolve();
    await endCurrent(keep);
  }

  private carryOut(stage: Stage): Promise<boolean> {
    switch (stage) {
      case 'demo':
        return this.demo();
      case 'crash':
        return this.crash();
      case 'rolling':
        return this.rolling();
      case 'bench':
        return this.bench();
    }
  }

  private async demo(): Promise<boolean> {
    const { stories } = builtPrograms(path.resolve(__dirname, '../../../..'));
    const { running } = await this.start();
    return playDemo(stories, running, this.print);
  }

  private async crash(): Promise<boolean> {
    const run = new CrashRun(this.options.crash, this.print, this.shape, CLUSTER_STRIKES);
    this.endCurrent = (keep) => run.end(keep);
    const report = await run.run();
    for (const line of crashLines(report)) this.print(line);
    return report.ok;
  }

  private async rolling(): Promise<boolean> {
    const { running, system } = await this.start();
    const { judged, restarts } = await rollUnderLoad(running, system.targets, this.options.rolling, this.print);
    for (const line of [
      '',
      'Restarts',
      ...restarts.map((restart) => `  ${restartLine(restart)}`),
      ...judgedLines(judged),
    ]) {
      this.print(line);
    }
    return judged.ok;
  }

  private async bench(): Promise<boolean> {
    const { running, system } = await this.start();
    const measured = await withBench({ system: running, home: system.home, isThrownAway: true }, (bench) =>
      measure(bench, this.options.bench, this.print),
    );
    const report = reportOf(measured);
    for (const line of [...reportLines(report), JSON.stringify(report)]) this.print(line);
    return true;
  }

  private async start(): Promise<{ running: RunningSystem; system: ProofSystem }> {
    const system = new ProofSystem(this.shape, this.print);
    this.endCurrent = (keep) => system.end(keep);
    return { running: await system.start(), system };
  }
}
