import path from 'node:path';
import type { Scenario } from '../../../simulator/day/scenario.js';
import { type DayScript, planDay } from '../../../simulator/day/script.js';
import { institutionsOfWorld } from '../../../simulator/world/population.js';
import { StartRefusal } from '../../embedded/refusal.js';
import { refuseProduction, readSettings } from '../../embedded/begin/settings.js';
import { type UnderTest, withSystem } from '../bench/under-test.js';
import { chooseScenario } from './choose-scenario.js';
import { type Options, readOptions, USAGE } from './options.js';
import { institutionsOf, MORE_PARTIES } from './parties.js';
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
  const say = (line: string): void => console.error(line);
  const playOn = async ({ system, home }: UnderTest): Promise<DayReport> => {
    const institutions = institutionsOf(home.directoryFile);
    const missing = scenario.faults.find(({ party }) => isInstitution(party) && !institutions.includes(party));
    if (missing !== undefined) {
      const way = 'Stop it, or set RANGAP_HOME to an empty folder: the day then starts one with every institution.';
      throw new StartRefusal(`the running system has no ${missing.party}, which is to fail on this day. ${way}`);
    }
    const script = planDay(scenario, seed, durationMs, institutions);
    const begunAt = new Date();
    const { figures, allOver } = await playDay(scenario, script, system, say);
    say('verifying the record');
    const { report, callbacks, breaks } = await verifyDay(system, begunAt);
    const broken = report.checks.filter(({ violations }) => violations > 0).map(({ id }) => id);
    const ok = broken.length === 0 && allOver && figures.failed.length === 0 && figures.complaints > 0;
    return {
      ok,
      scenario: options.scenario,
      title: scenario.title,
      seed,
      seconds: durationMs / 1_000,
      ...figures,
      callersWithoutAccount: callersWithoutAccount(script),
      callbacks,
      breaks,
      allOver,
      institutions: institutions.length,
      verify: { clean: broken.length === 0, broken },
    };
  };
  return withSystem(say, playOn, MORE_PARTIES);
}

/** Counts the complaints of the script whose caller does not hold the account that the money left. */
function callersWithoutAccount({ steps }: DayScript): number {
  return steps.filter((step) => step.kind === 'complaint' && !step.callerHoldsAccount).length;
}

function isInstitution(party: string): boolean {
  return institutionsOfWorld().includes(party);
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    process.exit(1);
  },
);
