import { parseArgs } from 'node:util';
import { playStories, STORIES, type StoryResult } from './play.js';
import { postSamples } from './samples.js';
import { readSettings } from './settings.js';

const USAGE = 'usage: main.js samples | demo [--json] [--story id]';

/**
 * `samples` posts the sample complaints; `demo` plays the stories and ends with 1 when anything
 * was not as expected.
 */
async function main(): Promise<number> {
  const options = { json: { type: 'boolean', default: false }, story: { type: 'string' } } as const;
  const { values, positionals } = parseArgs({ allowPositionals: true, options });
  const [command] = positionals;
  if (command === 'samples') {
    await postSamples(readSettings(process.env), console.log);
    return 0;
  }
  if (command !== 'demo') throw new Error(USAGE);
  const stories = STORIES.filter(({ id }) => values.story === undefined || values.story === id);
  if (stories.length === 0) {
    throw new Error(`there is no story ${values.story}; there are ${STORIES.map(({ id }) => id).join(', ')}`);
  }
  const results = await playStories(stories, readSettings(process.env), values.json ? () => undefined : console.log);
  if (values.json) console.log(JSON.stringify({ stories: results }, null, 2));
  else printResults(results);
  return results.every(({ ok }) => ok) ? 0 : 1;
}

function printResults(results: readonly StoryResult[]): void {
  console.log('');
  for (const { id, ok, caseNo, expectations } of results) {
    const met = expectations.filter((expectation) => expectation.ok).length;
    const title = STORIES.find((story) => story.id === id)?.title ?? '';
    console.log(
      `${ok ? 'as expected' : 'DIFFERENT  '}  ${id} (${caseNo || 'no case'}): ${met} of ${expectations.length}`,
    );
    console.log(`             ${title}`);
  }
}

main().then(
  (code) => {
    process.exitCode = code;
  },
  (error: unknown) => {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  },
);
