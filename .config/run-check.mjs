// `npm run check`: every check of the sources that needs no server. Every step runs, so that one
// run names every fault. Two run at a time, the longest first; what each says is printed in one
// piece when it ends. `--sources`: without the tests, where `npm test` runs them as well.
import { cpuSecondsOfChildren, runNodeAside, timed, timeLine } from './steps.mjs';

const steps = [
  { name: 'lint', argv: ['node_modules/eslint/bin/eslint.js', '.'] },
  { name: 'format', argv: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  {
    name: 'types of the console',
    argv: ['node_modules/typescript/bin/tsc', '-p', 'web/tsconfig.json', '--noEmit'],
  },
  {
    name: 'types of its tests',
    argv: ['node_modules/typescript/bin/tsc', '-p', 'test/console/tsconfig.json', '--noEmit'],
  },
  { name: 'client of the API', argv: ['.config/write-client.mjs', '--check'] },
  { name: 'who sees what', argv: ['.config/write-roles.mjs', '--check'] },
  { name: 'the core', argv: ['.config/write-core.mjs', '--check'] },
  { name: 'what migrate makes', argv: ['.config/write-catalogue.mjs', '--check'] },
  { name: 'types', argv: ['node_modules/typescript/bin/tsc', '-p', 'tsconfig.json', '--noEmit'] },
  {
    name: 'types of the sandbox',
    argv: ['node_modules/typescript/bin/tsc', '-p', '.config/tsconfig.sandbox.json', '--noEmit'],
  },
  {
    name: 'imports',
    argv: [
      'node_modules/dependency-cruiser/bin/dependency-cruise.mjs',
      ...['src', 'tools', 'workflows', 'activities', 'simulator', 'packages', 'lab', 'test', 'web/src'],
    ],
  },
  { name: 'unused code', argv: ['node_modules/knip/bin/knip.js', '--no-progress'] },
  { name: 'OpenAPI documents', argv: ['.config/lint-openapi.mjs'] },
  { name: 'workflow bundle', argv: ['dist/src/worker/build-workflow-bundle.js'] },
  { name: 'unit and replay tests', argv: ['.config/run-tests.mjs', '--serverless'], isTest: true },
];

/** How many steps run at the same time. */
const AT_ONCE = 2;

const [mode] = process.argv.slice(2);
if (mode !== undefined && mode !== '--sources') throw new Error(`npm run check knows no ${mode}`);
const wanted = mode === '--sources' ? steps.filter(({ isTest }) => !isTest) : steps;
const waiting = [...wanted];
const results = new Map();

async function runSteps() {
  for (let step = waiting.shift(); step !== undefined; step = waiting.shift()) {
    const { name, argv } = step;
    const { result, seconds } = await timed(() => runNodeAside(argv));
    console.log(`\n=== ${name}\n${result.said}`);
    results.set(name, { code: result.code, line: timeLine(name, seconds, result.code === 0 ? 'ok' : 'FAILED') });
  }
}

const { seconds } = await timed(() => Promise.all(Array.from({ length: AT_ONCE }, runSteps)));
for (const { name } of wanted) console.log(results.get(name).line);
const cpu = cpuSecondsOfChildren();
console.log(timeLine('all', seconds, cpu === undefined ? '' : `${cpu.toFixed(0)} s of a core`));
process.exitCode = [...results.values()].every(({ code }) => code === 0) ? 0 : 1;
