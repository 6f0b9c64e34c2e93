import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { type WorldSettings, worldSettings } from '../simulator/world/settings.js';
import { type Measured, type WorldResult, measureWorld } from './bench/world-result.js';
import { type LabOptions, USAGE, readOptions } from './options.js';
import { type VariantResult, hardWorlds, reportOf } from './report/report.js';
import { VARIANTS } from './sensitivity.js';

/** Where the results of each world are kept for `--resume`; git ignores it. */
const KEPT = '.rangap/lab';

/**
 * `npm run lab`: measures the policies in made-up worlds and writes the page. Progress goes to
 * standard error. Returns the exit code.
 */
async function main(args: readonly string[]): Promise<number> {
  const options = readOptions(args);
  if (options === undefined) {
    console.error(USAGE);
    return 2;
  }
  const worlds: WorldResult[] = [];
  for (const seed of options.seeds) worlds.push(await measured(`seed ${seed}`, seed, options, {}, {}));
  const variants: VariantResult[] = [];
  for (const variant of options.sensitivitySeeds.length === 0 ? [] : VARIANTS) {
    const ofVariant: WorldResult[] = [];
    for (const seed of options.sensitivitySeeds) {
      const name = `${variant.group}, ${variant.name}, seed ${seed}`;
      ofVariant.push(await measured(name, seed, options, variant.settings, variant.measured));
    }
    variants.push({ variant, worlds: ofVariant });
  }
  if (options.json) console.log(JSON.stringify({ worlds, variants }, null, 2));
  if (hardWorlds(worlds).length === 0) {
    console.error('no world passes the gates of hardness: nothing is written');
    return 1;
  }
  await mkdir(options.out, { recursive: true });
  for (const [name, text] of Object.entries(reportOf(worlds, variants))) {
    await writeFile(path.join(options.out, name), text);
  }
  console.error(`written to ${options.out}`);
  return 0;
}

/** Measures one world, or takes what an earlier run kept of the same world. */
async function measured(
  name: string,
  seed: number,
  { accounts, days, resume }: LabOptions,
  changes: Partial<Omit<WorldSettings, 'seed'>>,
  what: Measured,
): Promise<WorldResult> {
  const sizes = { accounts: accounts ?? worldSettings(seed).accounts, days: days ?? worldSettings(seed).days };
  const settings = worldSettings(seed, Object.assign(sizes, changes));
  const file = path.join(KEPT, `${name.replace(/\W+/g, '-')}.json`);
  const question = JSON.stringify({ settings, what });
  if (resume) {
    const kept = await readKept(file);
    if (kept?.question === question) return kept.result;
  }
  const startedAt = performance.now();
  const result = measureWorld(settings, what);
  console.error(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  await mkdir(KEPT, { recursive: true });
  await writeFile(file, JSON.stringify({ question, result }));
  return result;
}

async function readKept(file: string): Promise<{ question: string; result: WorldResult } | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as { question: string; result: WorldResult };
  } catch {
    return undefined;
  }
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => {
    console.error(error);
    process.exit(1);
  },
);
