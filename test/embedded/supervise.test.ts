import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { homeLayout, openHome, type Home } from '../../tools/embedded/begin/home.js';
import { endLeftoverChildren, pidFile } from '../../tools/embedded/begin/leftovers.js';
import { nodeService } from '../../tools/embedded/process/node-service.js';
import { identify, isRunning } from '../../tools/embedded/process/process-identity.js';
import { Supervisor, type Service } from '../../tools/embedded/process/supervise.js';
import { tempDirs } from './temp-dir.js';

const temp = tempDirs();
const supervisors: Supervisor[] = [];
afterEach(async () => {
  for (const supervisor of supervisors.splice(0)) await supervisor.stopAll();
});
afterAll(() => temp.removeAll());

const IDLE = `console.log('ready'); setInterval(() => {}, 1000);`;
const STUBBORN = `process.on('SIGTERM', () => {}); ${IDLE}`;

function setUp(timing = {}): { home: Home; supervisor: Supervisor; said: string[] } {
  const said: string[] = [];
  const supervisor = new Supervisor((line) => said.push(line), { restartAfterMs: 20, ...timing });
  supervisors.push(supervisor);
  return { home: openHome(temp.make()), supervisor, said };
}

function script(home: Home, name: string, code: string): Service {
  const file = path.join(home.dir, `${name}.js`);
  writeFileSync(file, code);
  return nodeService(home, { name, script: file, env: process.env });
}

/** A service that runs until it is stopped, and notes the time that it got for that. */
function untilStopped(graces: number[]): Service {
  const end = new AbortController();
  const exited = new Promise<string>((resolve) => end.signal.addEventListener('abort', () => resolve('asked to')));
  const stop = async (graceMs: number): Promise<void> => {
    graces.push(graceMs);
    end.abort();
  };
  return { name: 'service', start: async () => ({ pid: process.pid, exited, stop }) };
}

async function until(condition: () => boolean): Promise<void> {
  const giveUpAt = Date.now() + 10_000;
  while (!condition()) {
    if (Date.now() > giveUpAt) throw new Error('it never came true');
    await sleep(20);
  }
}

