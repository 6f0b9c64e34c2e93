import { chmodSync, mkdirSync, readlinkSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import path from 'node:path';
import { Client } from 'pg';
import { startPostgres, type RunningPostgres } from '../../tools/embedded/server/postgres.js';
import { postgresBinaries } from '../../tools/embedded/postgres/binaries.js';
import { processesIn } from '../../tools/embedded/process/process-identity.js';
import { tempDirs } from './temp-dir.js';

const LINKS = JSON.stringify([{ source: 'native/bin/postgres', target: 'native/bin/postmaster' }]);
const temp = tempDirs();
const running: RunningPostgres[] = [];

async function start(dataDir: string, port?: number): Promise<RunningPostgres> {
  const postgres = await startPostgres({ dataDir, port, fsync: false });
  running.push(postgres);
  return postgres;
}

async function query(postgres: RunningPostgres, sql: string, connectionString = postgres.url): Promise<unknown[]> {
  const client = new Client({ connectionString });
  client.on('error', () => undefined);
  await client.connect();
  try {
    return (await client.query<Record<string, unknown>>(sql)).rows;
  } finally {
    await client.end();
  }
}

afterEach(async () => {
  for (const postgres of running.splice(0)) await postgres.stop();
});
afterAll(() => temp.removeAll());

describe('the embedded PostgreSQL', () => {
  it('keeps its data when it is stopped and started', async () => {
    const dataDir = path.join(temp.make(), 'pg');
    const first = await start(dataDir);
    await query(first, `CREATE TABLE kept AS SELECT 'ระงับ' AS word`);
    await first.stop();
    expect(processesIn(dataDir)).toEqual([]);

    expect(await query(await start(dataDir), 'SELECT word FROM kept')).toEqual([{ word: 'ระงับ' }]);
  });

  it('starts again on the data of a run whose postmaster was killed', async () => {
    const dataDir = path.join(temp.make(), 'pg');
    const first = await start(dataDir);
    await query(first, 'CREATE TABLE kept AS SELECT 1 AS n');
    process.kill(first.pid, 'SIGKILL');

    const second = await start(dataDir, first.port);
    expect(await query(second, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
  });

  it('ends a server an earlier run left alive on the same data, with its sessions', async () => {
    const dataDir = path.join(temp.make(), 'pg');
    const orphan = await start(dataDir);
    const session = new Client({ connectionString: orphan.url });
    session.on('error', () => undefined);
    await session.connect();

    const second = await start(dataDir);
    expect(await orphan.exited).toMatch(/exit code 0/);
    expect(processesIn(dataDir)).toContain(second.pid);
    await session.end().catch(() => undefined);
  });

  it('says which port is taken when it was told to use it', async () => {
    const server = createServer();
    const port = await new Promise<number>((resolve) => {
      server.listen(0, '127.0.0.1', () => {
        const address = server.address();
        resolve(typeof address === 'object' && address !== null ? address.port : 0);
      });
    });
    await expect(start(path.join(temp.make(), 'pg'), port)).rejects.toThrow(`Port ${port}, for PostgreSQL, is in use`);
    server.close();
  });

  it('refuses a folder that holds something else, in one line', async () => {
    const dataDir = path.join(temp.make(), 'pg');
    mkdirSync(dataDir);
    writeFileSync(path.join(dataDir, 'holiday.jpg'), 'x');
    await expect(start(dataDir)).rejects.toThrow(/^.* is not a PostgreSQL data folder\. .*$/);
  });

  it('says so when the password file is lost', async () => {
    const dataDir = path.join(temp.make(), 'pg');
    await (await start(dataDir)).stop();
    rmSync(`${dataDir}-password`);
    await expect(start(dataDir)).rejects.toThrow(/password .* is lost/);
  });

  it('listens on loopback only, for its owner only', async () => {
    const postgres = await start(path.join(temp.make(), 'pg'));
    const [row] = await query(postgres, "SELECT current_setting('listen_addresses') AS listen");
    expect(row).toEqual({ listen: '127.0.0.1' });
    const stranger = new Client({ connectionString: postgres.url.replace(/rangap:[^@]+@/, 'rangap:guess@') });
    stranger.on('error', () => undefined);
    await expect(stranger.connect()).rejects.toThrow(/password authentication failed/);
  });

  it('has a role for each use, and none of them is a superuser', async () => {
    const postgres = await start(path.join(temp.make(), 'pg'));
    const { owner, application, reader } = postgres.roleUrls;
    const ask = (url: string, sql: string) => query(postgres, sql, url);
    for (const url of [owner, application, reader]) {
      const [row] = await ask(
        url,
        `SELECT rolsuper OR rolcreaterole AS strong FROM pg_roles WHERE rolname = current_user`,
      );
      expect(row).toEqual({ strong: false });
    }
    await ask(owner, 'CREATE TABLE kept AS SELECT 1 AS n');
    expect(await ask(reader, 'SELECT n FROM kept')).toEqual([{ n: 1 }]);
    await expect(ask(reader, 'DELETE FROM kept')).rejects.toThrow('permission denied');
    await expect(ask(application, 'SELECT n FROM kept')).rejects.toThrow('permission denied'); // migrate grants it
    await expect(ask(application, 'CREATE TABLE mine ()')).rejects.toThrow('permission denied');
  });

  it('keeps the passwords of its roles in a file for its user only, and gives them again when it is lost', async () => {
    const dataDir = path.join(temp.make(), 'pg');
    const first = await start(dataDir);
    expect(statSync(`${dataDir}-roles.json`).mode & 0o777).toBe(0o600);
    await first.stop();
    rmSync(`${dataDir}-roles.json`);
    const second = await start(dataDir);
    expect(new URL(second.roleUrls.owner).password).not.toBe(new URL(first.roleUrls.owner).password);
    expect(await query(second, 'SELECT 1 AS n', second.roleUrls.owner)).toEqual([{ n: 1 }]);
  });

  it('copies its programs, once, when the project lies where another user may not enter', () => {
    const closed = path.join(temp.make(), 'closed');
    const fakePackage = path.join(closed, 'package');
    mkdirSync(path.join(fakePackage, 'native/bin'), { recursive: true });
    for (const name of ['initdb', 'postgres']) writeFileSync(path.join(fakePackage, 'native/bin', name), name);
    writeFileSync(path.join(fakePackage, 'native/pg-symlinks.json'), LINKS);
    writeFileSync(path.join(fakePackage, 'package.json'), '{"version":"18.4.0"}');
    const copyDir = path.join(temp.make(), 'copy');
    chmodSync(closed, 0o755);
    expect(postgresBinaries(copyDir, true, fakePackage).postgres).toContain(closed);

    chmodSync(closed, 0o700);
    const copied = postgresBinaries(copyDir, true, fakePackage);
    expect(copied).toMatchObject({ postgres: path.join(copyDir, '18.4.0/native/bin/postgres'), major: '18' });
    expect(readlinkSync(path.join(copyDir, '18.4.0/native/bin/postmaster'))).toBe('postgres');
    expect(postgresBinaries(copyDir, true, fakePackage)).toEqual(copied);
    expect(() => postgresBinaries(path.join(closed, 'copy'), true, fakePackage)).toThrow(`may not enter ${closed}`);
  });
});
