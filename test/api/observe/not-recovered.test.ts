import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { recover } from '../../../src/application/statement/recover.js';
import { KeptCheckpoints } from '../../../src/persistence/audit/kept-checkpoint.js';
import { complaintBody } from '../../support/complaint-body.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('an API on a database that may be restored', () => {
  let api: RunningApi;
  let folder: string;

  beforeAll(async () => {
    folder = mkdtempSync(path.join(tmpdir(), 'rangap-kept-'));
    api = await runApi();
    await api.application.query(
      `INSERT INTO recovery (id, number, kind, at) VALUES ('01KAYJ9Q5R3M0T8XW2V7C4H6DE', 1, 'needed', now())`,
    );
  });
  afterAll(async () => {
    await api.close();
    rmSync(folder, { recursive: true });
  });

  const complain = (key: string) =>
    api.call('POST', '/v1/complaints', {
      roles: ['hotline_operator'],
      body: complaintBody(),
      headers: { 'idempotency-key': key },
    });

  it('answers nothing but its health before a person has said to which instant, and everything afterwards', async () => {
    for (const answer of [
      await complain('recovery-1'),
      await api.call('GET', '/v1/queue', { roles: null }),
      await api.call('GET', '/v1/session', { roles: null }),
      await api.call('POST', '/v1/callbacks/institutions', { roles: null, body: {} }),
      await api.call('GET', '/health/ready', { roles: null }),
    ]) {
      expect(answer).toMatchObject({ status: 503, body: { code: 'SERVICE.NOT_RECOVERED' } });
    }
    expect(await api.call('GET', '/health/live', { roles: null })).toMatchObject({ status: 200 });
    expect(await api.db.query('SELECT 1 FROM complaint')).toEqual([]);
    expect(api.log.filter((line) => line.includes('npm run recover'))).toHaveLength(1);

    const kept = new KeptCheckpoints(folder);
    expect(await recover(api.application, { at: new Date(), by: 'dba-7', kept })).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 1_100)); // it looks once a second
    expect(await complain('recovery-1')).toMatchObject({ status: 201 });
    expect(await api.call('GET', '/health/ready', { roles: null })).toMatchObject({ status: 200 });
  });
});
