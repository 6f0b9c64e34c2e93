import { QueueViews } from '../../../src/wire/office/queue.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe('the saved views of the queue', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  const call = (method: string, path: string, subject: string, body?: unknown) =>
    api.call(method, `/v1/queue/views${path}`, { roles: ['aoc_officer'], subject, body });
  const save = (subject: string, name: string, filter: object) => call('POST', '', subject, { name, filter });
  const viewsOf = async (subject: string) => QueueViews.parse((await call('GET', '', subject)).body).views;

  it('are those of the person alone, and one of the same name takes the place of the first', async () => {
    await save('officer-1', 'งานว่าง', { tab: 'ours', assignee: 'nobody' });
    await save('officer-2', 'งานว่าง', { status: 'holding' });
    expect((await save('officer-1', 'mine', { assignee: 'me', institution: 'th-014' })).status).toBe(200);
    const changed = await save('officer-1', 'งานว่าง', { tab: 'approval' });
    expect(QueueViews.parse(changed.body).views).toEqual([
      { name: 'mine', filter: { assignee: 'me', institution: 'th-014' } },
      { name: 'งานว่าง', filter: { tab: 'approval' } },
    ]);
    expect(await viewsOf('officer-2')).toEqual([{ name: 'งานว่าง', filter: { status: 'holding' } }]);
  });

  it('are removed by their person, also twice, and by nobody else', async () => {
    await save('officer-3', 'one', {});
    await call('POST', '/removals', 'officer-4', { name: 'one' });
    expect(await viewsOf('officer-3')).toEqual([{ name: 'one', filter: {} }]);
    for (const time of [1, 2]) {
      const left = await call('POST', '/removals', 'officer-3', { name: 'one' });
      expect([time, left.status, left.body]).toEqual([time, 200, { views: [] }]);
    }
  });

  it('are twenty at most; one that there is may still be changed', async () => {
    for (let count = 1; count <= 20; count += 1)
      expect((await save('officer-5', `view ${count}`, {})).status).toBe(200);
    const refused = await save('officer-5', 'one more', {});
    expect([refused.status, refused.body['code'], refused.body['values']]).toEqual([
      422,
      'QUEUE_VIEW.TOO_MANY',
      { most: 20 },
    ]);
    expect((await save('officer-5', 'view 7', { tab: 'ours' })).status).toBe(200);
    expect(await viewsOf('officer-5')).toHaveLength(20);
  });

  it.each<[string, object]>([
    ['an unknown tab', { name: 'x', filter: { tab: 'everything' } }],
    ['a part of a case number', { name: 'x', filter: { text: '0042' } }],
    ["another person's cases", { name: 'x', filter: { assignee: 'officer-9' } }],
    ['an institution that is no slug', { name: 'x', filter: { institution: 'TH 014' } }],
    ['no name', { name: '', filter: {} }],
    ['a name that turns the line around', { name: 'a\u202eb', filter: {} }],
    ['a name of a page', { name: 'x'.repeat(61), filter: {} }],
  ])('have no filter but those of the queue, and a name that people read: %s', async (_, body) => {
    const answer = await call('POST', '', 'officer-6', body);
    expect([answer.status, answer.body['code']]).toEqual([400, 'REQUEST.SCHEMA']);
    expect(await viewsOf('officer-6')).toEqual([]);
  });
});
