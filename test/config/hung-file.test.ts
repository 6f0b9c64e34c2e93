import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { projectDir } from '../../tools/embedded/begin/home.js';

describe('a test file that never ends', () => {
  let dir: string;
  beforeAll(() => {
    dir = mkdtempSync(path.join(os.tmpdir(), 'rangap-hung-'));
    const config = { rootDir: dir, testEnvironment: 'node', maxWorkers: 2, transform: {} };
    const reporter = path.join(projectDir(), '.config/hung-file-reporter.cjs');
    writeFileSync(
      path.join(dir, 'jest.config.json'),
      JSON.stringify({ ...config, reporters: ['default', [reporter, { silentMinutes: 0.1 }]] }),
    );
    writeFileSync(path.join(dir, 'busy.test.js'), `it('keeps its thread', () => { for (;;); });`);
    writeFileSync(path.join(dir, 'other.test.js'), `it('ends', () => expect(1).toBe(1));`);
    // Takes longer than the reporter waits, while each of its tests takes less.
    const slow = "it.each([1, 2, 3])('ends', () => new Promise((resolve) => setTimeout(resolve, 2_500)));";
    writeFileSync(path.join(dir, 'slow.test.js'), slow);
  });
  afterAll(() => rmSync(dir, { recursive: true }));

  it('is named and counts as failed, and the other files end as they do, however long their tests take together', () => {
    const jest = path.join(projectDir(), 'node_modules/jest/bin/jest.js');
    const { status, stderr } = spawnSync(process.execPath, [jest, '--config', path.join(dir, 'jest.config.json')], {
      cwd: dir,
      encoding: 'utf8',
      timeout: 50_000,
    });
    expect(status).toBe(1);
    expect(stderr).toMatch(/No test has ended for .* minutes\. Under way: busy\.test\.js;/);
    expect(stderr).toContain('1 failed, 2 passed, 3 total');
  });
});
