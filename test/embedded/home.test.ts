import { execFileSync, spawn } from 'node:child_process';
import { chmodSync, existsSync, mkdirSync, statSync, symlinkSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { openHome, resolveHome } from '../../tools/embedded/begin/home.js';
import { takeLock } from '../../tools/embedded/begin/lock.js';
import { identify, isRunning } from '../../tools/embedded/process/process-identity.js';
import { tempDirs } from './temp-dir.js';

const temp = tempDirs();
afterAll(() => temp.removeAll());

function closedFolder(): string {
  const closed = path.join(temp.make(), 'closed');
  mkdirSync(closed);
  chmodSync(closed, 0o700);
  return closed;
}

describe('the home folder', () => {
  it('is .rangap in the project, or what RANGAP_HOME names', () => {
    const project = temp.make();
    expect(resolveHome(undefined, project, 1000)).toBe(path.join(project, '.rangap'));
    expect(resolveHome(undefined, project, 0)).toBe(path.join(project, '.rangap'));
    expect(resolveHome('elsewhere', project, 1000)).toBe(path.join(project, 'elsewhere'));
  });

  it('moves to /var/lib for root in a clone other users may not enter, and stays for a plain user', () => {
    const project = path.join(closedFolder(), 'clone');
    expect(resolveHome(undefined, project, 0)).toMatch(/^\/var\/lib\/rangap\/[0-9a-f]{12}$/);
    expect(resolveHome(undefined, project, 0)).not.toBe(resolveHome(undefined, `${project}2`, 0));
    expect(resolveHome(undefined, project, 1000)).toBe(path.join(project, '.rangap'));
  });

  it('refuses a RANGAP_HOME that root cannot use, naming the folder in the way', () => {
    const closed = closedFolder();
    expect(() => resolveHome(path.join(closed, 'data'), temp.make(), 0)).toThrow(`may not enter ${closed}`);
  });

  it('refuses to lie in node_modules', () => {
    expect(() => resolveHome('node_modules/data', temp.make(), 1000)).toThrow(/node_modules, which npm empties/);
  });

  it('keeps keys, logs and state from other users', () => {
    const home = openHome(path.join(temp.make(), 'home'));
    for (const dir of [home.keysDir, home.logDir, home.runDir]) expect(statSync(dir).mode & 0o777).toBe(0o700);
  });

  it('says in one line why it cannot be used', () => {
    const file = path.join(temp.make(), 'file');
    writeFileSync(file, '');
    expect(() => openHome(path.join(file, 'home'))).toThrow(/^The data folder .* a file is in the way\. .*$/);
  });
});

describe('the lock', () => {
  it('is refused to a second taker while its holder lives, and free after its release', () => {
    const lockDir = path.join(temp.make(), 'lock');
    const first = takeLock(lockDir);
    expect(first.ok).toBe(true);
    expect(takeLock(lockDir)).toEqual({ ok: false, heldBy: identify(process.pid) });
    if (first.ok) first.release();
    expect(existsSync(lockDir)).toBe(false);
    expect(takeLock(lockDir).ok).toBe(true);
  });

  const stale: [string, () => string][] = [
    ['whose holder is dead', () => JSON.stringify({ pid: deadPid(), startedAt: 'boot/1' })],
    ['whose pid now names another process', () => JSON.stringify({ pid: process.pid, startedAt: 'boot/1' })],
    ['that was torn while it was written', () => '{"pid":12'],
  ];
  it.each(stale)('%s is taken over', (_name, holder) => {
    const lockDir = path.join(temp.make(), 'lock');
    mkdirSync(lockDir);
    writeFileSync(path.join(lockDir, 'holder.json'), holder());
    expect(takeLock(lockDir).ok).toBe(true);
  });

  it('whose holder is a zombie is taken over', async () => {
    // `exec sleep` replaces the shell, so that nobody reaps its background child, which stays a
    // zombie.
    const parent = spawn('sh', ['-c', 'sleep 0.1 & echo $!; exec sleep 30'], { stdio: ['ignore', 'pipe', 'ignore'] });
    const pid = await new Promise<number>((resolve) => parent.stdout.once('data', (text) => resolve(Number(text))));
    const holder = identify(pid);
    const lockDir = path.join(temp.make(), 'lock');
    mkdirSync(lockDir);
    writeFileSync(path.join(lockDir, 'holder.json'), JSON.stringify(holder));
    while (isRunning(holder)) await new Promise((resolve) => setTimeout(resolve, 20));

    expect(process.kill(pid, 0)).toBe(true);
    expect(takeLock(lockDir).ok).toBe(true);
    parent.kill('SIGKILL');
  });

  function deadPid(): number {
    return Number(execFileSync('sh', ['-c', 'echo $$'], { encoding: 'utf8' }));
  }
});

describe('a home behind a link', () => {
  it('is judged by the real folders behind the link', () => {
    const closed = closedFolder();
    const link = path.join(temp.make(), 'link');
    mkdirSync(path.join(closed, 'inner'), { mode: 0o755 });
    symlinkSync(path.join(closed, 'inner'), link);
    expect(() => resolveHome(path.join(link, 'data'), temp.make(), 0)).toThrow(/may not enter/);
  });
});
