// What `npm run <name>` hands over to: Node arguments, relative to the project folder. All of it
// finds the dependencies installed and the sources compiled.
const tests = '.config/run-tests.mjs';
const prettier = 'node_modules/prettier/bin/prettier.cjs';
const eslint = ['node_modules/eslint/bin/eslint.js', '.'];

export const commands = {
  build: { argv: null },
  start: { argv: ['dist/src/embedded/start.js'] },
  demo: { argv: ['dist/src/embedded/demo.js'] },
  verify: { argv: ['dist/src/verify/main.js'] },
  crash: { argv: ['dist/src/proof/crash/main.js'] },
  bench: { argv: ['dist/src/proof/bench/main.js'] },
  migrate: { argv: ['dist/src/migrate/main.js'] },
  rejudge: { argv: ['dist/src/rejudge/main.js'] },
  law: { argv: ['dist/src/law-document/write-law.js'] },
  openapi: { argv: ['dist/src/api/write-openapi.js'] },
  check: { argv: ['.config/run-check.mjs'] },
  test: { argv: [tests] },
  'test:full': { argv: [tests, '--full'] },
  'test:production': { argv: ['dist/src/proof/production/main.js'] },
  mutation: { argv: ['.config/mutation/run.mjs'] },
  format: { argv: [prettier, '--write', '--log-level', 'warn', '.'] },
  lint: { argv: eslint },
};
