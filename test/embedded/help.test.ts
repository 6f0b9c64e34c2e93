import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, readdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { filesBelow } from '../architecture/project.js';
import { projectDir } from '../../tools/embedded/begin/home.js';
import { tempDirs } from './temp-dir.js';

const temp = tempDirs();
const root = projectDir();
const manifest = readFileSync(path.join(root, 'package.json'), 'utf8');
const { scripts } = JSON.parse(manifest) as { scripts: Record<string, string> };
const names = Object.keys(scripts);
afterAll(() => temp.removeAll());

/** A clone in which nothing was ever installed, with an npm that leaves a trace when it is run. */
function freshClone(): string {
  const dir = temp.make();
  const embedded = path.join(dir, 'tools/embedded');
  mkdirSync(embedded, { recursive: true });
  for (const file of ['bootstrap.mjs', 'bootstrap']) {
    cpSync(path.join(root, 'tools/embedded', file), path.join(embedded, file), { recursive: true });
  }
  writeFileSync(path.join(dir, 'package.json'), manifest);
  writeFileSync(path.join(dir, 'package-lock.json'), '{"packages":{"":{}}}');
  writeFileSync(path.join(dir, 'fake-npm.js'), `require('fs').writeFileSync('npm-was-run', '')`);
  return dir;
}

function filesIn(dir: string): string[] {
  return (readdirSync(dir, { recursive: true }) as string[]).sort();
}

const dir = freshClone();
const before = filesIn(dir);

function ask(name: string, flag: string) {
  const [node = '', ...argv] = scripts[name]?.split(' ') ?? [];
  expect(node).toBe('node');
  const env = { ...process.env, npm_execpath: path.join(dir, 'fake-npm.js') };
  const { status, stdout, stderr } = spawnSync(process.execPath, [...argv, flag], { cwd: dir, encoding: 'utf8', env });
  return { status, stdout, stderr };
}

describe('the help of every command', () => {
  it.each(names)('%s explains itself before it installs, compiles or starts anything', (name) => {
    const { status, stdout, stderr } = ask(name, '--help');
    expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    expect(stdout).toMatch(new RegExp(`^Usage: npm (run )?${name}\\b`, 'm'));
    expect(stdout).toMatch(/^Options .*:$/m);
    expect(stdout).toMatch(new RegExp(`^Examples?:\\n {2}.*\\bnpm (run )?(-s )?${name}\\b`, 'm'));
    expect(filesIn(dir)).toEqual(before);
  });

  it('fits on lines of at most 130 characters, and is the same for -h', () => {
    for (const name of names) {
      const { stdout } = ask(name, '-h');
      expect(stdout.split('\n').filter((line) => line.length > 130)).toEqual([]);
      expect(stdout).toBe(ask(name, '--help').stdout);
    }
  });

  it('names only options and variables that some program of the project reads', () => {
    const sources = ['src', 'tools', 'simulator', 'lab', '.config']
      .flatMap(filesBelow)
      .filter((file) => /\.(ts|mjs|cjs)$/.test(file) && !file.startsWith('tools/embedded/bootstrap/'))
      .map((file) => readFileSync(path.join(root, file), 'utf8'))
      .join('\n');
    const ofTools = ['help', 'fix', 'serverless', 'full'];
    for (const name of names) {
      const { stdout } = ask(name, '--help');
      const options = [...stdout.matchAll(/^ {2}--([a-z-]+)/gm)].map(([, option = '']) => option);
      const variables = [...stdout.matchAll(/^ {2}([A-Z][A-Z_]+)/gm)].map(([, variable = '']) => variable);
      const unread = [
        ...options.filter(
          (option) => !ofTools.includes(option) && !new RegExp(`\\b'?${option}'?: \\{|'--${option}'`).test(sources),
        ),
        ...variables.filter((variable) => !sources.includes(variable)),
      ];
      expect({ name, unread }).toEqual({ name, unread: [] });
    }
  });
});
