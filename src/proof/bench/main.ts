import { StartRefusal } from '../../embedded/refusal.js';
import { withBench } from './bench.js';
import { readOptions, USAGE, type Options } from './options.js';
import { reportLines, reportOf } from './report.js';
import { measure } from './run.js';
import { trailCost, type TrailCost, warmUp } from './trail/trail-cost.js';
import { perAccount, trailLines } from './trail/trail-report.js';
import { withSystem } from './under-test.js';

/**
 * `npm run bench`: measures the system beside the frozen floor. Progress goes to standard error.
 * Returns the exit code.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const say = (line: string): void => console.error(line);
  if (options.trail.length > 0) return measureTrails(options, say);
  const measured = await withSystem(say, (underTest) => withBench(underTest, (bench) => measure(bench, options, say)));
  const report = reportOf(measured);
  if (options.json) console.log(JSON.stringify(report, null, 2));
  else for (const line of reportLines(report)) console.log(line);
  return 0;
}

/** Measures what a complaint costs when its money ran on, by the number of accounts. */
async function measureTrails({ trail, json }: Options, say: (line: string) => void): Promise<number> {
  const costs = await withSystem(say, (underTest) =>
    withBench(underTest, async (bench) => {
      say('warming up');
      await warmUp(bench);
      const measured: TrailCost[] = [];
      for (const accounts of trail) {
        say(`a theft through ${accounts} accounts`);
        measured.push(await trailCost(bench, accounts));
      }
      return measured;
    }),
  );
  if (json)
    console.log(
      JSON.stringify(
        costs.map((cost) => ({ ...cost, perAccount: perAccount(cost) })),
        null,
        2,
      ),
    );
  else for (const line of trailLines(costs)) console.log(line);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    process.exit(1);
  },
);
