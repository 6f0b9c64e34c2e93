// `npm run mutation`: changes the code of each area in small ways, one at a time, and runs the
// area's tests that pass through the changed place. Names every change that no test noticed; fails
// when an area is below its bar. Options: `--area deadlines`, files
// (`src/domain/trail/cycles.ts`), `--concurrency 1`.
import { mkdirSync } from 'node:fs';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { Stryker } from '@stryker-mutator/core';
import { projectDir, timed } from '../steps.mjs';
import { areas, liesIn, tables } from './areas.mjs';

/** A folder that Git, Jest and the linters ignore. */
const workDir = '.rangap/mutation';

/**
 * Properties are tried a tenth as often as in `npm test`: a change that only the thousandth case
 * notices is not really tested.
 */
process.env.FAST_CHECK_FACTOR = '0.1';

const pathHere = (plugin) => path.join(import.meta.dirname, plugin);

function strykerOptions({ name }, mutate, concurrency) {
  return {
    mutate,
    testRunner: 'jest',
    plugins: ['@stryker-mutator/jest-runner', ...['not-behaviour.mjs', 'survivors.mjs'].map(pathHere)],
    ignorers: ['not-behaviour'],
    jest: { configFile: '.config/mutation/jest.config.cjs', enableFindRelatedTests: false },
    coverageAnalysis: 'perTest',
    ignorePatterns: ['/*', '!/src', '!/test', '!/docs', '!/.config', '!/package.json'],
    tempDirName: `${workDir}/copies`,
    cleanTempDir: 'always',
    logLevel: 'error',
    reporters: ['progress-append-only', 'survivors', 'html'],
    htmlReporter: { fileName: `${workDir}/${name}.html` },
    // Endless loops are found by counting, so a test may take long: on a busy machine a slow test
    // must not count as a noticed change.
    timeoutMS: 60_000,
    ...(concurrency !== undefined && { concurrency: Number(concurrency) }),
  };
}

const relative = (fileName) => path.relative(projectDir, path.resolve(fileName)).split(path.sep).join('/');
const globOf = (place) => (place.endsWith('/') ? `${place}**/*.ts` : place);

/**
 * Counts Stryker's results of an area. A change with which the tests cannot be loaded does not
 * count. Noticed changes are "by clock" when the tests did not end in time, without the endless
 * loops that counting finds.
 */
function tally({ name, bar }, mutants, seconds) {
  const count = (...statuses) => mutants.filter(({ status }) => statuses.includes(status)).length;
  const noticed = count('Killed', 'Timeout');
  const survived = count('Survived', 'NoCoverage');
  return {
    area: name,
    mutants: noticed + survived,
    noticed,
    'by clock': mutants.filter(({ status, statusReason }) => status === 'Timeout' && !statusReason).length,
    survived,
    'of them untested': count('NoCoverage'),
    'not loaded': count('RuntimeError', 'CompileError'),
    'left out': count('Ignored'),
    score: noticed + survived === 0 ? 100 : Math.round((10_000 * noticed) / (noticed + survived)) / 100,
    bar,
    seconds: Math.round(seconds),
  };
}

/** Writes the results as a table: a heading, and a line for each area. */
function table(tallies) {
  const line = ([area, ...cells], headings) =>
    area.padEnd(14) + cells.map((cell, index) => String(cell).padStart(headings[index + 1].length + 2)).join('');
  const headings = Object.keys(tallies[0]);
  return [headings, ...tallies.map(Object.values)].map((cells) => line(cells, headings)).join('\n');
}

function choose(argv) {
  const { values, positionals } = parseArgs({
    args: argv,
    options: { area: { type: 'string', multiple: true }, concurrency: { type: 'string' } },
    allowPositionals: true,
  });
  const unknown = values.area?.find((name) => !areas.some((area) => area.name === name));
  if (unknown !== undefined)
    throw new Error(`no area "${unknown}"; known: ${areas.map(({ name }) => name).join(', ')}`);
  const chosen = areas
    .filter(({ name }) => values.area === undefined || values.area.includes(name))
    .map((area) => ({ area, mutate: filesOf(area, positionals) }))
    .filter(({ mutate }) => mutate.length > 0);
  if (chosen.length === 0) throw new Error('none of these files lies in an area');
  return { chosen, concurrency: values.concurrency };
}

function filesOf({ places }, wanted) {
  if (wanted.length === 0)
    return [
      ...places.map(globOf),
      ...tables.filter((table) => places.some((place) => liesIn(table, place))).map((table) => `!${table}`),
    ];
  return wanted.map(relative).filter((file) => places.some((place) => liesIn(file, place)));
}

async function main(argv) {
  const { chosen, concurrency } = choose(argv);
  mkdirSync(workDir, { recursive: true });
  const tallies = [];
  for (const { area, mutate } of chosen) {
    console.log(`\n--- ${area.name}`);
    process.env.RANGAP_MUTATION_AREA = area.name;
    const { result: mutants, seconds } = await timed(() =>
      new Stryker(strykerOptions(area, mutate, concurrency)).runMutationTest(),
    );
    tallies.push(tally(area, mutants, seconds));
  }
  console.log(`\n${table(tallies)}`);
  console.log(`Every change and what became of it: ${workDir}/<area>.html`);
  return tallies.every(({ bar, score }) => score >= bar) ? 0 : 1;
}

process.exitCode = await main(process.argv.slice(2));
