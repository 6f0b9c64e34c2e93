import { parseArgs } from 'node:util';
import { faultOf, shrink, storyOf, tell } from './story.js';

const USAGE = 'usage: npm run explore -- [--stories N] [--seed N] [--minutes N]';

/**
 * `npm run explore`: plays stories of the core in memory, each by its seed, and checks the
 * invariants after each step. Returns the exit code: 1 when a story breaks one.
 */
function main(args: string[]): number {
  const options = { stories: { type: 'string' }, seed: { type: 'string' }, minutes: { type: 'string' } } as const;
  const { values } = parseArgs({ args, options });
  const first = Number(values.seed ?? 1);
  const minutes = values.minutes === undefined ? Infinity : Number(values.minutes);
  const stories = Number(values.stories ?? (values.minutes === undefined ? 100_000 : Number.MAX_SAFE_INTEGER));
  if (![first, stories].every(Number.isSafeInteger) || Number.isNaN(minutes)) {
    console.error(USAGE);
    return 2;
  }
  const startedAt = performance.now();
  const until = startedAt + minutes * 60_000;
  let played = 0;
  for (; played < stories && performance.now() < until; played += 1) {
    const seed = first + played;
    const story = storyOf(seed);
    const fault = faultOf(story);
    if (fault === undefined) continue;
    const shortest = shrink(story, fault);
    console.log(`seed ${seed}: ${fault.message}\nshortest: ${tell(shortest)}\n${faultOf(shortest)?.message ?? ''}`);
    return 1;
  }
  const perMinute = Math.round((played / (performance.now() - startedAt)) * 60_000);
  console.log(`${played} stories from seed ${first}, ${perMinute} a minute: every invariant kept`);
  return 0;
}

process.exitCode = main(process.argv.slice(2));
