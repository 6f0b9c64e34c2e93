import { mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { makeNation } from '../simulator/world/nation.js';
import { type PersonParameters, readParameters } from '../simulator/world/persons/parameters.js';
import { type WorldSettings, worldSettings } from '../simulator/world/settings.js';
import { type Measured, type WorldResult, measureWorld } from './bench/world-result.js';
import { codeHash } from './code-hash.js';
import { honestPage } from './honest/honest-page.js';
import { type HonestFigures, measureHonest } from './honest/measure-honest.js';
import { calibrationFault } from './hardness/calibration.js';
import { type Linkage, measureLinkage } from './linkage/measure-linkage.js';
import { type LabOptions, USAGE, readOptions } from './options.js';
import { hardWorlds, reportOf } from './report/report.js';
import { measureReview, type ReviewFigures } from './review/measure-review.js';
import { VARIANTS, type VariantResult } from './sensitivity.js';

/** What is asked, with the parameters of the country of persons that it names. */
type Options = LabOptions & { persons: PersonParameters | null };

/** Where the results of each world are kept for `--resume`; git ignores it. */
const KEPT = '.rangap/lab';

/**
 * `npm run lab`: measures the policies in made-up worlds and writes the page. Progress goes to
 * standard error. Returns the exit code.
 */
async function main(args: readonly string[]): Promise<number> {
  const asked = readOptions(args);
  if (asked === undefined) {
    console.error(USAGE);
    return 2;
  }
  const { world } = asked;
  const persons = world === undefined ? null : readParameters(await readFile(world, 'utf8'));
  const options: Options = { ...asked, persons };
  if (options.honestSeeds !== undefined) return tryHonest(options, options.honestSeeds);
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
  const linkage: Linkage[] = [];
  for (const { settings } of hardWorlds(worlds)) linkage.push(await linkageOf(settings.seed, options));
  const reviews: ReviewFigures[] = [];
  for (const { settings } of hardWorlds(worlds)) reviews.push(await reviewOf(settings.seed, options));
  if (options.json) console.log(JSON.stringify({ worlds, variants, linkage, reviews }, null, 2));
  if (hardWorlds(worlds).length === 0) {
    console.error('no world passes the gates of hardness: nothing is written');
    return 1;
  }
  await mkdir(options.out, { recursive: true });
  for (const [name, text] of Object.entries(reportOf({ worlds, variants, linkage, reviews }))) {
    await writeFile(path.join(options.out, name), text);
  }
  console.error(`written to ${options.out}`);
  const fault = calibrationFault(hardWorlds(worlds));
  if (fault !== undefined) console.error(`not calibrated, so no share is to be quoted: ${fault}`);
  return fault === undefined ? 0 : 1;
}

/** Measures what the rules do to those without guilt, and writes its page. */
async function tryHonest(options: Options, seeds: readonly number[]): Promise<number> {
  const worlds: HonestFigures[][] = [];
  for (const seed of seeds) {
    const settings = settingsOf(seed, options, {});
    worlds.push(await kept(`honest, seed ${seed}`, options, settings, () => measureHonest(makeNation(settings))));
  }
  if (options.json) console.log(JSON.stringify(worlds, null, 2));
  await mkdir(options.out, { recursive: true });
  await writeFile(path.join(options.out, 'honest.md'), honestPage(seeds, worlds));
  console.error(`written to ${options.out}`);
  return 0;
}

/** Measures one world, or takes what an earlier run kept of the same world. */
async function measured(
  name: string,
  seed: number,
  options: Options,
  changes: Partial<Omit<WorldSettings, 'seed'>>,
  what: Measured,
): Promise<WorldResult> {
  const settings = settingsOf(seed, options, changes);
  return kept(name, options, { settings, what }, () => measureWorld(settings, what));
}

/** Measures how well the linkage finds the gangs of one world. */
async function linkageOf(seed: number, options: Options): Promise<Linkage> {
  const settings = settingsOf(seed, options, {});
  return kept(`linkage, seed ${seed}`, options, settings, () => measureLinkage(makeNation(settings)));
}

/** Measures how early a review finds the mistaken complaints of one world. */
async function reviewOf(seed: number, options: Options): Promise<ReviewFigures> {
  const settings = settingsOf(seed, options, {});
  return kept(`review, seed ${seed}`, options, settings, () => measureReview(makeNation(settings)));
}

function settingsOf(
  seed: number,
  { accounts, days, persons }: Options,
  changes: Partial<Omit<WorldSettings, 'seed'>>,
): WorldSettings {
  const whole = worldSettings(seed, { persons });
  return worldSettings(seed, { persons, accounts: accounts ?? whole.accounts, days: days ?? whole.days, ...changes });
}

/** What decides a result beside the question. */
const CODE = codeHash(path.join(__dirname, '..'));

/** Measures something, or takes what an earlier run of the same code kept of the same question. */
async function kept<Result>(name: string, { resume }: Options, asked: unknown, measure: () => Result): Promise<Result> {
  const file = path.join(KEPT, `${name.replace(/\W+/g, '-')}.json`);
  const question = JSON.stringify({ asked, code: CODE });
  const before = resume ? await readKept<Result>(file) : undefined;
  if (before?.question === question) return before.result;
  const startedAt = performance.now();
  const result = measure();
  console.error(`${name}: ${((performance.now() - startedAt) / 1000).toFixed(1)} s`);
  await mkdir(KEPT, { recursive: true });
  await writeFile(file, JSON.stringify({ question, result }));
  return result;
}

async function readKept<Result>(file: string): Promise<{ question: string; result: Result } | undefined> {
  try {
    return JSON.parse(await readFile(file, 'utf8')) as { question: string; result: Result };
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
