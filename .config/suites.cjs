// The suites of test/: the folders of each, and what Jest prepares before the first test. Those
// that are `serverless` run in `npm run check`. One that `needs` programs runs in `npm run
// test:full` only, and is left out where they are missing. All others run in `npm test`, each in a
// Jest call of its own: those of one `lane` one after the other, the lanes side by side.

const postgres = { globalSetup: 'test/support/global-setup.cjs', globalTeardown: 'test/support/global-teardown.cjs' };

const suites = [
  // Every folder that no other row names, so that a new folder is never forgotten.
  { name: 'unit', serverless: true },
  { name: 'replay', folders: ['replay'], serverless: true },
  { name: 'simulator', folders: ['simulator'] },
  {
    name: 'postgres',
    folders: ['activities', 'persistence', 'migrate', 'application', 'dispatch', 'api', 'verify', 'rejudge'],
    ready: postgres,
  },
  { name: 'workflows', folders: ['workflows'] },
  { name: 'observe', folders: ['observe'], ready: postgres, lane: 'systems', inTurn: true },
  { name: 'embedded', folders: ['embedded'], lane: 'systems' },
  { name: 'e2e', folders: ['e2e'], lane: 'systems', inTurn: true },
  // Stories of persons in Chromium, on a system of their own; left out where there is no browser.
  { name: 'browser', folders: ['console/browser'], lane: 'systems', inTurn: true, needsBrowser: true },
  { name: 'crash', folders: ['proof/crash'], lane: 'systems', inTurn: true },
  // Generated clients in three languages; their generators come from npm, PyPI and Maven Central.
  { name: 'clients', folders: ['clients'], ready: postgres, inTurn: true, needs: ['python3', 'java', 'mvn'] },
];

module.exports = { suites };
