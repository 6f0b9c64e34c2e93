import { randomUUID } from 'node:crypto';
import { DraftKept, DraftList, DraftView } from '../../../src/wire/case/draft.js';
import { runApi, type RunningApi } from '../support/running-api.js';

const HALF_TYPED = {
  step: 3,
  victim: { name: 'Somchai Example', citizenId: '912345' },
  odd: 'nul \u0000 and \u202e',
  unknown: null,
};

describe('a draft of a complaint', () => {
  let api: RunningApi;
  beforeAll(async () => {
    api = await runApi();
  });
  afterAll(() => api.close());

  const call = (method: string, path: string, subject: string, body?: unknown) =>
    api.call(method, path, { roles: ['hotline_operator'], subject, body });
  const begin = (subject: string, key: string, content: object) =>
    api.call('POST', '/v1/drafts', {
      roles: ['hotline_operator'],
      subject,
      body: { content },
      headers: { 'idempotency-key': key },
    });
  async function begun(subject: string): Promise<string> {
    const { status, body } = await begin(subject, randomUUID(), HALF_TYPED);
    expect(status).toBe(201);
    return DraftKept.parse(body).id;
  }

  it('is begun once by a key, also by two requests at once and with other words, and anew when it is gone', async () => {
    expect((await call('POST', '/v1/drafts', 'operator-8', { content: {} })).body['code']).toBe(
      'REQUEST.IDEMPOTENCY_KEY',
    );
    const at = () => begin('operator-8', 'call-1', { step: 1 });
    const [first, ...again] = [...(await Promise.all([at(), at(), at()])), await at()];
    expect(first?.status).toBe(201);
    for (const each of again) expect([each.status, each.body]).toEqual([201, first?.body]);
    const { id } = DraftKept.parse(first?.body);
    await call('POST', `/v1/drafts/${id}`, 'operator-8', { content: { step: 2 }, revision: 1 });
    // The answer is that of the beginning: who continues it overwrites nothing that was saved since.
    const late = DraftKept.parse((await begin('operator-8', 'call-1', { step: 9 })).body);
    expect([late.id, late.revision]).toEqual([id, 1]);
    const view = DraftView.parse((await call('GET', `/v1/drafts/${id}`, 'operator-8')).body);
    expect([view.content, view.revision]).toEqual([{ step: 2 }, 2]);
    // The key is that person's own, and free again when the draft is gone.
    const ofAnother = DraftKept.parse((await begin('operator-9', 'call-1', { step: 3 })).body);
    await call('DELETE', `/v1/drafts/${id}`, 'operator-8');
    const anew = DraftKept.parse((await begin('operator-8', 'call-1', { step: 4 })).body);
    expect(new Set([id, ofAnother.id, anew.id]).size).toBe(3);
    const begunEvents = await api.db.query<object[]>(
      `SELECT payload ->> 'draftId' AS id FROM audit_event WHERE type = 'draft.begun' AND actor = 'operator-8' ORDER BY sequence`,
    );
    expect(begunEvents).toEqual([{ id }, { id: anew.id }]);
  });

  it('comes back as it was typed, unfinished as it is, for seven days after the last save', async () => {
    const id = await begun('operator-1');
    const view = DraftView.parse((await call('GET', `/v1/drafts/${id}`, 'operator-1')).body);
    expect(view.content).toEqual(HALF_TYPED);
    expect(Date.parse(view.expiresAt) - Date.parse(view.savedAt)).toBe(7 * 24 * 3_600_000);
    const saved = await call('POST', `/v1/drafts/${id}`, 'operator-1', { content: { step: 4 }, revision: 1 });
    expect([saved.status, saved.body['revision']]).toEqual([200, 2]);
    const { drafts } = DraftList.parse((await call('GET', '/v1/drafts', 'operator-1')).body);
    expect(drafts.map(({ id: listed, revision }) => [listed, revision])).toEqual([[id, 2]]);
  });

  it('is overwritten by no second window', async () => {
    const id = await begun('operator-2');
    const windows = await Promise.all(
      [1, 2].map((n) => call('POST', `/v1/drafts/${id}`, 'operator-2', { content: { n }, revision: 1 })),
    );
    expect(windows.map(({ status, body }) => [status, body['code']]).sort()).toEqual([
      [200, undefined],
      [409, 'DRAFT.CHANGED'],
    ]);
  });

  it('is its owner’s alone: nobody else reads, saves, lists or discards it', async () => {
    const id = await begun('operator-3');
    const attempts = [
      await call('GET', `/v1/drafts/${id}`, 'operator-4'),
      await call('POST', `/v1/drafts/${id}`, 'operator-4', { content: {}, revision: 1 }),
    ];
    expect(attempts.map(({ status, body }) => [status, body['code']])).toEqual([
      [404, 'DRAFT.ABSENT'],
      [404, 'DRAFT.ABSENT'],
    ]);
    expect((await call('GET', '/v1/drafts', 'operator-4')).body).toEqual({ drafts: [] });
    await call('DELETE', `/v1/drafts/${id}`, 'operator-4');
    expect((await call('GET', `/v1/drafts/${id}`, 'operator-3')).status).toBe(200);
  });

  it('is gone when it is discarded or its time is over, and the chain says nothing of what it held', async () => {
    const [discarded, expired] = [await begun('operator-5'), await begun('operator-5')];
    expect((await call('DELETE', `/v1/drafts/${discarded}`, 'operator-5')).status).toBe(200);
    await api.db.query(
      `UPDATE complaint_draft SET saved_at = now() - interval '8 days', expires_at = now() - interval '1 day' WHERE id = $1`,
      [expired],
    );
    expect((await call('GET', `/v1/drafts/${expired}`, 'operator-5')).status).toBe(404);
    await begun('operator-6');
    const left: unknown[] = await api.db.query('SELECT 1 FROM complaint_draft WHERE id IN ($1, $2)', [
      discarded,
      expired,
    ]);
    expect(left).toEqual([]);
    const events: { type: string; payload: object }[] = await api.db.query(
      `SELECT type, payload FROM audit_event WHERE actor = 'operator-5' ORDER BY sequence`,
    );
    expect(events).toEqual([
      { type: 'draft.begun', payload: { draftId: discarded } },
      { type: 'draft.begun', payload: { draftId: expired } },
      { type: 'draft.discarded', payload: { draftId: discarded } },
    ]);
  });

  it('is refused beyond fifty of one person', async () => {
    for (let count = 0; count < 50; count += 1) await begun('operator-7');
    const { status, body } = await begin('operator-7', randomUUID(), {});
    expect([status, body['code'], body['values']]).toEqual([422, 'DRAFT.TOO_MANY', { most: 50 }]);
  });
});
