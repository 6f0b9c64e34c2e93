import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { transformFileSync } from '@swc/core';
import { projectDir } from '../../tools/embedded/begin/home.js';

describe('many new signing keys', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-keys-'));
    for (const name of ['keys', 'profile']) {
      const { code } = transformFileSync(path.join(projectDir(), `src/signing/${name}.ts`), {
        swcrc: false,
        jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
        module: { type: 'commonjs' },
      });
      writeFileSync(path.join(dir, `${name}.js`), code);
    }
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('are made to the end while memory is collected again and again', () => {
    const make = `const { generateSigningKey } = require('./keys.js'); const kept = [];
      for (let n = 0; n < 20_000; n += 1) kept.push(generateSigningKey('k')); console.log(kept.length);`;
    // In a process of its own, because a process that stops here cannot end its own test.
    const { stdout, signal } = spawnSync(process.execPath, ['--max-semi-space-size=1', '-e', make], {
      cwd: dir,
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect([stdout, signal]).toEqual(['20000\n', null]);
  });
});
