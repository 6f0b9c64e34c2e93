// One Jest project per suite of suites.cjs. `npx jest <path>` prepares only what the chosen tests
// need.
const os = require('node:os');
const path = require('node:path');
const { folderInMemory } = require('./folder-in-memory.cjs');
const { suites } = require('./suites.cjs');

const rootDir = path.resolve(__dirname, '..');

// Tests use temporary homes; downloaded programs are kept in one place all the same.
process.env.RANGAP_TOOLS ||= path.join(rootDir, '.rangap/tools');

// What a run leaves for the next stays on the disk; all else that is temporary goes into memory.
const cacheDirectory = path.join(rootDir, '.rangap/jest');
process.env.TMPDIR = folderInMemory() ?? os.tmpdir();

// Nest 12 and a few libraries are ES modules only; Jest on Node 20 cannot require() them, so swc
// makes CommonJS of these.
const swc = (parser) => [
  '@swc/jest',
  {
    swcrc: false,
    jsc: {
      parser,
      target: 'es2022',
      keepClassNames: true,
      transform: { legacyDecorator: true, decoratorMetadata: true, useDefineForClassFields: false },
    },
    module: { type: 'commonjs' },
    sourceMaps: 'inline',
  },
];
const esModules = [
  '@nestjs',
  'file-type',
  'strtok3',
  'token-types',
  'uint8array-extras',
  '@borewit',
  '@tokenizer',
  'inflected',
  'jose',
  'openid-client',
  'oauth4webapi',
  'oauth2-mock-server',
  'is-plain-obj',
  'pure-rand',
  'canonicalize',
  'ulid',
  'qr',
  'http-message-signatures',
  'structured-headers',
];

refuseUnknownSuites(process.argv);

/**
 * Throws when a word after `--selectProjects` is not the name of a suite, such as a path. Jest
 * reads every word there as a name, ignores what it does not know, and would run whole suites.
 */
function refuseUnknownSuites(argv) {
  const option = argv.findIndex((word) => /^--selectProjects(=|$)/.test(word));
  if (option < 0) return;
  const [first, ...rest] = argv.slice(option).map((word) => word.replace(/^--selectProjects=?/, ''));
  const end = rest.findIndex((word) => word.startsWith('-'));
  const names = [first, ...(end < 0 ? rest : rest.slice(0, end))].filter((word) => word !== '');
  const unknown = names.filter((name) => !suites.some((suite) => suite.name === name));
  if (unknown.length === 0) return;
  throw new Error(`no suite is called ${unknown.join(', ')}. A path needs no suite: npx jest ${unknown.join(' ')}`);
}

const inAnotherRow = suites.flatMap(({ folders = [] }) => folders).map((folder) => `<rootDir>/test/${folder}/`);

function project({ name, folders, ready = {} }) {
  const below = Object.entries(ready).map(([hook, file]) => [hook, `<rootDir>/${file}`]);
  return {
    displayName: name,
    rootDir,
    cacheDirectory,
    testEnvironment: '<rootDir>/.config/kept-environment.cjs',
    runtime: '<rootDir>/.config/kept-modules.cjs',
    testMatch: folders
      ? folders.map((folder) => `<rootDir>/test/${folder}/**/*.test.ts`)
      : ['<rootDir>/test/**/*.test.ts'],
    testPathIgnorePatterns: folders ? ['/node_modules/'] : ['/node_modules/', ...inAnotherRow],
    modulePathIgnorePatterns: ['<rootDir>/dist/', '<rootDir>/.rangap/'],
    moduleNameMapper: {
      '^(\\.{1,2}/.*)\\.js$': '$1',
      '^fast-check$': '<rootDir>/.config/seeded-fast-check.cjs',
    },
    transform: {
      '^.+\\.ts$': swc({ syntax: 'typescript', decorators: true }),
      '^.+\\.m?js$': swc({ syntax: 'ecmascript' }),
    },
    transformIgnorePatterns: [`/node_modules/(?!(?:${esModules.join('|')})/)`],
    ...Object.fromEntries(below),
  };
}

/** Whether this is `npm run test:full`, where properties are tried more often. */
const isFull = process.env.RANGAP_TEST_FULL !== undefined;

module.exports = {
  rootDir,
  cacheDirectory,
  maxWorkers: 2,
  // How many stories of one file run side by side (`it.concurrent`).
  maxConcurrency: 3,
  reporters: ['default', [path.join(__dirname, 'hung-file-reporter.cjs'), { silentMinutes: isFull ? 20 : 8 }]],
  testTimeout: isFull ? 600_000 : 60_000,
  projects: suites.map(project),
};
