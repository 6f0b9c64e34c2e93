// The suites of test/, a row each: which folders, and what Jest must have ready before their first test.
// `serverless` ones run in `npm run check`; all run in `npm test`, each as a Jest call of its own, so that a suite that measures time does
// not compete with another.

const postgres = { globalSetup: 'test/support/global-setup.cjs', globalTeardown: 'test/support/global-teardown.cjs' };
const bundle = {
  globalSetup: 'test/support/jest-bundle-setup.cjs',
  globalTeardown: 'test/support/jest-bundle-teardown.cjs',
};
const temporal = {
  globalSetup: 'test/support/jest-temporal-setup.cjs',
  globalTeardown: 'test/support/jest-bundle-teardown.cjs',
};

const suites = [
  // Whatever no other row names, so that a new folder is never forgotten.
  { name: 'unit', serverless: true },
  { name: 'replay', folders: ['replay'], serverless: true, ready: bundle },
  { name: 'simulator', folders: ['simulator'] },
  { name: 'postgres', folders: ['persistence', 'api', 'verify'], ready: postgres },
  { name: 'workflows', folders: ['workflows'], ready: temporal },
  { name: 'embedded', folders: ['embedded'], inTurn: true },
  { name: 'e2e', folders: ['e2e'], inTurn: true },
];

module.exports = { suites };
