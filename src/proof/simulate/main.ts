import path from 'node:path';
import type { Scenario } from '../../../simulator/day/scenario.js';
import { planDay } from '../../../simulator/day/script.js';
import { StartRefusal } from '../../embedded/refusal.js';
import { refuseProduction, readSettings } from '../../embedded/settings.js';
import { withSystem } from '../bench/under-test.js';
import { chooseScenario } from './choose-scenario.js';
import { type Options, readOptions, USAGE } from './options.js';
import { playDay } from './play-day.js';
import { dayLines, type DayReport } from './report.js';
import { verifyDay } from './verify-day.js';

/**
 * `npm run simulate`: plays a day of the made-up country against the running system, or against
 * one of its own. Progress goes to standard error. Returns the exit code: 1 when something broke,
 * 2 when nothing could be played.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (typeof options === 'string') {
    console.error(`${options}\n${USAGE}`);
    return 2;
  }
  const scenario = chooseScenario(options.scenario, path.join(readSettings().projectDir, 'simulator/scenarios'));
  if (typeof scenario === 'string') {
    console.error(scenario);
    return 2;
  }
  refuseProduction();
  const report = await play(options, scenario);
  console.log(options.json ? JSON.stringify(report, null, 2) : dayLines(report).join('\n'));
  return report.ok ? 0 : 1;
}

async function play(options: Options, scenario: Scenario): Promise<DayReport> {
  const { seed, durationMs } = options;
  const script = planDay(scenario, seed, durationMs);
  const say = (line: string): void => console.error(line);
  return withSystem(say, async ({ system }) => {
    const begunAt = new Date();
    const { figures, allOver } = await playDay(script, system, say);
    say('verifying the record');
    const { report, callbacks } = await verifyDay(system, begunAt);
    const broken = report.checks.filter(({ violations }) => violations > 0).map(({ id }) => id);
    const ok = broken.length === 0 && allOver && figures.failed.length === 0 && figures.complaints > 0;
    return {
      ok,
      scenario: options.scenario,
      title: scenario.title,
      seed,
      seconds: durationMs / 1_000,
      ...figures,
      callbacks,
      allOver,
      verify: { clean: broken.length === 0, broken },
    };
  });
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    process.exit(1);
  },
);
