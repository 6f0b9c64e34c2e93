import { setTimeout as sleep } from 'node:timers/promises';
import { isFullRun, itInFullRun } from '../../support/full-run.js';
import { startSystem, type TestSystem } from './system.js';

type Scenario = (system: TestSystem) => Promise<void>;

/** Longer than any scenario; each wait in it has its own, shorter limit. */
const SCENARIO_MS = 300_000;

/**
 * The time between the starts of two scenarios: all at once would be too slow for the demo
 * rulebook's deadlines of seconds.
 */
const APART_MS = 1_500;

/**
 * Scenarios that run at the same time on one system, because most of their time they wait for
 * deadlines. Each is an `it` with its own result. `prepare` runs first and alone; tests of the
 * same file that stand after the scenarios run after all of them.
 */
export class SideBySide {
  private started: TestSystem | undefined;
  private readonly scenarios: { name: string; play: Scenario; played?: Promise<void> }[] = [];

  constructor(prepare: (system: TestSystem) => Promise<void> = () => Promise.resolve()) {
    beforeAll(async () => {
      this.started = await startSystem();
      await prepare(this.started);
      for (const [index, scenario] of this.scenarios.entries()) {
        scenario.played = playLater(index * APART_MS, scenario.play, this.started);
        scenario.played.catch(() => undefined); // its own `it` reports it
      }
    }, SCENARIO_MS);
    afterAll(async () => {
      for (const { played } of this.scenarios) await played?.catch(() => undefined);
      await this.started?.stop();
    }, SCENARIO_MS);
  }

  /** Adds a scenario, whose name is a sentence about behaviour. */
  it(name: string, play: Scenario): void {
    const scenario: SideBySide['scenarios'][number] = { name, play };
    this.scenarios.push(scenario);
    it(name, () => scenario.played ?? Promise.reject(new Error('the system did not start')), SCENARIO_MS);
  }

  /** Adds one that is played in `npm run test:full` only. */
  itInFullRun(name: string, play: Scenario): void {
    if (isFullRun) this.it(name, play);
    else itInFullRun(name, () => Promise.resolve());
  }

  get system(): TestSystem {
    if (this.started === undefined) throw new Error('the system is started before the first test');
    return this.started;
  }
}

async function playLater(afterMs: number, play: Scenario, system: TestSystem): Promise<void> {
  await sleep(afterMs);
  await play(system);
}
