import { StartRefusal } from '../../embedded/refusal.js';
import { askedToStop } from '../asked-to-stop.js';
import { readOptions, USAGE } from './options.js';
import { crashLines } from './judge/report-lines.js';
import { CrashRun } from './run.js';

/**
 * `npm run crash`: proves on a system of its own that nothing is lost when processes die. Returns
 * the exit code: 1 when something was lost, doubled or forgotten, 2 when the proof could not run.
 * With `--json` only the result goes to standard output.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const startedAt = Date.now();
  const print = (line: string): void => {
    const seconds = ((Date.now() - startedAt) / 1_000).toFixed(1).padStart(6);
    (options.json ? console.error : console.log)(`${seconds} s  ${line}`);
  };
  const run = new CrashRun(options, print);
  const asked = askedToStop();
  let keep = options.keep;
  try {
    const report = await Promise.race([run.run(), asked]);
    if (report === 'stop') return 2;
    keep ||= !report.ok;
    console.log(options.json ? JSON.stringify(report) : crashLines(report).join('\n'));
    return report.ok ? 0 : 1;
  } catch (error) {
    keep = true;
    console.error(error instanceof StartRefusal ? `Rangap cannot start: ${error.message}` : error);
    return 2;
  } finally {
    await run.end(keep);
  }
}

void main(process.argv.slice(2)).then((code) => process.exit(code));
