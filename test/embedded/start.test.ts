import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { getPriority } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createLocalJWKSet, jwtVerify, type JSONWebKeySet } from 'jose';
import { Client } from 'pg';
import { homeLayout, projectDir } from '../../tools/embedded/begin/home.js';
import { identify, isRunning } from '../../tools/embedded/process/process-identity.js';
import { readRunningSystem, type RunningSystem } from '../../tools/embedded/begin/running-system.js';
import { itInFullRun } from '../support/full-run.js';
import { compileEmbedded } from './compiled.js';
import { tempDirs } from './temp-dir.js';

const temp = tempDirs();
const compiled = compileEmbedded('start');
const build = compiled.dir;
const started: ChildProcess[] = [];

const SERVE = `for (const port of [process.env.RANGAP_HEALTH_PORT, process.env.RANGAP_API_PORT]) require('http').createServer((q, r) => r.end('ok')).listen(port, '127.0.0.1')`;
const MIGRATE = `const { Client } = require('pg'); const c = new Client({ connectionString: process.env.MIGRATE_DATABASE_URL });
  c.connect().then(() => c.query('CREATE TABLE IF NOT EXISTS kept (at timestamptz DEFAULT now())'))
    .then(() => c.query('INSERT INTO kept DEFAULT VALUES')).then(() => c.end());`;
const IDLE = `console.log('ready'); setInterval(() => {}, 1000);`;
const HEALTHY = `require('http').createServer((q, r) => r.end('ok')).listen(process.env.RANGAP_HEALTH_PORT, '127.0.0.1', () => console.log('ready'))`;
/**
 * Stand-ins for the processes outside tools/embedded; sign-in, codec, PostgreSQL and Temporal are
 * real.
 */
const FAKES = { migrate: MIGRATE, simulator: IDLE, api: SERVE, worker: HEALTHY, keeper: HEALTHY, stories: '' };

beforeAll(() => {
  const fakes = Object.entries(FAKES).map(([name, code]) => {
    writeFileSync(path.join(build, `${name}.js`), code);
    return [name, path.join(build, `${name}.js`)];
  });
  const real = {
    codec: path.join(build, 'tools/embedded/temporal/codec-endpoint.js'),
    signIn: path.join(build, 'tools/embedded/sign-in.js'),
  };
  const programs = JSON.stringify({ ...Object.fromEntries(fakes), ...real, workflowBundle: 'none' });
  const main = `require('./tools/embedded/begin/run-start.js').runStart(() => (${programs})).then((code) => process.exit(code));`;
  writeFileSync(path.join(build, 'main.js'), main);
});
afterEach(async () => {
  for (const child of started.splice(0)) {
    if (child.exitCode !== null || child.signalCode !== null) continue;
    child.kill('SIGTERM');
    await ended(child);
  }
});
afterAll(() => {
  compiled.remove();
  temp.removeAll();
});

interface Started {
  readonly child: ChildProcess;
  readonly output: () => string;
}

