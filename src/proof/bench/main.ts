import { StartRefusal } from '../../embedded/refusal.js';
import { withBench } from './bench.js';
import { readOptions, USAGE } from './options.js';
import { reportLines, reportOf } from './report.js';
import { measure } from './run.js';
import { withSystem } from './under-test.js';

/** `npm run bench`: ours beside the frozen floor, on the running system. Progress goes to standard error. */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const say = (line: string): void => console.error(line);
  const measured = await withSystem(say, (it) => withBench(it, (bench) => measure(bench, options, say)));
  const report = reportOf(measured);
  if (options.json) console.log(JSON.stringify(report, null, 2));
  else for (const line of reportLines(report)) console.log(line);
  return 0;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    process.exit(1);
  },
);
