import { spawnSync } from 'node:child_process';
import { projectDir } from '../../tools/embedded/begin/home.js';

/** Loads Jest's configuration as `npx jest` with these arguments does; returns what it says. */
function loadWith(...args: readonly string[]): { status: number | null; stderr: string } {
  const load = ['-e', `require('./jest.config.cjs')`, '--', ...args];
  return spawnSync(process.execPath, load, { cwd: projectDir(), encoding: 'utf8' });
}

describe('the suites chosen by name', () => {
  it.each([
    ['a path', ['--selectProjects', 'postgres', 'test/domain']],
    ['a path after =', ['--selectProjects=postgres', 'test/domain']],
    ['a name that no suite has', ['-i', '--selectProjects', 'test/domain', '-t', 'a receipt']],
  ])('are refused with %s, which Jest would ignore', (_what, args) => {
    expect(loadWith(...args).stderr).toContain('no suite is called test/domain. A path needs no suite: npx jest');
  });

  it.each([
    [['--selectProjects', 'unit', 'postgres', '-t', 'a receipt']],
    [['--selectProjects=unit', '--runTestsByPath', 'test/domain/x.test.ts']],
    [['test/domain']],
  ])('are taken: %j', (args) => {
    expect(loadWith(...args)).toMatchObject({ status: 0, stderr: '' });
  });
});