function start(home: string, env: NodeJS.ProcessEnv = {}): Started {
  const child = spawn(process.execPath, [path.join(build, 'main.js')], {
    env: {
      ...process.env,
      RANGAP_HOME: home,
      RANGAP_PORT_BASE: 'auto',
      RANGAP_TOOLS: path.join(projectDir(), '.rangap/tools'),
      ...env,
    },
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  started.push(child);
  let text = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (text += String(chunk)));
  return { child, output: () => text };
}

async function until(condition: () => boolean, what: () => string): Promise<void> {
  const giveUpAt = Date.now() + 40_000;
  while (!condition()) {
    if (Date.now() > giveUpAt) throw new Error(`waited in vain: ${what()}`);
    await sleep(50);
  }
}

async function startReady(home: string): Promise<{ child: ChildProcess; system: RunningSystem; output: () => string }> {
  const { child, output } = start(home);
  await until(() => output().includes('Rangap is ready: ') || child.exitCode !== null, output);
  const system = readRunningSystem(homeLayout(home));
  if (!system) throw new Error(output());
  return { child, system, output };
}

async function ended(child: ChildProcess): Promise<number | null> {
  if (child.exitCode !== null || child.signalCode !== null) return child.exitCode;
  return new Promise((resolve) => child.once('exit', (code) => resolve(code)));
}

async function rows(system: RunningSystem): Promise<number> {
  const client = new Client({ connectionString: system.databaseUrl });
  await client.connect();
  try {
    return (await client.query('SELECT 1 FROM kept')).rowCount ?? 0;
  } finally {
    await client.end();
  }
}

/** Returns every process that works in this home or is recorded there. */
function processesOf(home: string): number[] {
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .map(Number)
    .filter((pid) => {
      try {
        const { stdout } = spawnSync('readlink', [`/proc/${pid}/cwd`], { encoding: 'utf8' });
        return stdout.startsWith(home) && isRunning(identify(pid));
      } catch {
        return false; // it has ended meanwhile
      }
    });
}

/** Returns the `nice` value of a process of the system in this home. */
function niceness(home: string, name: string): number {
  const file = path.join(homeLayout(home).runDir, 'pids', `${name}.json`);
  return getPriority((JSON.parse(readFileSync(file, 'utf8')) as { pid: number }).pid);
}

describe('npm start', () => {
  it('refuses to start a demonstration where the environment says production', async () => {
    const home = temp.make();
    const { child, output } = start(home, { RANGAP_ENV: 'production' });
    expect(await ended(child)).toBe(1);
    expect(output()).toMatch(/^Rangap cannot start: RANGAP_ENV is production/m);
    expect(readdirSync(home)).toEqual([]);
  });

  it('starts everything, and Ctrl-C leaves no process, lock or address behind', async () => {
    const home = temp.make();
    const { child, system, output } = await startReady(home);
    expect(output()).toMatch(/^Rangap is ready: http:\/\/127\.0\.0\.1:\d+$/m);
    expect((await fetch(`${system.apiUrl}/health/ready`)).status).toBe(200);
    expect(system.healthUrls).toHaveLength(3);
    for (const url of system.healthUrls) expect((await fetch(`${url}/health/ready`)).status).toBe(200);
    expect(statSync(homeLayout(home).portsFile).mode & 0o777).toBe(0o600);
    // What sends orders and what lets go go before what gathers evidence.
    for (const name of ['worker', 'temporal']) expect(niceness(home, name)).toBeGreaterThan(niceness(home, 'api'));
    expect(niceness(home, 'keeper')).toBe(niceness(home, 'api'));

    child.kill('SIGINT');
    expect(await ended(child)).toBe(0);
    expect(processesOf(home)).toEqual([]);
    expect(existsSync(homeLayout(home).lockDir)).toBe(false);
    expect(existsSync(homeLayout(home).portsFile)).toBe(false);
  });

  itInFullRun('recovers by itself when everything was killed, with data and keys kept', async () => {
    const home = temp.make();
    const first = await startReady(home);
    const token = await signIn(first.system, 'demo-officer-1');
    const victims = processesOf(home);
    expect(victims.length).toBeGreaterThan(6);
    first.child.kill('SIGKILL');
    for (const pid of victims) if (isRunning(identify(pid))) process.kill(pid, 'SIGKILL');

    const second = await startReady(home);
    expect(await rows(second.system)).toBe(2);
    expect(second.system.env.RANGAP_CODEC_KEYS).toBe(first.system.env.RANGAP_CODEC_KEYS);
    await verifyToken(second.system, first.system, token);
  });

  itInFullRun('recovers when only the supervisor was killed and all the rest lives on', async () => {
    const home = temp.make();
    const first = await startReady(home);
    const leftovers = processesOf(home).map(identify);
    first.child.kill('SIGKILL');
    await ended(first.child);

    const second = await startReady(home);
    expect(second.output()).toMatch(/Ended what a killed run had left: .*api/);
    expect(leftovers.filter(isRunning)).toEqual([]);
    expect(second.system.apiUrl).toBe(first.system.apiUrl);
  });

  itInFullRun('brings a killed worker and a killed database back', async () => {
    const home = temp.make();
    const { system, output } = await startReady(home);
    const layout = homeLayout(home);
    for (const file of [path.join(layout.runDir, 'pids/worker.json'), path.join(layout.pgDir, 'postmaster.pid')]) {
      const text = readFileSync(file, 'utf8');
      process.kill(Number(/\d+/.exec(text)?.[0]), 'SIGKILL');
    }
    await until(() => output().includes('worker is back') && output().includes('postgres is back'), output);
    expect(await rows(system)).toBe(1);
  });

  it('refuses to start twice on one home, and a busy port, each in one line with what to do', async () => {
    const home = temp.make();
    const { child, system } = await startReady(home);
    const second = start(home);
    expect(await ended(second.child)).toBe(1);
    expect(second.output()).toMatch(
      new RegExp(`^Rangap cannot start: .* \\(process ${child.pid}, ${system.apiUrl}\\)\\. Stop it first .*\n$`),
    );
    expect(readRunningSystem(homeLayout(home))).toBeDefined();

    const elsewhere = start(temp.make(), { PORT: new URL(system.apiUrl).port });
    expect(await ended(elsewhere.child)).toBe(1);
    expect(elsewhere.output()).toMatch(
      /^Rangap cannot start: Port \d+, for the API, is in use\. .*PORT=8080 npm start.*\n$/,
    );
  });

  it('refuses a broken data folder and a database that is not there, each in one line', async () => {
    const home = temp.make();
    mkdirSync(homeLayout(home).pgDir);
    writeFileSync(path.join(homeLayout(home).pgDir, 'x'), '');
    const broken = start(home);
    expect(await ended(broken.child)).toBe(1);
    expect(broken.output()).toMatch(/^Rangap cannot start: .* is not a PostgreSQL data folder\. .*\n$/);

    const url = 'postgres://u:secret-word@127.0.0.1:1/x';
    const nowhere = start(temp.make(), { DATABASE_URL: url, MIGRATE_DATABASE_URL: url });
    expect(await ended(nowhere.child)).toBe(1);
    expect(nowhere.output()).toMatch(/^Rangap cannot start: DATABASE_URL does not lead to .*\n$/);
    expect(nowhere.output()).not.toContain('secret-word');

    const ofOneRole = start(temp.make(), { DATABASE_URL: url });
    expect(await ended(ofOneRole.child)).toBe(1);
    expect(ofOneRole.output()).toMatch(/^Rangap cannot start: DATABASE_URL and MIGRATE_DATABASE_URL are given .*\n$/);
  });
});

async function signIn(system: RunningSystem, username: string): Promise<string> {
  const body = new URLSearchParams({ grant_type: 'password', username });
  const response = await fetch(`${system.signInUrl}/token`, { method: 'POST', body });
  const { access_token: token } = (await response.json()) as { access_token: string };
  return token;
}

async function verifyToken(system: RunningSystem, issuedBy: RunningSystem, token: string): Promise<void> {
  const keys = (await (await fetch(`${system.signInUrl}/jwks`)).json()) as JSONWebKeySet;
  const { payload } = await jwtVerify(token, createLocalJWKSet(keys), {
    issuer: issuedBy.signInUrl,
    audience: 'rangap',
  });
  expect(payload).toMatchObject({ sub: 'demo-officer-1', name: 'อนันต์ รักษา', roles: ['aoc_officer'] });
}
