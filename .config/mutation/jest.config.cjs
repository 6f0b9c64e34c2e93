// The tests that Stryker runs against each change, in its copy of the project: those of the area
// that ./run.mjs names, as one file. Jest starts again for each change, and starting a file takes
// longer than running its tests.
const { readFileSync, readdirSync, writeFileSync } = require('node:fs');
const path = require('node:path');
const { projects, testTimeout } = require('../jest.config.cjs');

const unit = projects.find(({ displayName }) => displayName === 'unit');

/** Returns the project's files that a test imports, by their paths in the project. */
function importsOf(file) {
  const source = readFileSync(path.join(unit.rootDir, file), 'utf8');
  const imported = [...source.matchAll(/^import (?!type )[^;]*? from '(\.[^']+)\.js'/gm)].map(
    ([, relative]) => `${relative}.ts`,
  );
  return imported.map((relative) => path.posix.join(path.posix.dirname(file), relative));
}

module.exports = async () => {
  const { areas, liesIn } = await import('./areas.mjs');
  const { places, tests } = areas.find(({ name }) => name === process.env.RANGAP_MUTATION_AREA);
  const isOfArea = (file) =>
    tests.some((folder) => liesIn(file, folder)) ||
    importsOf(file).some((imported) => places.some((place) => liesIn(imported, place)));
  const files = readdirSync(path.join(unit.rootDir, 'test/domain'), { recursive: true })
    .map((file) => `test/domain/${file.split(path.sep).join('/')}`)
    .filter((file) => file.endsWith('.test.ts') && isOfArea(file));
  const together = path.join(unit.rootDir, 'test/area.test.ts');
  writeFileSync(together, files.map((file) => `import '../${file}';\n`).join(''));

  return {
    ...unit,
    testTimeout,
    testEnvironment: path.join(__dirname, 'first-failure.cjs'),
    runtime: require.resolve('jest-runtime'), // a change may show only when a module is loaded
    testMatch: [together],
    roots: ['src', 'test'].map((folder) => path.join(unit.rootDir, folder)),
    setupFiles: [path.join(__dirname, 'same-cases.cjs')],
    // Removed together with the copy.
    cacheDirectory: path.join(unit.rootDir, '.jest-cache'),
  };
};
