import type { AuditEvent } from '../../../src/persistence/audit/hash-event.js';
import { verifyChain } from '../../../src/persistence/audit/verify-chain.js';
import { AppealsTogetherAccepted } from '../../../src/wire/case/appeal.js';
import { EvidenceView } from '../../../src/wire/case/evidence.js';
import { appealsOn } from '../../application/appeal/support.js';
import { type Answer, runApi, type RunningApi } from '../support/running-api.js';
import { warrantOf } from '../../support/warrant.js';

interface Event {
  type: string;
  actor: string;
  payload: Record<string, unknown>;
}

describe('a reading of personal data in a case', () => {
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
  /**
   * Returns the personal data of a case: names, citizen ids, telephone and account numbers and the
   * narrative of the complaint, and the accounts of the trail.
   */
  const personalIn = async (caseId: string): Promise<string[]> => {
    const rows = await api.db.query<{ value: string }[]>(
      `SELECT v.value FROM complaint c CROSS JOIN LATERAL (VALUES
         (c.body->'reporter'->>'name'), (c.body->'reporter'->>'phone'), (c.body->'victim'->>'name'), (c.body->'victim'->>'citizenId'),
         (c.body->'victim'->>'phone'), (c.body->'victimAccount'->>'accountNo'), (c.body->>'narrative')) AS v (value) WHERE c.id = $1
       UNION SELECT t.to_account_no FROM transfer t WHERE t.first_case_id = $1`,
      [caseId],
    );
    expect(rows.length).toBeGreaterThan(5);
    return rows.flatMap(({ value }) => value ?? []);
  };
  const read = (path: string, subject: string, ...roles: string[]): Promise<Answer> =>
    api.call('GET', path, { roles, subject });

  it('is noted with the person who read it and the role used', async () => {
    const { caseId } = await on.held();
    const path = `/v1/complaints/${caseId}/record`;
    expect((await read(path, 'operator-7', 'administrator', 'hotline_operator')).status).toBe(200);
    expect(await readings(caseId)).toEqual([
      { type: 'call_record.read', actor: 'operator-7', payload: { caseId, roles: ['hotline_operator'] } },
    ]);
  });

  it('is noted for the PDF of the record too', async () => {
    const { caseId } = await on.held();
    const answer = await read(`/v1/complaints/${caseId}/record/document`, 'operator-7', 'hotline_operator');
    expect([answer.status, answer.headers.get('content-type')]).toEqual([200, 'application/pdf']);
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

  it('of AMLO is of its own answers alone, and noted with them', async () => {
    const { caseId } = await on.held();
    const all = EvidenceView.parse((await read(`/v1/cases/${caseId}/evidence`, 'auditor-2', 'auditor')).body);
    expect(new Set(all.requests.map(({ agency }) => agency)).size).toBeGreaterThan(1);
    expect(all.debitConfirmations.length).toBeGreaterThan(0);
    const own = await read(`/v1/cases/${caseId}/evidence`, 'amlo-1', 'amlo_officer');
    expect(own.body).toEqual({
      requests: all.requests.filter(({ agency }) => agency === 'amlo'),
      debitConfirmations: [],
    });
    const evidenceIds = EvidenceView.parse(own.body).requests.flatMap(({ answers }) => answers.map(({ id }) => id));
    expect((await readings(caseId)).at(-1)).toEqual({
      type: 'evidence.read',
      actor: 'amlo-1',
      payload: { caseId, roles: ['amlo_officer'], evidenceIds },
    });
  });

  it('is not noted for the case view, which shows no personal data', async () => {
    const { caseId, holdId } = await on.held();
    const made = await api.call('POST', `/v1/cases/${caseId}/freeze-requests`, {
      subject: 'officer-1',
      roles: ['aoc_officer'],
      body: { kind: 'whole_account', holdId, ...(await warrantOf(api.application, caseId)), reason: 'A warrant.' },
    });
    expect(made.status).toBe(201);
    const { status, body } = await read(`/v1/cases/${caseId}`, 'officer-2', 'aoc_officer', 'auditor');
    expect(status).toBe(200);
    const text = JSON.stringify(body);
    expect(text).toContain('A warrant.');
    for (const personal of await personalIn(caseId)) expect(text).not.toContain(personal);
    expect(await readings(caseId)).toEqual([]);
  });

  it('is noted with the id of the appeal that was shown, without its text', async () => {
    const hold = await on.held();
    const { id: appealId } = on.accepted(await on.byHolder(hold));
    expect((await read(`/v1/appeals/${appealId}`, 'officer-3', 'aoc_officer', 'auditor')).status).toBe(200);
    const payload = { caseId: hold.caseId, roles: ['aoc_officer', 'auditor'], appealId };
    expect(await readings(hold.caseId)).toEqual([{ type: 'appeal.read', actor: 'officer-3', payload }]);
  });

  it('is noted in each case whose appeal was shown beside others, and where one was filed alone', async () => {
    const holds = [await on.held({ accountNo: '5556661001' }), await on.held({ accountNo: '5556661002' })];
    const filed = await api.call('POST', '/v1/appeals/together', {
      roles: null,
      body: { holds: holds.map(({ reference, secret }) => ({ reference, secret })), statement: 'Both are mine.' },
    });
    const { appeals } = AppealsTogetherAccepted.parse(filed.body);
    const alone = await on.held({ accountNo: '5556661003' });
    const { id } = on.accepted(await on.byHolder(alone));
    for (const appealId of [appeals[0]?.appeal?.id, id]) {
      expect((await read(`/v1/appeals/${appealId}/together`, 'desk-1', 'unfreeze_desk')).status).toBe(200);
    }
    const shown = [...holds.map(({ caseId }, index) => [caseId, appeals[index]?.appeal?.id]), [alone.caseId, id]];
    for (const [caseId, appealId] of shown) {
      const payload = { caseId, roles: ['unfreeze_desk'], appealId };
      expect(await readings(String(caseId))).toEqual([{ type: 'appeal.read', actor: 'desk-1', payload }]);
    }
  });

  it('is not noted where nothing was shown', async () => {
    const { caseId } = await on.held();
    expect((await read(`/v1/complaints/${caseId}/record`, 'admin-1', 'administrator')).status).toBe(403);
    expect((await read('/v1/complaints/01J00000000000000000000000/record', 'officer-1', 'aoc_officer')).status).toBe(
      404,
    );
    expect(await readings(caseId)).toEqual([]);
  });

  it('is noted once for each of many readers while others act, and the chain stays whole', async () => {
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
      `SELECT chain, sequence, type, actor, at, payload, prev_hash AS "prevHash", hash, seals FROM audit_event WHERE chain = $1 ORDER BY sequence`,
      [caseId],
    );
    expect(verifyChain(events)).toEqual({ ok: true });
  });
});
