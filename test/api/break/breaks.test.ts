import { readStats } from '../../../src/application/overview/read-stats.js';
import { BreakList } from '../../../src/wire/case/break.js';
import { appealsOn, type HeldAccount } from '../../application/appeal/support.js';
import { runApi, type RunningApi } from '../support/running-api.js';

describe("a break: a bank's word differs from our database", () => {
  let api: RunningApi;
  let excess: HeldAccount;
  beforeAll(async () => {
    api = await runApi();
    excess = await appealsOn(api).held({ receipt: { heldAmountSatang: '5000001' } });
  });
  afterAll(() => api.close());

  async function list(query = ''): Promise<BreakList> {
    const { status, body } = await api.call('GET', `/v1/breaks${query}`, { roles: ['auditor'] });
    expect(status).toBe(200);
    return BreakList.parse(body);
  }
  const settle = (id: string, role: string, reason = 'The bank corrected its receipt by telephone.') =>
    api.call('POST', `/v1/breaks/${id}/settlement`, { subject: 'supervisor-1', roles: [role], body: { reason } });
  const open = async (): Promise<string> => (await list()).breaks[0]?.id ?? 'none';

  it('more held than asked for is not applied, and shows with its owner, its time and both words', async () => {
    const { breaks, next } = await list();
    expect(next).toBeNull();
    expect(breaks).toEqual([
      expect.objectContaining({
        caseId: excess.caseId,
        holdId: excess.holdId,
        institution: 'th-002',
        accountMasked: 'xxxxxx7778',
        kind: 'MORE_THAN_REQUESTED',
        ownerRole: 'aoc_supervisor',
        overdue: false,
        settled: null,
        requestedSatang: '5000000',
        heldSatang: '0',
        said: { result: 'HELD_FULL', amountSatang: '5000001' },
      }),
    ]);
    const [found] = breaks;
    expect(Date.parse(found?.dueAt ?? '') - Date.parse(found?.openedAt ?? '')).toBe(24 * 3_600_000);
    expect(await readStats(api.db.manager)).toMatchObject({ openBreaks: 1, overdueBreaks: 0 });
  });

  it.each([
    ['?kind=MORE_THAN_REQUESTED', 1],
    ['?kind=INCONSISTENT', 0],
    ['?institution=th-002', 1],
    ['?institution=th-014', 0],
    ['?state=settled', 0],
    ['?state=overdue', 0],
  ])('is found by %s: %d', async (query, count) => {
    expect((await list(query)).breaks).toHaveLength(count);
  });

  it('is overdue when nobody settles it in time', async () => {
    await api.db.query(
      `UPDATE break_record SET opened_at = opened_at - interval '25 hours', due_at = due_at - interval '25 hours'`,
    );
    const { breaks } = await list(`?state=overdue&caseId=${excess.caseId}`);
    expect(breaks).toMatchObject([{ overdue: true }]);
    expect(breaks[0]?.ageSeconds).toBeGreaterThanOrEqual(25 * 3_600);
    expect(await readStats(api.db.manager)).toMatchObject({ openBreaks: 1, overdueBreaks: 1 });
  });

  it('is settled only by its owner, with a reason, once; the audit keeps only the hash of the reason', async () => {
    const id = await open();
    expect((await settle(id, 'aoc_officer')).status).toBe(403);
    expect((await settle(id, 'aoc_supervisor', ' ')).status).toBe(400);
    expect((await settle(excess.caseId, 'aoc_supervisor')).body).toMatchObject({ code: 'BREAK.ABSENT' });
    expect((await settle(id, 'aoc_supervisor')).status).toBe(201);
    const repeated = await settle(id, 'aoc_supervisor');
    expect([repeated.status, repeated.body['code']]).toEqual([409, 'BREAK.SETTLED']);
    const reason = 'The bank corrected its receipt by telephone.';
    expect((await list('?state=settled')).breaks).toMatchObject([
      { id, overdue: true, settled: { by: 'supervisor-1', role: 'aoc_supervisor', reason } },
    ]);
    expect(await readStats(api.db.manager)).toMatchObject({ openBreaks: 0, overdueBreaks: 0 });
    const timeline = await api.call('GET', `/v1/cases/${excess.caseId}/timeline`, { roles: ['auditor'] });
    const events = timeline.body['events'] as { type: string; actor: string }[];
    expect(events.filter(({ type }) => type === 'break.settled')).toMatchObject([{ actor: 'supervisor-1' }]);
    expect(JSON.stringify(events)).not.toContain(reason);
  });
});
