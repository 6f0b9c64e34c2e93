// What Stryker runs against each change, in its copy of the project: the unit tests of one area, which ./run.mjs names.
const path = require('node:path');
const { projects, testTimeout } = require('../jest.config.cjs');

const unit = projects.find(({ displayName }) => displayName === 'unit');

module.exports = {
  ...unit,
  testTimeout,
  roots: ['src/domain', 'src/law-document', 'test/domain', 'test/support'].map((folder) =>
    path.join(unit.rootDir, folder),
  ),
  setupFiles: [path.join(__dirname, 'same-cases.cjs')],
  // Goes with the copy.
  cacheDirectory: path.join(unit.rootDir, '.jest-cache'),
};
