import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { tempDirs } from './temp-dir.js';

const temp = tempDirs();
afterAll(() => temp.removeAll());
const bootstrap = path.resolve(__dirname, '../../tools/embedded');

/**
 * Stands for npm: "installs" a compiler that copies src/ and tools/ and logs each of its runs, so slowly that
 * another start can come in between.
 */
const FAKE_NPM = `
const fs = require('fs');
fs.appendFileSync('npm.log', process.argv.slice(2).join(' ') + '\\n');
fs.mkdirSync('node_modules/@swc/cli/bin', { recursive: true });
fs.writeFileSync('node_modules/@swc/cli/bin/swc.js', \`
  const fs = require('fs');
  fs.appendFileSync('swc.log', 'compiled ');
  fs.appendFileSync('compiled.log', process.argv.slice(2, process.argv.indexOf('-d')).join(' ') + '\\\\n');
  const out = process.argv[process.argv.indexOf('-d') + 1];
  for (const folder of ['src', 'tools']) if (fs.existsSync(folder)) fs.cpSync(folder, out + '/' + folder, { recursive: true });
  Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, 300);
\`);
`;

function project(startScript: string): string {
  const dir = temp.make();
  mkdirSync(path.join(dir, 'src'));
  mkdirSync(path.join(dir, 'tools/embedded'), { recursive: true });
  cpSync(path.join(bootstrap, 'bootstrap.mjs'), path.join(dir, 'tools/embedded/bootstrap.mjs'));
  cpSync(path.join(bootstrap, 'bootstrap'), path.join(dir, 'tools/embedded/bootstrap'), { recursive: true });
  writeFileSync(path.join(dir, 'tools/embedded/start.js'), startScript);
  writeFileSync(path.join(dir, 'fake-npm.js'), FAKE_NPM);
  writeFileSync(path.join(dir, 'package-lock.json'), '{"packages":{"":{}}}');
  writeFileSync(path.join(dir, '.swcrc'), '{}');
  return dir;
}

function env(dir: string): NodeJS.ProcessEnv {
  return { ...process.env, npm_execpath: path.join(dir, 'fake-npm.js') };
}

function run(dir: string, ...args: string[]): { code: number | null; out: string; err: string } {
  const argv = ['tools/embedded/bootstrap.mjs', ...args];
  const result = spawnSync(process.execPath, argv, { cwd: dir, encoding: 'utf8', env: env(dir) });
  return { code: result.status, out: result.stdout, err: result.stderr };
}

function count(dir: string, log: string, pattern: RegExp): number {
  return readFileSync(path.join(dir, log), 'utf8').match(pattern)?.length ?? 0;
}

