import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Client } from 'pg';
import { generateSigningKey } from '../../src/signing/keys.js';
import { complaintBody } from '../support/complaint-body.js';
import { firstRows, itInFullRun } from '../support/full-run.js';
import { superuserUrl } from '../support/postgres.js';
import { Production, type WatchedProcess } from './support/production.js';
import { until } from './support/running-process.js';

/** That an activity has waited in the queue of the institutions. */
const WAITED_FOR_INSTITUTIONS = /rangap_activity_schedule_to_start_seconds_count\{queue="rangap-institutions"\} [1-9]/;

jest.setTimeout(240_000); // these are real processes, and the machine may be busy

let production: Production;
beforeAll(async () => {
  production = await Production.open('processes');
}, 180_000);
afterAll(() => production.close());

async function status(process: WatchedProcess, path: string): Promise<number> {
  const response = await fetch(process.url + path, { headers: { connection: 'close' } });
  await response.arrayBuffer();
  return response.status;
}

async function readiness(process: WatchedProcess): Promise<{ status: number; body: Record<string, unknown> }> {
  const response = await fetch(`${process.url}/health/ready`, { headers: { connection: 'close' } });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

async function metrics(process: WatchedProcess): Promise<string> {
  const response = await fetch(`${process.healthUrl}/metrics`);
  expect(response.headers.get('content-type')).toContain('text/plain');
  return response.text();
}

async function becomesReady(process: WatchedProcess): Promise<void> {
  await until(async () => (await status(process, '/health/ready')) === 200, process.output);
}

function post(api: WatchedProcess, key: string): Promise<Response> {
  return postAs(api, '/v1/complaints', complaintBody(), { 'idempotency-key': key });
}

async function postAs(
  api: WatchedProcess,
  path: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<Response> {
  const token = await production.issuer.token({ sub: 'hotline-1', name: 'Hotline One', roles: ['hotline_operator'] });
  return fetch(api.url + path, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
}

/** Reads the value of a sample by its name and labels, as they are written. */
function sample(text: string, name: string): number | undefined {
  const line = text.split('\n').find((candidate) => candidate.startsWith(`${name} `));
  return line === undefined ? undefined : Number(line.slice(name.length));
}

describe('the processes of a production system', () => {
  it('serve health and metrics, name nobody in them, and end with 0 when they are stopped', async () => {
    const [api, worker] = await Promise.all([production.start('api'), production.start('worker')]);
    await becomesReady(api);
    const created = await post(api, 'observe-1');
    expect(created.status).toBe(201);
    const { id } = (await created.json()) as { id: string };
    // It counts what is open when it starts, and then once a minute.
    const keeper = await production.start('keeper');
    for (const process of [api, worker, keeper]) {
      await becomesReady(process);
      expect(await status(process, '/health/live')).toBe(200);
    }
    expect((await fetch(`${api.url}/metrics`)).status).toBe(404);
    expect((await readiness({ ...api, url: api.healthUrl })).body).toEqual({
      status: 'ready',
      checks: { record: true, recovered: true, serving: true },
    });
    expect((await readiness(worker)).body).toEqual({
      status: 'ready',
      checks: { record: true, recovered: true, workers: true },
    });

    // The workflow looks itself when a person adds something.
    expect((await postAs(api, `/v1/complaints/${id}/supplements`, { note: 'He called twice.' })).status).toBe(201);
    const done = 'rangap_activity_seconds_count{queue="rangap-record",activity="advanceCase",outcome="done"}';
    await until(async () => (sample(await metrics(worker), done) ?? 0) > 0, worker.output);
    await until(async () => (sample(await metrics(keeper), 'rangap_cases_open') ?? 0) === 1, keeper.output);
    // The banks of this database have no address that answers.
    await until(async () => /outcome="no_answer"\} [1-9]/.test(await metrics(worker)), worker.output);
    // The first try is a local activity; the next ones go through the queue of the institutions.
    await until(async () => WAITED_FOR_INSTITUTIONS.test(await metrics(worker)), worker.output);

    const texts = await Promise.all([api, worker, keeper].map(metrics));
    const [ofApi = '', ofWorker = '', ofKeeper = ''] = texts;
    expect(ofApi).toMatch(/rangap_http_request_seconds_count\{method="POST",route="\/v1\/complaints",status="201"\} 1/);
    expect(sample(ofWorker, 'rangap_worker_running{queue="rangap-record"}')).toBe(1);
    expect(sample(ofKeeper, 'rangap_holds_past_time')).toBe(0);
    expect(sample(ofKeeper, 'rangap_unsent_hold_order_oldest_seconds')).toBeGreaterThanOrEqual(0);
    expect(ofKeeper).toMatch(/rangap_due_in_order_timestamp_seconds\{why="hold_end"\} [1-9]/);
    for (const text of texts) {
      expect(text).toContain('process_cpu_seconds_total');
      expect(text).not.toContain(id);
      expect(text).not.toMatch(/[0-7][0-9A-HJKMNP-TV-Z]{25}|Somying|(?<!\d)9000000001(?!\d)/);
    }

    for (const process of [api, worker, keeper]) process.stop();
    for (const { ended } of [api, worker, keeper]) expect(await ended).toEqual({ code: 0, signal: null });
  });

  it('are not ready without the database, and stay live', async () => {
    const [worker, keeper] = await Promise.all([production.start('worker'), production.start('keeper')]);
    await Promise.all([worker, keeper].map(becomesReady));
    const administrator = new Client({ connectionString: superuserUrl('postgres') });
    await administrator.connect();
    const name = new URL(production.database.url).pathname.slice(1);
    try {
      await administrator.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS false`);
      await administrator.query(
        `SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = $1 AND application_name LIKE 'rangap-%'`,
        [name],
      );
      for (const process of [worker, keeper]) {
        await until(async () => (await status(process, '/health/ready')) === 503, process.output);
        expect((await readiness(process)).body).toMatchObject({ status: 'not ready', checks: { record: false } });
        expect(await status(process, '/health/live')).toBe(200);
      }
    } finally {
      await administrator.query(`ALTER DATABASE ${name} WITH ALLOW_CONNECTIONS true`);
      await administrator.end();
    }
    await Promise.all([worker, keeper].map(becomesReady));
    for (const process of [worker, keeper]) process.stop('SIGINT');
    for (const { ended } of [worker, keeper]) expect(await ended).toEqual({ code: 0, signal: null });
  });
});

describe('a process with a database role that could change the past', () => {
  it.each(firstRows(['api', 'worker', 'keeper'] as const, 1))(
    'does not start: %s says so in one line',
    async (name) => {
      const database = new URL(production.database.url).pathname.slice(1);
      await expect(production.start(name, { DATABASE_URL: superuserUrl(database) })).rejects.toThrow(
        /^DATABASE_ROLE_TOO_STRONG: rangap, the role of DATABASE_URL, is a superuser; only migrate may connect so\n$/,
      );
    },
  );
});

describe('a process with a signing key that no party believes', () => {
  it.each(firstRows(['keeper', 'api', 'worker'] as const, 1))(
    'does not start: %s says so in one line',
    async (name) => {
      const file = path.join(production.dir, `${name}-key.json`);
      writeFileSync(file, JSON.stringify(generateSigningKey('centre-other')));
      await expect(production.start(name, { RANGAP_SIGNING_KEY_FILE: file })).rejects.toThrow(
        /^SIGNING_KEY_NOT_ENROLLED: run migrate with the file of centre-other first\n$/,
      );
    },
  );
});

describe('a keeper whose checkpoint hangs', () => {
  itInFullRun('releases what expires meanwhile, even with one connection for all other chores', async () => {
    const db = production.database.dataSource;
    const api = await production.start('api');
    expect((await post(api, 'observe-checkpoint')).status).toBe(201);
    await db.query(
      `CREATE FUNCTION hang() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN PERFORM pg_sleep(3600); RETURN NEW; END $$;
       CREATE TRIGGER hang BEFORE INSERT ON audit_checkpoint FOR EACH ROW EXECUTE FUNCTION hang()`,
    );
    // Only a superuser sees what another role's session does.
    const superuser = new Client({
      connectionString: superuserUrl(new URL(production.database.url).pathname.slice(1)),
    });
    await superuser.connect();
    const hanging = async (): Promise<{ pid: number; begun: string }[]> => {
      const { rows } = await superuser.query<{ pid: number; begun: string }>(
        `SELECT pid, xact_start::text AS begun FROM pg_stat_activity
          WHERE datname = current_database() AND application_name = 'rangap-keeper' AND wait_event = 'PgSleep'`,
      );
      return rows;
    };
    try {
      const keeper = await production.start('keeper', { RANGAP_DATABASE_POOL: '1' });
      await until(async () => (await hanging()).length === 1, keeper.output);
      const before = await hanging();
      const [expired] = await db.query<[{ id: string }[], number]>(
        `UPDATE hold SET expires_at = now() - interval '1 minute' WHERE ended_at IS NULL RETURNING id`,
      );
      expect(expired).not.toEqual([]);
      await until(async () => {
        const released: { id: string }[] = await db.query(`SELECT id FROM hold WHERE state = 'release_ordered'`);
        return expired.every(({ id }) => released.some((hold) => hold.id === id));
      }, keeper.output);
      expect(await hanging()).toEqual(before);
    } finally {
      for (const { pid } of await hanging()) await superuser.query('SELECT pg_terminate_backend($1)', [pid]);
      await superuser.end();
      await db.query('DROP FUNCTION hang CASCADE');
    }
  });
});

describe('the commands for a witness', () => {
  itInFullRun('write the checkpoints into a folder, and compare them with the database', async () => {
    const db = production.database.dataSource;
    const keeper = await production.start('keeper');
    const checkpoints = () => db.query<unknown[]>('SELECT number FROM audit_checkpoint');
    const api = await production.start('api');
    expect((await post(api, 'observe-witness')).status).toBe(201);
    await until(async () => (await checkpoints()).length > 0, keeper.output);
    const folder = mkdtempSync(path.join(tmpdir(), 'rangap-witness-'));
    const run = (main: string, ...args: string[]) =>
      spawnSync(process.execPath, [main, ...args], {
        env: { PATH: process.env['PATH'], DATABASE_URL: production.database.url },
        encoding: 'utf8',
      });
    const found = (): { violations: number; examples: string[] } | undefined => {
      const { stdout } = run(production.mains.verify, '--json', '--witness', folder);
      const { checks } = JSON.parse(stdout) as { checks: { id: string; violations: number; examples: string[] }[] };
      return checks.find(({ id }) => id === 'I13');
    };
    try {
      expect(run(production.mains.checkpoints)).toMatchObject({ status: 2 });
      expect(run(production.mains.verify, '--witness', folder)).toMatchObject({ status: 2 });
      const written = run(production.mains.checkpoints, folder);
      expect(written).toMatchObject({ status: 0, stderr: '' });
      expect(written.stdout).toMatch(/^wrote .*checkpoints-[0-9]{10}\.json$/m);
      const last = Number(/checkpoints-([0-9]{10})\.json/.exec(written.stdout)?.[1]);
      expect(found()).toMatchObject({ violations: 0 });
      await db.query('ALTER TABLE audit_checkpoint DISABLE TRIGGER USER');
      await db.query(`UPDATE audit_checkpoint SET at = at + interval '1 hour' WHERE number = $1`, [last]);
      expect(found()?.examples.join()).toContain(`is another in ${folder}`);
      expect(run(production.mains.checkpoints, folder)).toMatchObject({ status: 1 });
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});

describe('an API that is stopped', () => {
  it('first becomes not ready, answers until its time is over, ends streams, and finishes open requests', async () => {
    const api = await production.start('api', { RANGAP_API_DRAIN_SECONDS: '2' });
    const officer = await production.issuer.token({ sub: 'officer-1', name: 'Officer One', roles: ['aoc_officer'] });
    const stream = await fetch(`${api.url}/v1/stream`, { headers: { authorization: `Bearer ${officer}` } });
    const streamed = stream.text();
    const blocker = production.database.dataSource.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('LOCK TABLE complaint IN ACCESS EXCLUSIVE MODE');
    const underWay = post(api, 'observe-2');
    await until(async () => (await countWaiting(blocker)) > 0, api.output);

    api.stop();
    await until(async () => (await status(api, '/health/ready')) === 503, api.output);
    expect(await status(api, '/health/live')).toBe(200);
    await until(() => refusesConnections(api), api.output);
    await blocker.commitTransaction();
    await blocker.release();
    expect((await underWay).status).toBe(201);
    expect(await streamed).toContain('here');
    expect(await api.ended).toEqual({ code: 0, signal: null });
  });

  itInFullRun('ends at once at the second signal', async () => {
    const api = await production.start('api');
    const blocker = production.database.dataSource.createQueryRunner();
    await blocker.startTransaction();
    await blocker.query('LOCK TABLE complaint IN ACCESS EXCLUSIVE MODE');
    try {
      const underWay = post(api, 'observe-3').then(
        () => 'answered',
        () => 'cut off',
      );
      await until(async () => (await countWaiting(blocker)) > 0, api.output);
      api.stop();
      await until(() => refusesConnections(api), api.output);
      api.stop('SIGINT');
      expect(await api.ended).toEqual({ code: 130, signal: null });
      expect(await underWay).toBe('cut off');
    } finally {
      await blocker.rollbackTransaction();
      await blocker.release();
    }
  });
});

/** Counts the sessions that wait for a lock. */
async function countWaiting(blocker: { query(sql: string): Promise<unknown> }): Promise<number> {
  const rows = (await blocker.query(
    `SELECT 1 FROM pg_locks l JOIN pg_stat_activity a ON a.pid = l.pid
      WHERE NOT l.granted AND a.datname = current_database() AND a.application_name = 'rangap-api'`,
  )) as unknown[];
  return rows.length;
}

async function refusesConnections(api: WatchedProcess): Promise<boolean> {
  return status(api, '/health/live').then(
    () => false,
    () => true,
  );
}
