// The suites of test/: the folders of each, and what Jest prepares before the first test. Those
// that are `serverless` run in `npm run check`. One that `needs` programs runs in `npm run
// test:full` only, and is left out where they are missing. All others run in `npm test`, each in a
// Jest call of its own, so that a suite that waits for people or clocks does not compete with those
// that compute. One that stands `besideTheLast` runs at the same time as the row before it: both
// wait for most of their time, for clocks or for the network. `npm run test:full` runs a suite
// `onceMoreWith` each value of a variable.

const postgres = { globalSetup: 'test/support/global-setup.cjs', globalTeardown: 'test/support/global-teardown.cjs' };

const suites = [
  // Every folder that no other row names, so that a new folder is never forgotten.
  { name: 'unit', serverless: true },
  { name: 'replay', folders: ['replay'], serverless: true },
  { name: 'simulator', folders: ['simulator', 'conformance', 'sandbox'] },
  {
    name: 'postgres',
    folders: [
      'liars-day',
      'network',
      'activities',
      'persistence',
      'migrate',
      'application',
      'dispatch',
      'outgoing',
      'api',
      'verify',
      'rejudge',
    ],
    ready: postgres,
  },
  {
    name: 'workflows',
    folders: ['workflows'],
    // `npm test` has a broken analysis (test/workflows/support/analysis-mode.ts).
    onceMoreWith: { RANGAP_TEST_ANALYSIS: ['off', 'slow', 'lying'] },
  },
  { name: 'embedded', folders: ['embedded'] },
  { name: 'e2e', folders: ['e2e'], inTurn: true },
  { name: 'observe', folders: ['observe'], ready: postgres, inTurn: true, besideTheLast: true },
  // Generated clients in three languages; their generators come from npm, PyPI and Maven Central.
  {
    name: 'clients',
    folders: ['clients'],
    ready: postgres,
    inTurn: true,
    needs: ['python3', 'java', 'mvn'],
    besideTheLast: true,
  },
  // A bank in another language, against the kit.
  { name: 'other-bank', folders: ['other-bank'], inTurn: true, needs: ['go'] },
  // Stories of persons in Chromium, on a system of their own; left out where there is no browser.
  { name: 'browser', folders: ['console/browser'], inTurn: true, needsBrowser: true },
  { name: 'crash', folders: ['proof/crash', 'proof/simulate'], inTurn: true },
];

module.exports = { suites };
