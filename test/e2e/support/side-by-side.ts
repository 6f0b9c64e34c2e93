import { startSystem, type TestSystem } from './system.js';

/** Longer than any scenario; each wait inside has its own, shorter limit. */
const SCENARIO_MS = 150_000;

/**
 * Scenarios on one system that are played at the same time, because most of their time is waiting for deadlines. Each stays an `it` of its own
 * with its own outcome. `prepare` runs first, alone; tests that call `it` themselves, after these, find all of them played.
 */
export class SideBySide {
  private started: TestSystem | undefined;
  private readonly scenarios: { name: string; play: (system: TestSystem) => Promise<void>; played?: Promise<void> }[] =
    [];

  constructor(prepare: (system: TestSystem) => Promise<void> = () => Promise.resolve()) {
    beforeAll(async () => {
      this.started = await startSystem();
      await prepare(this.started);
      for (const scenario of this.scenarios) {
        scenario.played = scenario.play(this.started);
        scenario.played.catch(() => undefined); // its own `it` reports it
      }
    }, SCENARIO_MS);
    afterAll(async () => {
      await Promise.allSettled(this.scenarios.map(({ played }) => played));
      await this.started?.stop();
    }, SCENARIO_MS);
  }

  /** A scenario, named as a sentence on behaviour. */
  it(name: string, play: (system: TestSystem) => Promise<void>): void {
    const scenario: SideBySide['scenarios'][number] = { name, play };
    this.scenarios.push(scenario);
    it(name, () => scenario.played ?? Promise.reject(new Error('the system did not start')), SCENARIO_MS);
  }

  get system(): TestSystem {
    if (this.started === undefined) throw new Error('the system is started before the first test');
    return this.started;
  }
}
