// What Stryker runs against each change, in its copy of the project: the tests of the area that ./run.mjs names, as one file. Jest needs longer to begin a
// file than to run the tests in it, and it begins anew for each change.
const { readdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { projects, testTimeout } = require('../jest.config.cjs');

const unit = projects.find(({ displayName }) => displayName === 'unit');

module.exports = async () => {
  const { areas, liesIn } = await import('./areas.mjs');
  const { tests } = areas.find(({ name }) => name === process.env.RANGAP_MUTATION_AREA);
  const files = readdirSync(path.join(unit.rootDir, 'test/domain'), { recursive: true })
    .map((file) => `test/domain/${file.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.test.ts') && tests.some((place) => liesIn(file, place)));
  const together = path.join(unit.rootDir, 'test/area.test.ts');
  writeFileSync(together, files.map((file) => `import '../${file}';\n`).join(''));

  return {
    ...unit,
    testTimeout,
    testMatch: [together],
    roots: ['src', 'test'].map((folder) => path.join(unit.rootDir, folder)),
    setupFiles: [path.join(__dirname, 'same-cases.cjs')],
    // Goes with the copy.
    cacheDirectory: path.join(unit.rootDir, '.jest-cache'),
  };
};