describe('the supervisor', () => {
  it('starts a killed child again', async () => {
    const { home, supervisor, said } = setUp();
    const first = await supervisor.start(script(home, 'worker', IDLE));
    process.kill(first.pid, 'SIGKILL');
    await until(() => said.length === 2);

    expect(said[0]).toBe('worker ended unexpectedly (signal SIGKILL); starting it again');
    expect(said[1]).toMatch(/^worker is back \(pid \d+\)$/);
    const record: unknown = JSON.parse(readFileSync(pidFile(home.runDir, 'worker'), 'utf8'));
    expect(record).not.toMatchObject({ pid: first.pid });
  });

  it('keeps trying when the restart fails, waiting longer each time', async () => {
    const { home, supervisor, said } = setUp();
    const flag = path.join(home.dir, 'broken');
    const code = `if (require('fs').existsSync(${JSON.stringify(flag)})) { console.error('no database'); process.exit(3); } ${IDLE}`;
    const first = await supervisor.start(script(home, 'api', code));
    writeFileSync(flag, '');
    process.kill(first.pid, 'SIGKILL');
    await until(() => said.length >= 4);

    expect(said[1]).toContain('api does not start: api ended (exit code 3) before it was ready: no database (');
  });

  it('starts a service again at once when asked, and calls that no unexpected end', async () => {
    const { home, supervisor, said } = setUp({ restartAfterMs: 60_000 });
    const [worker, keeper] = [script(home, 'worker', IDLE), script(home, 'keeper', IDLE)];
    const first = await supervisor.start(worker);
    const other = await supervisor.start(keeper);
    await supervisor.restart(['worker']);
    await until(() => said.length === 1);

    expect(said[0]).toMatch(/^worker is back \(pid \d+\)$/);
    expect(isRunning(identify(first.pid))).toBe(false);
    expect(isRunning(identify(other.pid))).toBe(true);
  });

  it('starts a service again at once when asked while it is dead or hangs in its start', async () => {
    const { home, supervisor, said } = setUp({ restartAfterMs: 60_000 });
    const worker = script(home, 'worker', IDLE);
    const first = await supervisor.start(worker);
    process.kill(first.pid, 'SIGKILL');
    await until(() => said.length === 1);
    script(home, 'worker', `require('fs').writeFileSync('hangs', ''); setInterval(() => {}, 1000);`);
    await supervisor.restart(['worker']);
    await until(() => existsSync(path.join(home.dir, 'hangs')));
    script(home, 'worker', IDLE);
    await supervisor.restart(['worker']);
    await until(() => said.length === 2);

    expect(said[1]).toMatch(/^worker is back \(pid \d+\)$/);
  });

  it('stops in reverse order, by SIGTERM first, and leaves no process and no record', async () => {
    const { home, supervisor } = setUp();
    const order = path.join(home.dir, 'order');
    const polite = (name: string): string =>
      `process.on('SIGTERM', () => { require('fs').appendFileSync(${JSON.stringify(order)}, '${name} '); process.exit(0); }); ${IDLE}`;
    const pids = [];
    for (const name of ['first', 'second']) pids.push((await supervisor.start(script(home, name, polite(name)))).pid);
    const identities = pids.map(identify);
    await supervisor.stopAll();

    expect(readFileSync(order, 'utf8')).toBe('second first ');
    expect(identities.filter(isRunning)).toEqual([]);
    expect(readdirSync(path.join(home.runDir, 'pids'))).toEqual([]);
  });

  it('kills children that ignore SIGTERM', async () => {
    const { home, supervisor } = setUp({ stopWithinMs: 1_500, graceMs: 600 });
    const pids = [];
    for (const name of ['a', 'b']) pids.push((await supervisor.start(script(home, name, STUBBORN))).pid);
    const identities = pids.map(identify);
    await supervisor.stopAll();
    expect(identities.filter(isRunning)).toEqual([]);
  });

  it('gives each child less time when many are left, so that all end within its time', async () => {
    const { supervisor } = setUp({ stopWithinMs: 13_000, graceMs: 5_000 });
    const graces: number[] = [];
    for (let index = 0; index < 14; index += 1) await supervisor.start(untilStopped(graces));
    await supervisor.stopAll();
    expect(graces[0]).toBe(500);
    expect(graces.at(-1)).toBe(5_000);
    expect(graces).toEqual([...graces].sort((a, b) => a - b));
  });

  it('lets a service with a time of its own end by itself, whatever time the others took', async () => {
    const { supervisor } = setUp({ stopWithinMs: 1_000, graceMs: 500 });
    const graces: number[] = [];
    await supervisor.start({ ...untilStopped(graces), endsWithinMs: 120_000 });
    for (let index = 0; index < 3; index += 1) await supervisor.start(untilStopped(graces));
    await supervisor.stopAll();
    expect(graces).toEqual([500, 500, 500, 120_000]);
  });

  it('stops while a dead child is waiting to be started again', async () => {
    const { home, supervisor, said } = setUp({ restartAfterMs: 3_600_000 });
    const child = await supervisor.start(script(home, 'worker', IDLE));
    process.kill(child.pid, 'SIGKILL');
    await until(() => said.length === 1);
    await supervisor.stopAll(); // it would wait for an hour
    expect(said).toHaveLength(1);
  });

  it('reports a first start that fails, with what the process said', async () => {
    const { home, supervisor } = setUp();
    await expect(
      supervisor.start(script(home, 'keeper', `console.error('bad key'); process.exit(1);`)),
    ).rejects.toThrow('keeper ended (exit code 1) before it was ready: bad key');
  });
});

describe('what a killed supervisor left behind', () => {
  it('is ended by the next start, children of children included', async () => {
    const { home } = setUp();
    const grandchild = path.join(home.dir, 'grandchild.pid');
    const code = `const c = require('child_process').spawn(process.execPath, ['-e', 'setInterval(()=>{},1000)']);
      require('fs').writeFileSync(${JSON.stringify(grandchild)}, String(c.pid)); ${STUBBORN}`;
    const child = await script(home, 'worker', code).start(new AbortController().signal);
    const identities = [child.pid, Number(readFileSync(grandchild, 'utf8'))].map(identify);

    expect(await endLeftoverChildren(home.runDir)).toEqual(['worker']);
    await until(() => !identities.some(isRunning));
  });

  it('spares a process that only has the same pid, and an incomplete record', async () => {
    const home = homeLayout(temp.make());
    const stranger = pidFile(home.runDir, 'stranger');
    writeFileSync(stranger, JSON.stringify({ pid: process.pid, startedAt: 'another-boot/1' }));
    writeFileSync(pidFile(home.runDir, 'torn'), '{"pid":');

    expect(await endLeftoverChildren(home.runDir)).toEqual([]);
    expect(existsSync(stranger)).toBe(false);
  });
});
