import { spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectDir } from '../../tools/embedded/begin/home.js';

/** Each of two equal files looks at what it finds, then leaves what the other must not find. */
const FILE = `
const { sku } = require('../src/product.cjs');
const { uses } = require('./support.cjs');
const listeners = globalThis[Symbol.for('EVENT_HANDLERS')];
it('finds the product in the same world', () => {
  expect(sku.refuse).toThrow(TypeError);
});
it('finds its own helpers, timers, variables and methods', () => {
  expect(uses).toEqual([]);
  expect(Date.now()).toBeGreaterThan(1_000_000);
  expect(process.env.LEFT_BEHIND).toBeUndefined();
  expect(process.env.PATH).not.toBe('/nowhere');
  expect(sku.price()).toBe(7);
});
it('alone hears of its tests', () => {
  expect(listeners.filter(({ isOfAnotherFile }) => isOfAnotherFile)).toEqual([]);
});
it('leaves things behind', () => {
  for (const listener of listeners) listener.isOfAnotherFile = true;
  uses.push('once');
  jest.useFakeTimers({ now: 0 });
  process.env.LEFT_BEHIND = 'yes';
  process.env.PATH = '/nowhere';
  jest.spyOn(sku, 'price').mockReturnValue(8);
});
`;

describe('two files that one worker runs', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-kept-'));
    const files = {
      'jest.config.json': JSON.stringify({
        rootDir: dir,
        testEnvironment: path.join(projectDir(), '.config/kept-environment.cjs'),
        runtime: path.join(projectDir(), '.config/kept-modules.cjs'),
        moduleFileExtensions: ['js', 'cjs'],
        transform: {},
      }),
      'src/product.cjs': `
        require('node:fs').appendFileSync(__dirname + '/loads', 'loaded ');
        exports.sku = { price: () => 7, refuse: () => { throw new TypeError('no'); } };`,
      'test/support.cjs': 'exports.uses = [];',
      'test/one.test.js': FILE,
      'test/two.test.js': FILE,
    };
    for (const [name, text] of Object.entries(files)) {
      mkdirSync(path.dirname(path.join(dir, name)), { recursive: true });
      writeFileSync(path.join(dir, name), text);
    }
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('share the modules of the product, and nothing that a test leaves behind', () => {
    const jest = path.join(projectDir(), 'node_modules/jest/bin/jest.js');
    const { status, stderr } = spawnSync(
      process.execPath,
      [jest, '-i', '--config', path.join(dir, 'jest.config.json')],
      { cwd: dir, encoding: 'utf8', timeout: 50_000 },
    );
    expect(stderr).toContain('8 passed, 8 total');
    expect(status).toBe(0);
    expect(readFileSync(path.join(dir, 'src/loads'), 'utf8')).toBe('loaded ');
  });
});
