import { StartRefusal } from '../../embedded/refusal.js';
import { withBench } from './bench.js';
import { burstsOf } from './lies/burst.js';
import { burstLines, waitsOf } from './lies/burst-report.js';
import { type BurstOptions, readOptions, USAGE, type Options } from './options.js';
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
  if (options.burst !== undefined) return measureBurst(options.burst, options.json, say);
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

/** Measures what made-up complaints cost the true ones beside them. */
async function measureBurst(burst: BurstOptions, json: boolean, say: (line: string) => void): Promise<number> {
  const bursts = await withSystem(say, (underTest) => withBench(underTest, (bench) => burstsOf(bench, burst, say)));
  if (json) console.log(JSON.stringify({ waits: waitsOf(bursts), lies: bursts.beside.lies }, null, 2));
  else for (const line of burstLines(bursts)) console.log(line);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    process.exit(1);
  },
);
