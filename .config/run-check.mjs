// `npm run check`: every check of the sources that needs no server. Every step runs, so that one
// run names every fault.
import { runNode, timed, timeLine } from './steps.mjs';

const steps = [
  { name: 'format', argv: ['node_modules/prettier/bin/prettier.cjs', '--check', '--log-level', 'warn', '.'] },
  { name: 'lint', argv: ['node_modules/eslint/bin/eslint.js', '.'] },
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
  { name: 'unit and replay tests', argv: ['.config/run-tests.mjs', '--serverless'] },
];

const results = [];
for (const { name, argv } of steps) {
  console.log(`\n=== ${name}`);
  const { result: code, seconds } = await timed(() => runNode(argv));
  results.push({ code, line: timeLine(name, seconds, code === 0 ? 'ok' : 'FAILED') });
}
console.log('');
for (const { line } of results) console.log(line);
process.exitCode = results.every(({ code }) => code === 0) ? 0 : 1;