describe('the bootstrap', () => {
  it('refuses an old Node with one line on what to do', () => {
    const pretend = `data:text/javascript,Object.defineProperty(process,"versions",{value:{...process.versions,node:"20.18.3"}})`;
    const argv = ['--import', pretend, path.join(bootstrap, 'bootstrap.mjs'), 'start'];
    const result = spawnSync(process.execPath, argv, { encoding: 'utf8' });
    expect(result.status).toBe(1);
    expect(result.stderr).toMatch(
      /^Rangap needs Node 20\.19 or newer, and this is Node 20\.18\.3\. Install Node 22 or 24 .*\n$/,
    );
  });

  it('installs and compiles once, passes the arguments on and exits with the code of the command', () => {
    const dir = project(`console.log(JSON.stringify(process.argv.slice(2))); process.exit(7);`);
    const first = run(dir, 'start', '--json', 'a b');
    expect(first).toMatchObject({ code: 7, out: '["--json","a b"]\n' });
    expect(run(dir, 'start')).toEqual({ code: 7, out: '[]\n', err: '' });
    expect(count(dir, 'npm.log', /^ci --include=dev/gm)).toBe(1);
    expect(count(dir, 'swc.log', /compiled/g)).toBe(1);
  });

  it('compiles again, and forgets removed files, when a source changed', () => {
    const dir = project(`console.log('one')`);
    writeFileSync(path.join(dir, 'src/gone.js'), '');
    run(dir, 'start');
    rmSync(path.join(dir, 'src/gone.js'));
    utimesSync(path.join(dir, 'tools/embedded/start.js'), new Date(0), new Date(0));
    run(dir, 'start');
    expect(count(dir, 'swc.log', /compiled/g)).toBe(2);
    expect(existsSync(path.join(dir, 'dist/src/gone.js'))).toBe(false);
  });

  it('compiles again only what changed', () => {
    const dir = project(`console.log('one')`);
    writeFileSync(path.join(dir, 'src/other.js'), '');
    run(dir, 'start');
    writeFileSync(path.join(dir, 'tools/embedded/start.js'), `console.log('two, changed')`);
    expect(run(dir, 'start').out).toBe('two, changed\n');
    expect(readFileSync(path.join(dir, 'compiled.log'), 'utf8')).toBe(
      'src tools workflows activities simulator packages lab\ntools/embedded/start.js\n',
    );
  });

  it('installs again when the lock file asks for something else, but not over an install that already has it', () => {
    const dir = project('');
    run(dir, 'start');
    writeFileSync(path.join(dir, 'package-lock.json'), JSON.stringify(lock('1.0.0')));
    mkdirSync(path.join(dir, 'node_modules/left'), { recursive: true });
    writeFileSync(path.join(dir, 'node_modules/.package-lock.json'), JSON.stringify(lock('1.0.0')));
    run(dir, 'start');
    expect(count(dir, 'npm.log', /^ci/gm)).toBe(1);

    writeFileSync(path.join(dir, 'package-lock.json'), JSON.stringify(lock('1.0.1')));
    run(dir, 'start');
    expect(count(dir, 'npm.log', /^ci/gm)).toBe(2);
  });

  it('started several times at once, prepares the folder once and starts each', async () => {
    const dir = project(`console.log('started')`);
    const argv = ['tools/embedded/bootstrap.mjs', 'start'];
    const children = [1, 2, 3].map(() => spawn(process.execPath, argv, { cwd: dir, env: env(dir), stdio: 'ignore' }));
    expect(await Promise.all(children.map(exitCode))).toEqual([0, 0, 0]);
    expect(count(dir, 'swc.log', /compiled/g)).toBe(1);
    expect(existsSync(path.join(dir, '.rangap/bootstrap.lock'))).toBe(false);
  });

  it('takes over from a bootstrap that was killed', () => {
    const dir = project('');
    mkdirSync(path.join(dir, '.rangap/bootstrap.lock'), { recursive: true });
    writeFileSync(path.join(dir, '.rangap/bootstrap.lock/holder.json'), `{"pid":${process.pid},"started":"1"}`);
    expect(run(dir, 'start').code).toBe(0);
  });

  it('passes SIGTERM on and waits for the command to end', async () => {
    const dir = project(`process.on('SIGTERM', () => setTimeout(() => process.exit(5), 100));
      require('fs').writeFileSync('up', ''); setInterval(() => {}, 1000);`);
    const child = spawn(process.execPath, ['tools/embedded/bootstrap.mjs', 'start'], {
      cwd: dir,
      env: env(dir),
      stdio: 'ignore',
    });
    while (!existsSync(path.join(dir, 'up'))) await new Promise((resolve) => setTimeout(resolve, 20));
    child.kill('SIGTERM');
    expect(await exitCode(child)).toBe(5);
  });

  it('names the commands there are when asked for another', () => {
    expect(run(project(''), 'strat').err).toMatch(/no command "strat"\. Known: .*start/);
  });
});

function lock(version: string): unknown {
  return {
    packages: { '': {}, 'node_modules/left': { version }, 'node_modules/other-os': { version, optional: true } },
  };
}

async function exitCode(child: ChildProcess): Promise<number | null> {
  return new Promise((resolve) => child.once('exit', resolve));
}
