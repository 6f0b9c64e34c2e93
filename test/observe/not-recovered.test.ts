import { spawnSync } from 'node:child_process';
import path from 'node:path';
import { KeptCheckpoints } from '../../src/persistence/audit/kept-checkpoint.js';
import { Production, type WatchedProcess } from './support/production.js';
import { until } from './support/running-process.js';

jest.setTimeout(240_000); // these are real processes, and the machine may be busy

async function readiness({ healthUrl }: WatchedProcess): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${healthUrl}/health/ready`, { headers: { connection: 'close' } });
  return { status: response.status, body: await response.json() };
}

/** API, worker and keeper on a database that lacks the checkpoint that was kept outside. */
describe('the processes of a system whose database may be restored', () => {
  let production: Production;
  beforeAll(async () => {
    production = await Production.open('not-recovered');
  }, 180_000);
  afterAll(() => production.close());

  it('serve nothing, say what to run, and serve when the command is on record', async () => {
    const folder = path.join(production.dir, 'checkpoints');
    new KeptCheckpoints(folder).keep({ number: 7, hash: '0'.repeat(64) });
    const processes = [
      await production.start('keeper'),
      await production.start('worker'),
      await production.start('api', { RANGAP_CHECKPOINT_DIR: '' }), // it knows what the keeper noted
    ];
    for (const each of processes) {
      expect(await readiness(each)).toMatchObject({ status: 503, body: { checks: { recovered: false } } });
      expect(each.output()).toContain('npm run recover -- --at INSTANT --by PERSON');
    }
    const [, , api] = processes;
    const refused = await fetch(`${api?.url ?? ''}/v1/queue`);
    expect(refused.status).toBe(503);
    expect(await refused.json()).toMatchObject({ code: 'SERVICE.NOT_RECOVERED' });
    expect(await production.database.dataSource.query('SELECT 1 FROM audit_checkpoint')).toEqual([]);

    const program = production.mains.recover;
    const env = { PATH: process.env['PATH'], DATABASE_URL: production.database.url, RANGAP_CHECKPOINT_DIR: folder };
    const run = (args: readonly string[]) => spawnSync(process.execPath, [program, ...args], { env, encoding: 'utf8' });
    expect(run(['--at', 'yesterday', '--by', 'dba-7'])).toMatchObject({ status: 2 });
    const told = run(['--at', new Date().toISOString(), '--by', 'dba-7', '--wait', '0']);
    expect(told.stderr).toBe('');
    expect(told.status).toBe(3); // the banks of this database have no address that answers
    expect(told.stdout).toContain('The processes serve again within seconds.');
    expect(told.stdout).toMatch(/: has not answered/);
    for (const each of processes) await until(async () => (await readiness(each)).status === 200, each.output);
    expect((await fetch(`${api?.url ?? ''}/v1/queue`)).status).toBe(401);

    for (const each of processes) each.stop();
    for (const { ended } of processes) expect(await ended).toEqual({ code: 0, signal: null });
  });

  it('end when they are stopped before the command', async () => {
    new KeptCheckpoints(path.join(production.dir, 'checkpoints')).keep({ number: 8, hash: '0'.repeat(64) });
    const processes = [await production.start('keeper'), await production.start('worker')];
    for (const each of processes) each.stop();
    for (const { ended } of processes) expect(await ended).toEqual({ code: 0, signal: null });
  });
});
