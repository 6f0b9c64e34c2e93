import type { AuditEvent } from '../../src/persistence/audit/hash-event.js';
import { verifyChain } from '../../src/persistence/audit/verify-chain.js';
import { appealsOn } from '../appeals/support.js';
import { type Answer, runApi, type RunningApi } from './running-api.js';

interface Event {
  type: string;
  actor: string;
  payload: Record<string, unknown>;
}

describe('what is personal in a case', () => {
  let api: RunningApi;
  let on: ReturnType<typeof appealsOn>;
  beforeAll(async () => {
    api = await runApi();
    on = appealsOn(api);
  });
  afterAll(() => api.close());

  const readings = (caseId: string): Promise<Event[]> =>
    api.db.query(
      `SELECT type, actor, payload FROM audit_event WHERE chain = $1 AND type LIKE '%.read' ORDER BY sequence`,
      [caseId],
    );
  const read = (path: string, subject: string, ...roles: string[]): Promise<Answer> =>
    api.call('GET', path, { roles, subject });

  it('is noted with who read it and in which of his roles', async () => {
    const { caseId } = await on.held();
    const path = `/v1/complaints/${caseId}/record`;
    expect((await read(path, 'operator-7', 'administrator', 'hotline_operator')).status).toBe(200);
    expect(await readings(caseId)).toEqual([
      { type: 'call_record.read', actor: 'operator-7', payload: { caseId, roles: ['hotline_operator'] } },
    ]);
  });

  it('is noted with the evidence that was shown', async () => {
    const { caseId } = await on.held();
    expect((await read(`/v1/cases/${caseId}/evidence`, 'auditor-1', 'auditor')).status).toBe(200);
    const rows: { id: string }[] = await api.db.query('SELECT id FROM evidence WHERE case_id = $1', [caseId]);
    const payload = { caseId, roles: ['auditor'], evidenceIds: rows.map(({ id }) => id) };
    expect(await readings(caseId)).toEqual([{ type: 'evidence.read', actor: 'auditor-1', payload }]);
  });

  it('is noted with the appeal whose words were shown, and without the words', async () => {
    const hold = await on.held();
    const { id: appealId } = on.accepted(await on.byHolder(hold));
    expect((await read(`/v1/appeals/${appealId}`, 'officer-3', 'aoc_officer', 'auditor')).status).toBe(200);
    const payload = { caseId: hold.caseId, roles: ['aoc_officer', 'auditor'], appealId };
    expect(await readings(hold.caseId)).toEqual([{ type: 'appeal.read', actor: 'officer-3', payload }]);
  });

  it('is not noted where nothing was shown', async () => {
    const { caseId } = await on.held();
    expect((await read(`/v1/complaints/${caseId}/record`, 'admin-1', 'administrator')).status).toBe(403);
    expect((await read('/v1/complaints/01J00000000000000000000000/record', 'officer-1', 'aoc_officer')).status).toBe(
      404,
    );
    expect(await readings(caseId)).toEqual([]);
  });

  it('is noted once for each of many who read while others act, and the chain stays whole', async () => {
    const { caseId } = await on.held();
    const act = (n: number) =>
      api.call('POST', `/v1/complaints/${caseId}/supplements`, {
        roles: ['hotline_operator'],
        body: { note: `Remembered later, ${n}.` },
      });
    const reader = (n: number) => read(`/v1/complaints/${caseId}/record`, `officer-${n}`, 'aoc_officer');
    const numbers = [1, 2, 3, 4, 5, 6];
    const done = await Promise.all(numbers.flatMap((n) => [reader(n), act(n)] as const));
    expect(done.map(({ status }) => status)).toEqual(numbers.flatMap(() => [200, 201]));
    expect((await readings(caseId)).map(({ actor }) => actor).sort()).toEqual(numbers.map((n) => `officer-${n}`));
    const events: AuditEvent[] = await api.db.query(
      `SELECT chain, sequence, type, actor, at, payload, prev_hash AS "prevHash", hash FROM audit_event WHERE chain = $1 ORDER BY sequence`,
      [caseId],
    );
    expect(verifyChain(events)).toEqual({ ok: true });
  });
});
