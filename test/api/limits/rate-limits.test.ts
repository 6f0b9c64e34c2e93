import { postCallback } from '../support/signed-callback.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const LIMITS = { personPerMinute: 5, partyPerMinute: 3, addressPerMinute: 4 };

describe('the limits of a minute', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi({ limits: LIMITS });
  });
  afterAll(() => api.close());

  async function statuses(times: number, call: () => Promise<{ status: number }>): Promise<number[]> {
    const found: number[] = [];
    for (let time = 0; time < times; time += 1) found.push((await call()).status);
    return found;
  }
  const read = (subject: string, path = '/v1/stats') => api.call('GET', path, { roles: ['auditor'], subject });
  const status = (from: string) =>
    api.call('POST', '/v1/appeals/status', { roles: null, body: {}, headers: { 'x-forwarded-for': from } });

  it('are counted for each person and route', async () => {
    expect(await statuses(6, () => read('one'))).toEqual([200, 200, 200, 200, 200, 429]);
    expect((await read('one', '/v1/cases')).status).toBe(200);
    expect((await read('another')).status).toBe(200);
    const refused = await read('one');
    expect(refused.body['code']).toBe('REQUEST.TOO_MANY');
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(Number(refused.headers.get('retry-after'))).toBeLessThanOrEqual(60);
  });

  it('are counted by address where anybody may call', async () => {
    expect(await statuses(5, () => status('203.0.113.7'))).toEqual([400, 400, 400, 400, 429]);
    expect((await status('203.0.113.8')).status).toBe(400);
  });

  it('slow down who proves nothing, and nobody who comes from the same address and proves it', async () => {
    const bare = { roles: null, headers: { 'x-forwarded-for': '203.0.113.9' } };
    expect(await statuses(5, () => api.call('GET', '/v1/stats', bare))).toEqual([401, 401, 401, 401, 429]);
    const known = { roles: ['auditor'], subject: 'neighbour', headers: bare.headers };
    expect((await api.call('GET', '/v1/stats', known)).status).toBe(200);
  });

  it('are counted for each party', async () => {
    const key = (slug: string) => {
      const party = api.parties[slug];
      if (party === undefined) throw new Error(`no party ${slug}`);
      return party.key;
    };
    const call = (slug: string) => postCallback(api, 'institutions', key(slug), {});
    expect(await statuses(4, () => call('th-002'))).toEqual([400, 400, 400, 429]);
    expect((await call('th-004')).status).toBe(400);
  });
});
