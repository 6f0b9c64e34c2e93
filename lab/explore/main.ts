import { isMainThread, parentPort, Worker, workerData } from 'node:worker_threads';
import { parseArgs } from 'node:util';
import { type Share, sharesOf } from './share.js';
import { faultOf, shrink, storyOf, tell } from './story.js';

const USAGE = 'usage: npm run explore -- [--stories N] [--seed N] [--minutes N] [--workers N]';
const OPTIONS = {
  stories: { type: 'string' },
  seed: { type: 'string' },
  minutes: { type: 'string' },
  workers: { type: 'string' },
} as const;

/** How many stories a worker has played, and what it says of the one that broke an invariant. */
interface Played {
  stories: number;
  failure: string | undefined;
}

/** Plays a share of the stories, until one breaks an invariant. */
function play({ first, step, stories, minutes }: Share): Played {
  const until = performance.now() + minutes * 60_000;
  let played = 0;
  for (; played < stories && performance.now() < until; played += 1) {
    const seed = first + played * step;
    const story = storyOf(seed);
    const fault = faultOf(story);
    if (fault === undefined) continue;
    const shortest = shrink(story, fault);
    const failure = `seed ${seed}: ${fault.message}\nshortest: ${tell(shortest)}\n${faultOf(shortest)?.message ?? ''}`;
    return { stories: played, failure };
  }
  return { stories: played, failure: undefined };
}

function playInThread(share: Share): Promise<Played> {
  return new Promise((resolve, reject) => {
    const worker = new Worker(__filename, { workerData: share });
    worker.once('message', resolve);
    worker.once('error', reject);
  });
}

/**
 * `npm run explore`: plays stories of the core in memory, each by its seed, and checks the
 * invariants after each step. Several threads share the seeds. Returns the exit code: 1 when a
 * story breaks an invariant.
 */
async function main(args: string[]): Promise<number> {
  const { values } = parseArgs({ args, options: OPTIONS });
  const first = Number(values.seed ?? 1);
  const workers = Number(values.workers ?? 1);
  const minutes = values.minutes === undefined ? Infinity : Number(values.minutes);
  const stories = Number(values.stories ?? (values.minutes === undefined ? 100_000 : Number.MAX_SAFE_INTEGER));
  if (![first, stories, workers].every(Number.isSafeInteger) || workers < 1 || Number.isNaN(minutes)) {
    console.error(USAGE);
    return 2;
  }
  const startedAt = performance.now();
  const shares = sharesOf({ first, stories, minutes }, workers);
  const [only] = shares;
  const played = workers === 1 && only !== undefined ? [play(only)] : await Promise.all(shares.map(playInThread));
  const failures = played.flatMap(({ failure }) => failure ?? []);
  if (failures.length > 0) {
    console.log(failures.join('\n'));
    return 1;
  }
  const count = played.reduce((all, { stories: ofOne }) => all + ofOne, 0);
  const { user, system } = process.cpuUsage();
  const aMinute = (ms: number): number => Math.round((count / ms) * 60_000);
  const figures = `${aMinute(performance.now() - startedAt)} a minute, ${aMinute((user + system) / 1_000)} a minute of a core`;
  console.log(`${count} stories from seed ${first}, ${figures}: every invariant kept`);
  return 0;
}

if (isMainThread)
  void main(process.argv.slice(2)).then((code) => {
    process.exitCode = code;
  });
else parentPort?.postMessage(play(workerData as Share));
