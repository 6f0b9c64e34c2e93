import { setTimeout as sleep } from 'node:timers/promises';
import { startSystem, type TestSystem } from './system.js';

type Play = (system: TestSystem) => Promise<void>;

/** Longer than any scenario; each wait inside has its own, shorter limit. */
const SCENARIO_MS = 150_000;

/**
 * Between the beginnings of two scenarios: all at once is a rush that the demo rulebook's seconds
 * do not allow for.
 */
const APART_MS = 800;

/**
 * Scenarios on one system that are played at the same time, because most of their time is waiting
 * for deadlines. Each stays an `it` of its own with its own outcome. `prepare` runs first, alone;
 * tests that call `it` themselves, after these, find all of them played.
 */
export class SideBySide {
  private started: TestSystem | undefined;
  private readonly scenarios: { name: string; play: Play; played?: Promise<void> }[] = [];

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

  /** A scenario, named as a sentence on behaviour. */
  it(name: string, play: Play): void {
    const scenario: SideBySide['scenarios'][number] = { name, play };
    this.scenarios.push(scenario);
    it(name, () => scenario.played ?? Promise.reject(new Error('the system did not start')), SCENARIO_MS);
  }

  get system(): TestSystem {
    if (this.started === undefined) throw new Error('the system is started before the first test');
    return this.started;
  }
}

async function playLater(afterMs: number, play: Play, system: TestSystem): Promise<void> {
  await sleep(afterMs);
  await play(system);
}
